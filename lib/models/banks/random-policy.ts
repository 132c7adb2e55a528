import { ACTIONS, type Policy, PRIORITIES } from './policy.ts';

const [PROFIT] = PRIORITIES.keys();

/** Each of the five actions with equal chance, of a uniform amount. */
export const randomPolicy: Policy = {
  decide({ bankCount, alive, draws }, { priority, action, amount }) {
    for (let i = 0; i < bankCount; i++) {
      if (alive[i] === 0) continue;
      priority[i] = PROFIT;
      const draw = draws[i] * ACTIONS.length;
      action[i] = Math.floor(draw);
      amount[i] = draw - action[i];
    }
  },
};
