import { useState } from 'preact/hooks';
import type { FoundEvents } from '../../live/found-events.ts';
import type { FoundTarget, Prevention } from '../../why/answer.ts';
import { numberText } from '../../why/number-text.ts';
import { consequenceText } from '../../why/words.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { errorText } from './error-text.ts';
import { tryPrevention } from './try-prevention.ts';

interface Props {
  readonly run: RunStore;
  readonly target: FoundTarget;
  readonly prevention: Prevention;
}

/** What would have prevented it, to be tried on the run itself. */
export function PreventionBox({ prevention, run, target }: Props) {
  const [isTrying, setTrying] = useState(false);
  const [came, setCame] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [warning, setWarning] = useState<string | null>(null);
  const attempt = async (): Promise<void> => {
    setTrying(true);
    setError(null);
    try {
      if (warning === null && !(await run.link.isAlone())) {
        setWarning('Others watch this run: it would go back for them, too. Press again to do it.');
        return;
      }
      setWarning(null);
      const { time } = await tryPrevention(run.link.request, run.model.phases, prevention.commands);
      setCame(`Done: the run stands at t = ${timeText(time)} again. ${await outcome(run, target)}`);
    } catch (reason) {
      setError(errorText(reason));
    } finally {
      setTrying(false);
    }
  };
  return (
    <section class="prevention">
      <h3>What would have prevented it</h3>
      <p>
        {capital(prevention.sentence)}: {consequenceText(prevention, target)}.
      </p>
      <p class="muted">
        {prevention.tried === 1
          ? 'Shown by a run to work.'
          : `The smallest that was found to work, of ${prevention.tried} that were tried, each by a run.`}
      </p>
      <div class="deeds">
        <button
          type="button"
          class="button small primary"
          disabled={isTrying || came !== null}
          onClick={() => void attempt()}
        >
          {isTrying ? 'Running it again…' : 'Try it'}
        </button>
        <span class="muted">goes back, does it, gives every later command again, and comes back to here</span>
      </div>
      <p role="status">{warning ?? came}</p>
      {error !== null && <p class="fault">{error}</p>}
    </section>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What has become of the target in the run as it is now. */
async function outcome(run: RunStore, target: FoundTarget): Promise<string> {
  if (target.kind === 'metric') {
    const value = run.state.peek().metrics[target.metric];
    return `${target.metric} is ${numberText(value)} now.`;
  }
  const query = { type: target.type, ...target.fields };
  const { events } = (await run.link.request({ do: 'events', query, limit: 1 })) as FoundEvents;
  if (events.length === 0) return 'It has not come.';
  return `It comes all the same, at t = ${timeText(events[0].t)}.`;
}
