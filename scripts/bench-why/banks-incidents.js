/**
 * @file Incidents among banks. Bank T, and each bank of a chain, has lent to others or invested; a blow costs it a
 * share of its equity, by the failure of a borrower or by a crash. Margins are wide: a blow that is to bring a
 * bank down costs 1.5 times its equity or more, what is not costs less than a tenth.
 */

const EQUITY = 100;
const LEVERAGE = 14;
/** What a creditor gets back of its claim. */
const RECOVERY = 0.4;
const STEPS = 8;

/** A network in the making: equity and loans by bank, and commands with the part they play. */
class Network {
  constructor(/** @type {import('./random.js').Random} */ random) {
    this.random = random;
    /** @type {number[]} */
    this.capital = [];
    /** @type {[number, number, number][]} */
    this.loans = [];
    /** @type {{ part: string, command: Record<string, unknown> }[]} */
    this.commands = [];
  }

  bank(capital = EQUITY) {
    this.capital.push(capital * this.random.between(0.97, 1.03));
    return this.capital.length - 1;
  }

  /** `lender` loses `share` of its equity when `borrower` fails. */
  lend(/** @type {number} */ lender, /** @type {number} */ borrower, /** @type {number} */ share) {
    this.loans.push([lender, borrower, (share * this.capital[lender]) / (1 - RECOVERY)]);
  }

  command(/** @type {string} */ part, /** @type {Record<string, unknown>} */ command) {
    this.commands.push({ part, command });
  }

  fail(/** @type {string} */ part, /** @type {number} */ bank, /** @type {unknown} */ at, magnitude = 1) {
    this.command(part, { name: 'apply_shock', kind: 'bank_failure', bank, magnitude, at });
  }

  /** A larger bank with banks that go down with it; `victim` loses little of what it has by it. */
  decoy(/** @type {number} */ victim, /** @type {unknown} */ at, /** @type {number} */ share) {
    const { random } = this;
    const big = this.bank(EQUITY * random.between(3, 6));
    if (share > 0) this.lend(victim, big, share);
    const followers = random.whole(1, 3);
    for (let i = 0; i < followers; i++) this.lend(this.bank(EQUITY * 0.6), big, random.between(1.5, 2));
    this.fail('decoy', big, at, random.between(60, 150));
  }

  /** Banks and commands in another order. */
  incident(/** @type {number} */ target, /** @type {readonly (readonly string[])[]} */ planned) {
    const { random } = this;
    const count = this.capital.length;
    const isFull = random.unit() < 0.5;
    const seat = random.shuffled(this.capital.map((_, i) => i));
    const capital = new Array(count).fill(0);
    const matrix = Array.from({ length: count }, () => new Array(count).fill(0));
    for (const [i, value] of this.capital.entries()) capital[seat[i]] = Number(value.toFixed(2));
    for (const [lender, borrower, amount] of this.loans) {
      matrix[seat[lender]][seat[borrower]] += Number(amount.toFixed(2));
    }
    const order = random.shuffled(this.commands);
    const commands = order.map(({ command }) =>
      'bank' in command ? { ...command, bank: seat[/** @type {number} */ (command.bank)] } : command,
    );
    return {
      config: {
        ...{ banks: capital.map((each) => ({ capital: each, targetLeverage: LEVERAGE, riskFactor: 0.1 })) },
        ...{ matrix, shocks: 'none', steps: STEPS, noise: 0.01, recovery: RECOVERY, actionShare: 0.002 },
        ...{
          fireSales: isFull,
          funding: isFull,
          exposureLimit: null,
          investmentShare: 0.02,
          newLinkShare: 0,
        },
      },
      commands,
      target: { type: 'default', bank: seat[target] },
      planned: planned.map((parts) => parts.map((part) => order.findIndex((each) => each.part === part))),
    };
  }
}

/** Three moments of a step, in order, all before contagion: what lands in one is dealt with together. */
const early = (/** @type {number} */ time) => ({ time });
const middle = (/** @type {number} */ time) => ({ time, phase: 'shocks' });
const late = (/** @type {number} */ time) => ({ time, phase: 'shocks', entity: 1 });

/**
 * Decoys about a blow in the middle of step `time`: before it and after it, both in the target's history, and
 * others that are not. What costs the target something comes in that step: a bank that has lost a claim calls
 * in its loans.
 */
function addDecoys(
  /** @type {Network} */ network,
  /** @type {number} */ victim,
  /** @type {number} */ time,
  count = 4,
) {
  const { random } = network;
  network.decoy(victim, early(time), random.between(0.03, 0.09));
  network.decoy(victim, late(time), random.between(0.03, 0.09));
  for (let i = 2; i < count; i++) {
    network.decoy(victim, random.pick([early(random.whole(1, time)), late(time)]), 0);
  }
}

