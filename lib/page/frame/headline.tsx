import { unitName } from '../../core/unit-name.ts';
import type { Headline as HeadlineNumber } from '../examples/example.ts';
import type { RunStore } from '../store/run-store.ts';

interface Props {
  readonly run: RunStore;
  readonly numbers: readonly HeadlineNumber[];
}

/** A few numbers that are always in sight. */
export function Headline({ numbers, run }: Props) {
  const state = run.state.value;
  return (
    <dl class="headline">
      {numbers.map(({ help, isBad, label, of, unit }) => (
        <div key={label} class="number" title={help} data-bad={isBad?.(state) === true}>
          <dt>{unit === undefined ? label : `${label}, ${unitName(run.model, run.recipe.config, unit)}`}</dt>
          <dd>{of(state)}</dd>
        </div>
      ))}
    </dl>
  );
}
