import { useEffect, useState } from 'preact/hooks';
import './panels.css';
import type { Why, WhyTarget } from '../../why/answer.ts';
import { timeText } from '../frame/time-unit.ts';
import type { RunStore } from '../store/run-store.ts';
import { answerHighlight } from './answer-highlight.ts';
import { MetricQuestion } from './metric-question.tsx';
import { useLoaded } from './use-loaded.ts';
import { WhyAnswer } from './why-answer.tsx';
import { WhySelected } from './why-selected.tsx';

interface Props {
  readonly run: RunStore;
  /** What is asked; null: nothing yet. */
  readonly target: WhyTarget | null;
}

/** Why something happened, answered in place with the chain highlighted; and what else may be asked. */
export function WhyPanel({ run, target }: Props) {
  // A question stands as long as its panel is open: so it is what a link holds.
  useEffect(
    () => () => {
      run.question.value = null;
      run.highlight.value = null;
    },
    [run],
  );
  return (
    <div class="panel">
      {target === null ? <Suggestions run={run} /> : <Asked run={run} target={target} />}
    </div>
  );
}

function Asked({ run, target }: { readonly run: RunStore; readonly target: WhyTarget }) {
  const [asks, setAsks] = useState(0);
  const [isLeft, setLeft] = useState(false);
  const key = JSON.stringify(target);
  const { error, isLoading, value } = useLoaded<{ readonly answer: Why; readonly at: number }>(
    isLeft
      ? null
      : async (signal) => {
          const at = run.state.peek().time;
          return { answer: await run.link.why(target, signal), at };
        },
    [key, asks, isLeft, run],
  );
  useEffect(() => setLeft(false), [key]);
  useEffect(() => {
    run.highlight.value = null;
    if (value === null) return;
    let isGone = false;
    answerHighlight(run.link.request, run.kinds, value.answer).then(
      (highlight) => {
        if (!isGone) run.highlight.value = highlight;
      },
      () => undefined,
    );
    return () => {
      isGone = true;
      run.highlight.value = null;
    };
  }, [value, run]);
  const other = (
    <button
      type="button"
      class="link"
      onClick={() => {
        run.question.value = null;
      }}
    >
      another question
    </button>
  );
  return (
    <div aria-busy={isLoading}>
      <p class="unseen" role="status">
        {value?.answer.text}
      </p>
      {isLoading && (
        <div class="waiting">
          <p>Making the run again without each of the candidates…</p>
          <button type="button" class="button small" onClick={() => setLeft(true)}>
            Cancel
          </button>
        </div>
      )}
      {isLeft && <p class="muted">Left off. {other}</p>}
      {error !== null && (
        <>
          <p class="fault">{error}</p>
          <p>{other}</p>
        </>
      )}
      {value !== null && (
        <>
          <WhyAnswer key={asks} run={run} answer={value.answer} />
          <p class="panel-end">
            <span class="muted">
              Asked at t = {timeText(value.at)}; {value.answer.reruns} runs made for it.
            </span>{' '}
            <button type="button" class="link" onClick={() => setAsks(asks + 1)}>
              ask again now
            </button>{' '}
            {other}
          </p>
        </>
      )}
    </div>
  );
}

/** What is worth asking. */
function Suggestions({ run }: { readonly run: RunStore }) {
  const [looks, setLooks] = useState(0);
  const { error, isLoading, value } = useLoaded((signal) => run.link.questions(signal), [run, looks]);
  return (
    <>
      <WhySelected run={run} />
      <h3>Worth asking now</h3>
      {isLoading && <p class="muted">Looking for what is rare in the run so far…</p>}
      {error !== null && <p class="fault">{error}</p>}
      {value?.length === 0 && (
        <p class="muted">Nothing has failed yet. Ask about any event of the feed, or a number below.</p>
      )}
      {value !== null && value.length > 0 && (
        <ol class="questions">
          {value.map(({ target, text }) => (
            <li key={text}>
              <button
                type="button"
                class="question"
                onClick={() => {
                  run.question.value = target;
                }}
              >
                {text}
              </button>
            </li>
          ))}
        </ol>
      )}
      {!isLoading && (
        <button type="button" class="link" onClick={() => setLooks(looks + 1)}>
          look again
        </button>
      )}
      <MetricQuestion run={run} />
    </>
  );
}
