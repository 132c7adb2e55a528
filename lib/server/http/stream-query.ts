import { z } from 'zod';
import { kindsOf } from '../../core/command.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Subscription } from '../hub/subscription.ts';
import type { ViewerOptions } from '../hub/viewer-options.ts';

const names = z.array(z.string().min(1).max(200)).max(200);

/** Types of messages that can be left out. */
const types = z.array(z.enum(['event', 'skipped', 'state', 'status', 'decision', 'reset']));

export const subscriptionFields = {
  types: types
    .nullable()
    .optional()
    .meta({ help: 'types of messages; status, decision and reset always come' }),
  kinds: names.nullable().optional().meta({ help: 'kinds of events, such as default' }),
  about: names.nullable().optional().meta({ help: 'whom events are about, such as bank:7: any of them' }),
};

export const streamQuery = z.strictObject({
  after: z.int().min(0).optional().meta({ help: 'the number of the last message that the viewer has' }),
  types: types.optional().meta({ help: 'types of messages; status, decision and reset always come' }),
  kinds: names.optional().meta({ help: 'kinds of events, such as default' }),
  about: names.optional().meta({ help: 'whom events are about, such as bank:7: any of them' }),
  compress: z.boolean().optional().meta({ help: 'gzip; under WebSocket permessage-deflate, in batches' }),
  window: z.int().min(0).max(10_000).optional().meta({ help: 'ms to gather messages before they go out' }),
});

export const socketQuery = streamQuery.extend({
  batch: z.boolean().optional().meta({ help: 'frames are JSON arrays of messages' }),
});

/** What a viewer asks for by its query. @throws FaultlineError for a kind that the model does not have. */
export function viewerOptions(
  { about, kinds, types, ...rest }: z.output<typeof socketQuery>,
  model: AnyModel,
): ViewerOptions {
  const subscription = { types, kinds, about };
  checkKinds(subscription, model, 'query.kinds');
  return { ...rest, subscription };
}

/** @throws FaultlineError for a kind of events that the model does not have: nothing would ever come. */
export function checkKinds({ kinds }: Subscription, model: AnyModel, where: string): void {
  const known = Object.keys(kindsOf(model));
  for (const kind of kinds ?? []) {
    if (!known.includes(kind)) throw new FaultlineError(where, kind, `one of ${known.join(', ')}`);
  }
}

/**
 * The number that a browser says it had last; undefined when it says none. What is no number of ours is of a
 * place that nobody knows: the viewer gets a reset.
 */
export function lastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  return /^\d{1,15}$/.test(String(header)) ? Number(header) : Number.MAX_SAFE_INTEGER;
}
