import { useSignal } from '@preact/signals';
import type { SessionStatus } from '../../live/session-message.ts';
import type { PageStore } from '../store/page-store.ts';
import type { RunStore } from '../store/run-store.ts';
import { Icon } from './icon.tsx';
import { NOTCH_MAX, NOTCH_MIN, notchOf, paceAt, paceWords } from './pace-notch.ts';
import { timeUnit, timeWords } from './time-unit.ts';

const STATUS_WORDS: Readonly<Record<SessionStatus['status'], string>> = {
  running: 'running',
  paused: 'paused',
  waiting: 'waits for you',
  finished: 'over',
  stopped: 'stopped',
  failed: 'failed',
};

interface Props {
  readonly page: PageStore;
  readonly run: RunStore;
}

/** Play, pause, step, rewind, pace. */
export function Transport({ page, run }: Props) {
  const { digest, pace, reason, status } = run.status.value;
  const unit = timeUnit(run.model, run.recipe.config);
  const isOver = status === 'finished';
  const isRunning = status === 'running';
  const base = page.basePace.value;
  const words = paceWords(pace, unit);
  return (
    <section class="transport" aria-label="Run">
      <button
        type="button"
        class="tool main"
        disabled={status === 'stopped' || status === 'failed' || status === 'waiting'}
        onClick={() => void page.toggle()}
        title={isRunning ? 'Pause (space)' : isOver ? 'Run again from the start (space)' : 'Run (space)'}
        aria-label={isRunning ? 'Pause' : isOver ? 'Run again' : 'Run'}
      >
        <Icon name={isRunning ? 'pause' : isOver ? 'reset' : 'play'} />
      </button>
      <button
        type="button"
        class="tool"
        disabled={status !== 'running' && status !== 'paused'}
        onClick={() => void run.run({ do: 'step' })}
        title="One turn (.)"
        aria-label="One turn"
      >
        <Icon name="step" />
      </button>
      <button
        type="button"
        class="tool"
        disabled={status === 'stopped' || status === 'failed'}
        onClick={() => void page.seek(0)}
        title="Rewind to the start (r)"
        aria-label="Rewind to the start"
      >
        <Icon name="reset" />
      </button>
      <TimeSlider page={page} run={run} unit={unit} />
      <span class="status" data-status={status} data-digest={digest} title={reason ?? digest} role="status">
        {STATUS_WORDS[status]}
      </span>
      <label class="pace" title="Pace (arrow keys)">
        <span class="wide">Pace</span>
        <input
          type="range"
          min={NOTCH_MIN}
          max={NOTCH_MAX}
          step={1}
          value={notchOf(base, pace)}
          aria-valuetext={words}
          aria-label="Pace"
          onInput={({ currentTarget }) =>
            void run.run({ do: 'pace', pace: paceAt(base, Number(currentTarget.value)) })
          }
        />
        <output>{words}</output>
      </label>
    </section>
  );
}

/** The time so far: to the left it rewinds, to the right it goes on to what has been once before. */
function TimeSlider({ page, run, unit }: Props & { readonly unit: string }) {
  const held = useSignal<number | null>(null);
  const { time } = run.state.value;
  const shown = held.value ?? time;
  const { status } = run.status.value;
  return (
    <label class="time">
      <input
        type="range"
        min={0}
        max={Math.max(page.furthest.value, 1e-9)}
        step="any"
        value={shown}
        disabled={status === 'stopped' || status === 'failed'}
        aria-label="Time; move it back to rewind"
        aria-valuetext={timeWords(shown, unit)}
        onInput={({ currentTarget }) => {
          held.value = Number(currentTarget.value);
        }}
        onChange={async ({ currentTarget }) => {
          await page.seek(Math.floor(Number(currentTarget.value)));
          held.value = null;
        }}
      />
      <output data-is-held={held.value !== null}>{timeWords(shown, unit)}</output>
    </label>
  );
}
