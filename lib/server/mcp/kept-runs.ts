import { FaultlineError } from '../../core/faultline-error.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Run } from '../../core/run.ts';
import type { Limits } from './limits.ts';

/** A run, or the log of one, that can be asked about by its id. */
export interface KeptRun {
  readonly id: string;
  readonly model: AnyModel;
  /** What `why` and the like take. */
  readonly explained: Run | { readonly model: AnyModel; readonly events: Run['events'] };
}

/** The runs of one session, in the memory of the server; the oldest are forgotten for new ones. */
export class KeptRuns {
  private readonly limits: Limits;
  private readonly kept = new Map<string, KeptRun>();
  private made = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get all(): readonly KeptRun[] {
    return [...this.kept.values()];
  }

  /** Keeps a run. Returns it with its id, and the ids that were forgotten for it. */
  add(model: AnyModel, explained: KeptRun['explained']): { kept: KeptRun; forgotten: string[] } {
    const kept = { id: `r${++this.made}`, model, explained };
    this.kept.set(kept.id, kept);
    const forgotten: string[] = [];
    for (const id of this.kept.keys()) {
      if (id === kept.id || !this.isOver()) break;
      this.kept.delete(id);
      forgotten.push(id);
    }
    return { kept, forgotten };
  }

  /** @throws FaultlineError for an id that is not kept, with those that are. */
  get(id: string): KeptRun {
    const found = this.kept.get(id);
    if (found !== undefined) {
      // What is used is the last to be forgotten.
      this.kept.delete(id);
      this.kept.set(id, found);
      return found;
    }
    const number = /^r(\d+)$/.exec(id)?.[1];
    const isForgotten = number !== undefined && Number(number) >= 1 && Number(number) <= this.made;
    const known = [...this.kept.keys()].join(', ');
    const allowed = known === '' ? 'the id that run gives: there is none yet' : `one of ${known}`;
    throw new FaultlineError(
      'run',
      id,
      isForgotten ? `${allowed}; ${id} was forgotten, ${this.limits.runs} are kept at most` : allowed,
    );
  }

  /** @throws FaultlineError for a log, of which nothing can be run again. */
  getRun(id: string): KeptRun & { readonly explained: Run } {
    const found = this.get(id);
    if ('recipe' in found.explained) return found as KeptRun & { readonly explained: Run };
    throw new FaultlineError('run', id, 'a run with its recipe; this is a log, and cannot be run again');
  }

  private isOver(): boolean {
    const events = this.all.reduce((sum, { explained }) => sum + explained.events.count, 0);
    return this.kept.size > this.limits.runs || events > this.limits.keptEvents;
  }
}
