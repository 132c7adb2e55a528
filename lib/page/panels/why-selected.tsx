import { useState } from 'preact/hooks';
import type { RunStore } from '../store/run-store.ts';
import { entityLabel } from './entity-id.ts';
import { entityQuestions } from './entity-questions.ts';
import { useLoaded } from './use-loaded.ts';
import { WhyNot } from './why-not.tsx';

/** What may be asked of what is selected; of what did not come, it is answered here. */
export function WhySelected({ run }: { readonly run: RunStore }) {
  const selected = run.selected.value;
  const [asked, setAsked] = useState<Readonly<Record<string, unknown>> | null>(null);
  const { value } = useLoaded(
    selected === null
      ? null
      : () => entityQuestions(run.link.request, run.model, run.entities, selected, run.state.peek().time),
    [selected, run],
  );
  if (selected === null) return null;
  const event = /^event:(\d+)$/.exec(selected);
  if (event === null && (value === null || value.length === 0)) return null;
  return (
    <section>
      <h3>About {entityLabel(selected, run.entities)}</h3>
      <div class="deeds">
        {event !== null && (
          <button
            type="button"
            class="button small"
            onClick={() => {
              run.question.value = { event: Number(event[1]) };
            }}
          >
            Why did it happen?
          </button>
        )}
        {value?.map(({ event: id, text, whyNot }) => (
          <button
            key={text}
            type="button"
            class="button small"
            aria-pressed={whyNot !== undefined && asked === whyNot}
            onClick={() => {
              if (id !== undefined) run.question.value = { event: id };
              else setAsked(whyNot ?? null);
            }}
          >
            {text}
          </button>
        ))}
      </div>
      {asked !== null && <WhyNot run={run} target={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}
