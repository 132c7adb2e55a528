import { useState } from 'preact/hooks';
import { counted } from '../../figures/quantity.ts';
import type { ChainStep, RootCause, Why } from '../../why/answer.ts';
import { numberText } from '../../why/number-text.ts';
import { consequenceText } from '../../why/words.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { eventsHighlight } from './answer-highlight.ts';
import { PreventionBox } from './prevention-box.tsx';

interface Props {
  readonly run: RunStore;
  readonly answer: Why;
}

/** Steps at either end of a long chain. */
const ENDS = 7;
const IRRELEVANT_MAX = 40;

/** An answer: what it was, what brought it about, the way there, what would have prevented it. */
export function WhyAnswer({ answer, run }: Props) {
  const { chain, limits, prevention, rootCauses, sets, target } = answer;
  const [whole, ...lines] = answer.text.split('\n');
  const told = rootCauses.filter(({ verdict }) => verdict !== 'irrelevant');
  const others = rootCauses.filter(({ verdict }) => verdict === 'irrelevant');
  const joint = sets.filter((set) => set.length > 1);
  // The sentence of the prevention stands in its box.
  const said = prevention === null ? lines : lines.slice(0, -1);
  const shine = useShine(run);
  return (
    <article class="why-answer">
      <h3 class="entity-name">{whole}</h3>
      {said.map((line) => (
        <p key={line} class="said">
          {line}
        </p>
      ))}
      {told.length > 0 && (
        <section>
          <h3>Root causes</h3>
          <ul class="causes">
            {told.map((cause) => (
              <Cause key={cause.id} run={run} answer={answer} cause={cause} shine={shine} />
            ))}
          </ul>
          {joint.map((set) => (
            <p key={set.join()} class="muted">
              Together: {set.map((id) => `#${id}`).join(', ')}. Only without all of them{' '}
              {target.kind === 'metric' ? 'most of the change is gone' : 'it does not come'}.
            </p>
          ))}
        </section>
      )}
      {prevention !== null && <PreventionBox run={run} target={target} prevention={prevention} />}
      <Chain run={run} chain={chain} shine={shine} />
      {others.length > 0 && (
        <details>
          <summary>{others.length} candidates that made no difference</summary>
          <ul class="causes">
            {others.slice(0, IRRELEVANT_MAX).map((cause) => (
              <Cause key={cause.id} run={run} answer={answer} cause={cause} shine={shine} />
            ))}
          </ul>
        </details>
      )}
      {limits.length > 0 && (
        <section>
          <h3>What it does not know</h3>
          {limits.map((limit) => (
            <p key={limit} class="muted">
              {limit}
            </p>
          ))}
        </section>
      )}
    </article>
  );
}

/** Shows some events in the drawing while they are pointed at; null: the whole chain again. */
type Shine = (ids: readonly number[] | null) => void;

function useShine(run: RunStore): Shine {
  const [held] = useState<{ whole: RunStore['highlight']['value']; turn: number }>({ whole: null, turn: 0 });
  return (ids) => {
    const turn = ++held.turn;
    const now = run.highlight.peek();
    if (ids === null) {
      // None any more: the answer is gone.
      if (held.whole !== null && now !== null) run.highlight.value = held.whole;
      held.whole = null;
      return;
    }
    held.whole ??= now;
    eventsHighlight(run.link.request, run.kinds, ids).then(
      (highlight) => {
        if (held.turn !== turn) return;
        // What is about nobody, such as a command, leaves the others of the chain in sight.
        const entities =
          highlight.entities.size > 0 ? highlight.entities : (held.whole?.entities ?? new Set());
        run.highlight.value = { ...highlight, entities };
      },
      () => undefined,
    );
  };
}

interface CauseProps extends Props {
  readonly cause: RootCause;
  readonly shine: Shine;
}

function Cause({ answer, cause, run, shine }: CauseProps) {
  const { id, kind, sentence, share, t, verdict, with: also = [] } = cause;
  const ids = [id, ...also];
  return (
    <li class="cause" data-verdict={verdict} onMouseEnter={() => shine(ids)} onMouseLeave={() => shine(null)}>
      <span class="verdict">{verdict}</span>
      <button
        type="button"
        class="cause-sentence"
        onFocus={() => shine(ids)}
        onBlur={() => shine(null)}
        onClick={() => {
          run.selected.value = `event:${id}`;
        }}
      >
        {sentence}
      </button>
      <span class="muted">
        {kind} at t = {timeText(t)}; without it, {consequenceText(cause, answer.target)}
        {share === undefined ? '' : `; share ${numberText(share)}`}
        {also.length > 0 ? `; with ${also.length} more of the same occasion` : ''}
      </span>
    </li>
  );
}

interface ChainProps {
  readonly run: RunStore;
  readonly chain: readonly ChainStep[];
  readonly shine: Shine;
}

function Chain({ chain, run, shine }: ChainProps) {
  const [isWhole, setWhole] = useState(chain.length <= 2 * ENDS + 2);
  if (chain.length === 0) return null;
  const step = ({ id, sentence, t }: ChainStep) => (
    <li key={id} onMouseEnter={() => shine([id])} onMouseLeave={() => shine(null)}>
      <button
        type="button"
        class="event"
        onFocus={() => shine([id])}
        onBlur={() => shine(null)}
        onClick={() => {
          run.selected.value = `event:${id}`;
        }}
      >
        <span class="event-time">{timeText(t)}</span>
        <span>{sentence}</span>
      </button>
      <button
        type="button"
        class="why"
        aria-label={`Why? ${sentence}`}
        onClick={() => {
          run.question.value = { event: id };
        }}
      >
        why?
      </button>
    </li>
  );
  return (
    <section>
      <h3>How it came, in {counted(chain.length, 'event')}</h3>
      <ol class="events chain">
        {(isWhole ? chain : chain.slice(0, ENDS)).map(step)}
        {!isWhole && (
          <li class="between">
            <button type="button" class="link" onClick={() => setWhole(true)}>
              {chain.length - 2 * ENDS} steps between
            </button>
          </li>
        )}
        {!isWhole && chain.slice(-ENDS).map(step)}
      </ol>
    </section>
  );
}