const strong = (/** @type {Network} */ { random }) => random.between(1.5, 2.2);
const half = (/** @type {Network} */ { random }) => random.between(0.66, 0.76);

/** @type {Record<string, (random: import('./random.js').Random) => ReturnType<Network['incident']>>} */
export const banksIncidents = {
  single(random) {
    const network = new Network(random);
    const target = network.bank();
    const debtor = network.bank();
    const time = random.whole(3, STEPS - 2);
    network.lend(target, debtor, strong(network));
    network.fail('a', debtor, middle(time));
    addDecoys(network, target, time);
    return network.incident(target, [['a']]);
  },

  common(random) {
    const network = new Network(random);
    const target = network.bank();
    const debtor = network.bank();
    const time = random.whole(3, STEPS - 2);
    network.lend(target, debtor, strong(network));
    for (let i = 0; i < 2; i++) {
      const other = network.bank(EQUITY * 0.8);
      network.lend(other, debtor, strong(network));
      // The target has lent to those too that go down with it: they are neighbours, and no cause.
      network.lend(target, other, random.between(0.02, 0.06));
    }
    network.fail('a', debtor, middle(time));
    addDecoys(network, target, time);
    return network.incident(target, [['a']]);
  },

  joint(random) {
    const network = new Network(random);
    const target = network.bank();
    const [one, other] = [network.bank(), network.bank()];
    const time = random.whole(3, STEPS - 2);
    network.lend(target, one, half(network));
    network.lend(target, other, half(network));
    network.fail('a', one, middle(random.pick([time, time, time - 1])));
    network.fail('b', other, middle(time));
    addDecoys(network, target, time, 3);
    return network.incident(target, [['a'], ['b']]);
  },

  'over-determined'(random) {
    const network = new Network(random);
    const target = network.bank();
    const [one, other] = [network.bank(), network.bank()];
    const time = random.whole(3, STEPS - 2);
    network.lend(target, one, strong(network));
    network.lend(target, other, strong(network));
    network.fail('a', one, middle(time));
    network.fail('b', other, middle(time));
    addDecoys(network, target, time, 3);
    return network.incident(target, [['a', 'b']]);
  },

  'pre-empted'(random) {
    const network = new Network(random);
    const target = network.bank();
    const [one, other] = [network.bank(), network.bank()];
    const time = random.whole(3, STEPS - 2);
    network.lend(target, one, strong(network));
    network.fail('a', one, middle(time));
    if (random.unit() < 0.5) {
      network.lend(target, other, strong(network));
      network.fail('b', other, time + random.whole(1, 2), 80);
    } else {
      // It strikes at the same time and needs two rounds more.
      const [near, far] = [network.bank(), network.bank()];
      network.lend(far, other, strong(network));
      network.lend(near, far, strong(network));
      network.lend(target, near, strong(network));
      network.fail('b', other, middle(time), 80);
    }
    addDecoys(network, target, time, 3);
    return network.incident(target, [['a']]);
  },

  chain(random) {
    const network = new Network(random);
    const links = random.whole(4, 6);
    const banks = Array.from({ length: links }, () => network.bank());
    const time = random.whole(3, STEPS - 2);
    for (let i = 1; i < links; i++) network.lend(banks[i], banks[i - 1], strong(network));
    network.fail('a', banks[0], middle(time));
    addDecoys(network, random.pick(banks.slice(1)), time, 2);
    addDecoys(network, banks[links - 1], time, 2);
    return network.incident(banks[links - 1], [['a']]);
  },

  prevention(random) {
    const network = new Network(random);
    const target = network.bank();
    const [one, other, bystander] = [network.bank(), network.bank(), network.bank()];
    const time = random.whole(3, STEPS - 3);
    const delays = random.unit() < 0.5;
    const capital = (/** @type {number} */ bank, /** @type {number} */ amount) =>
      network.command('capital', { name: 'add_capital', bank, amount, at: random.whole(1, time) });
    network.lend(target, one, random.between(1.4, 1.6));
    network.fail('a', one, middle(time));
    capital(bystander, random.between(200, 400));
    // Capital that lets the target live for another step or two, or that is too little for anything.
    capital(target, delays ? random.between(100, 110) : random.between(20, 30));
    if (delays) {
      network.lend(target, other, random.between(1.2, 1.4));
      network.fail('b', other, time + random.whole(1, 2));
    }
    addDecoys(network, target, time, delays ? 2 : 3);
    return network.incident(target, delays ? [['a'], ['b']] : [['a']]);
  },
};
