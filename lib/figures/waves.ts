import type { Cascade } from './cascade.ts';
import { counted } from './quantity.ts';
import { light } from './theme.ts';

/** Banks that fell one after the other without a pause between: a round of a step, or several. */
export interface Wave {
  readonly label: string;
  readonly color: string;
  readonly banks: Cascade['failed'];
}

/** Failed banks by step and round, in order; where there are more of these than colours, neighbours share. */
export function waves(failed: Cascade['failed']): Wave[] {
  const rounds: Cascade['failed'][number][][] = [];
  for (const bank of failed) {
    const last = rounds.at(-1)?.[0]?.failure;
    if (last?.t === bank.failure.t && last.round === bank.failure.round) rounds.at(-1)!.push(bank);
    else rounds.push([bank]);
  }
  const count = Math.min(rounds.length, light.waves.length);
  return Array.from({ length: count }, (_, w) => {
    const [from, to] = [w, w + 1].map((each) => Math.floor((each * rounds.length) / count));
    const banks = rounds.slice(from, to).flat();
    const color = light.waves[count === 1 ? 1 : Math.round((w * (light.waves.length - 1)) / (count - 1))]!;
    return { label: labelOf(banks), color, banks };
  });
}

function labelOf(banks: Cascade['failed']): string {
  const first = banks[0]!.failure;
  const last = banks.at(-1)!.failure;
  const many = counted(banks.length, 'bank');
  if (first.t !== last.t) return `steps ${first.t} to ${last.t}: ${many}`;
  if (first.round === last.round) return `step ${first.t}, round ${first.round}: ${many}`;
  return `step ${first.t}, rounds ${first.round} to ${last.round}: ${many}`;
}
