import { useEffect, useRef, useState } from 'preact/hooks';
import './panels.css';
import { unitName } from '../../core/unit-name.ts';
import { timeText, timeUnit } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { ChangeForm, type GivenChange } from './change-form.tsx';
import { type Compared, compareRuns } from './compare-runs.ts';
import { ComparedLines } from './compared-lines.tsx';
import { ComparedTable } from './compared-table.tsx';
import { errorText } from './error-text.ts';

/** For how long both runs go on unless told otherwise, by model: about as long as a cascade takes. */
const SPANS: Readonly<Record<string, number>> = { banks: 26, cache: 10_000, trading: 750 };

interface Comparing extends Compared {
  readonly change: GivenChange;
  readonly from: number;
  readonly isDone: boolean;
}

/** Holds this moment, makes one change beside it, and runs both on the same noise. */
export function Compare({ run }: { readonly run: RunStore }) {
  const unit = timeUnit(run.model, run.recipe.config);
  const [span, setSpan] = useState(String(SPANS[run.model.name] ?? 100));
  const [comparing, setComparing] = useState<Comparing | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(new Error('closed')), []);
  const length = Number(span);
  const isGood = Number.isFinite(length) && length > 0;
  const isOver = run.status.value.next === null;

  const start = async (change: GivenChange): Promise<void> => {
    abort.current?.abort(new Error('another comparison'));
    const mine = new AbortController();
    abort.current = mine;
    setBusy(true);
    setError(null);
    setComparing(null);
    const show = (compared: Compared, isDone: boolean): void => {
      const from = compared.held[0]?.time ?? 0;
      if (!mine.signal.aborted) setComparing({ ...compared, change, from, isDone });
    };
    try {
      const done = await compareRuns({
        fork: run.link.fork,
        command: change.command,
        span: length,
        onSlice: (compared) => show(compared, false),
        signal: mine.signal,
      });
      show(done, true);
    } catch (reason) {
      if (!mine.signal.aborted) setError(errorText(reason));
    } finally {
      if (abort.current === mine) setBusy(false);
    }
  };

  return (
    <div class="panel">
      <p class="panel-lead">
        Two runs go on from this moment, one as it is and one with a single change. Both meet the same noise:
        each draw of chance is keyed by what it is for, so what differs is what the change did.
      </p>
      <label class="pick">
        for
        <input
          type="text"
          inputMode="decimal"
          value={span}
          aria-invalid={!isGood}
          onInput={({ currentTarget }) => setSpan(currentTarget.value)}
        />
        {unit}
      </label>
      {isOver ? (
        <p class="muted">The run is over: rewind it to compare from an earlier moment.</p>
      ) : (
        <ChangeForm run={run} isDisabled={isBusy || !isGood} onChange={(change) => void start(change)} />
      )}
      {isBusy && (
        <p class="waiting" role="status">
          {comparing === null
            ? 'Holding this moment…'
            : `t = ${timeText(comparing.held.at(-1)?.time ?? 0)} of ${timeText(comparing.from + length)}`}
          <button
            type="button"
            class="button small"
            onClick={() => {
              abort.current?.abort(new Error('cancelled'));
              setBusy(false);
            }}
          >
            Stop
          </button>
        </p>
      )}
      {error !== null && <p class="fault">{error}</p>}
      {comparing !== null && comparing.held.length > 1 && (
        <>
          <h3>
            {comparing.change.words}, from t = {timeText(comparing.from)} on
          </h3>
          <ComparedLines
            run={run}
            compared={comparing}
            unitOf={(name) => unitName(run.model, run.recipe.config, name)}
          />
          {comparing.isDone && <ComparedTable run={run} compared={comparing} />}
          {comparing.decisions > 0 && (
            <p class="muted">{comparing.decisions} decisions on the way were taken as recommended.</p>
          )}
        </>
      )}
    </div>
  );
}
