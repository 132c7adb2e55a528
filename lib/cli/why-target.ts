import { FaultlineError } from '../core/faultline-error.ts';
import type { WhyTarget } from '../why/answer.ts';

/** What the options ask about. */
export interface TargetFlags {
  readonly event?: number;
  readonly target?: string;
  readonly metric?: string;
  readonly from?: number;
  readonly to?: number;
}

const FORMS = "one of --event ID, --target 'default:bank=7', or --metric NAME --from TIME --to TIME";

/** The target that the options name; null when they name none. @throws FaultlineError */
export function targetOf({ event, target, metric, from, to }: TargetFlags): WhyTarget | null {
  const given = Object.entries({ event, target, metric }).filter(([, each]) => each !== undefined);
  if (given.length > 1) throw new FaultlineError(`--${given[1][0]}`, given[1][1], FORMS);
  if (metric === undefined && (from !== undefined || to !== undefined)) {
    throw new FaultlineError('--from', from ?? to, 'with --metric');
  }
  if (event !== undefined) return { event };
  if (target !== undefined) return patternOf(target);
  if (metric === undefined) return null;
  if (from === undefined || to === undefined) {
    throw new FaultlineError(from === undefined ? '--from' : '--to', undefined, 'a time, beside --metric');
  }
  return { metric, from, to };
}

/** `default:bank=7,reason=insolvent` as a type and fields. @throws FaultlineError */
export function patternOf(text: string, option = '--target'): { type: string; [field: string]: unknown } {
  const colon = text.indexOf(':');
  const type = colon < 0 ? text : text.slice(0, colon);
  const fields: Record<string, unknown> = {};
  for (const part of colon < 0 ? [] : text.slice(colon + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals < 1) throw new FaultlineError(option, text, "a type and fields: 'default:bank=7'");
    fields[part.slice(0, equals).trim()] = parsed(part.slice(equals + 1).trim());
  }
  if (type.trim() === '') throw new FaultlineError(option, text, "a type and fields: 'default:bank=7'");
  return { ...fields, type: type.trim() };
}

function parsed(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
