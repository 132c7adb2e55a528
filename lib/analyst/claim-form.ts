import { z } from 'zod';
import { describeGiven } from '../core/faultline-error.ts';
import type { Claim } from './analysis.ts';

const id = z.int().min(0);

const claim = z.object({
  text: z.string().min(1).max(600).describe('One sentence. Every number in it is cited below.'),
  events: z.array(id).default([]).describe('Ids of the events that it is about.'),
  figures: z
    .array(z.object({ name: z.string(), value: z.number() }))
    .default([])
    .describe('Figures by their names, with their values.'),
  edges: z
    .array(z.tuple([id, id]))
    .default([])
    .describe('Pairs of ids, [cause, effect], where the effect names the cause.'),
  causes: z.array(id).default([]).describe('Ids of root causes with a verdict of the explainer.'),
});

/** More are not read. */
const CLAIMS_MAX = 40;

/** The arguments of the tool `answer`, by which a model answers. */
export const answerForm = z.object({ claims: z.array(claim).min(1).max(CLAIMS_MAX) });

/** A claim as it was read: whole, or with what is wrong with its form. */
export type ReadClaim = { readonly claim: Claim; readonly fault: string | null };

/** What an answer in JSON claims; null when it is no JSON, or has no list of claims. */
export function readClaims(json: string, redact: (text: string) => string): ReadClaim[] | null {
  let given: unknown;
  try {
    given = JSON.parse(json, (_, value) => (typeof value === 'string' ? redact(value) : value));
  } catch {
    return null;
  }
  const claims = (given as { claims?: unknown } | null)?.claims;
  return Array.isArray(claims) && claims.length > 0 ? claims.slice(0, CLAIMS_MAX).map(readClaim) : null;
}

function readClaim(given: unknown): ReadClaim {
  const read = claim.safeParse(given);
  if (read.success) return { claim: read.data, fault: null };
  const [issue] = read.error.issues;
  const text = (given as { text?: unknown } | null)?.text;
  return {
    claim: {
      text: typeof text === 'string' ? text : describeGiven(given),
      events: [],
      figures: [],
      edges: [],
      causes: [],
    },
    fault: `is not in the form asked for: ${[...issue.path.map(String), issue.message].join(': ')}`,
  };
}

/**
 * The claims that are complete in the beginning of an answer: what a stream has brought so far. As an answer
 * in JSON; null when there is none yet.
 */
export function completeSoFar(json: string): string | null {
  const list = /^\s*\{\s*"claims"\s*:\s*\[/.exec(json);
  if (list === null) return null;
  let depth = 0;
  let inString = false;
  let end = -1;
  for (let i = list[0].length; i < json.length; i++) {
    const char = json[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      depth--;
      if (depth === 0) end = i;
      if (depth < 0) break;
    }
  }
  return end < 0 ? null : `${json.slice(0, end + 1)}]}`;
}
