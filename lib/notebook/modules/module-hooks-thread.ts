import type { LoadHook, ResolveFnOutput, ResolveHook, ResolveHookContext } from 'node:module';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { askedFrom, loadLocal, type Resolution, rescue, resolvePlanned } from './module-hooks.ts';
import { ModulePlan, type PlannedModule } from './module-plan.ts';

/** The hooks as Node 20 runs them, in a thread of their own. */
const plan = new ModulePlan();
let port: MessagePort;

/** Called by Node with what `installHooks` sends along. */
export function initialize(data: { readonly port: MessagePort }): void {
  port = data.port;
}

export const resolve: ResolveHook = async (specifier, context, next) => {
  receive();
  const question = askedFrom(specifier);
  if (question) return resolve(question.specifier, { ...context, parentURL: question.parentURL }, next);
  const { parentURL } = context;
  const planned = resolvePlanned(plan, specifier, parentURL);
  if (planned) return withAttributes(planned, context);
  try {
    return await next(specifier, context);
  } catch (error) {
    const rescued = rescue(specifier, parentURL);
    if (rescued === undefined) throw error;
    if ('url' in rescued) return withAttributes(rescued, context);
    return next(specifier, { ...context, parentURL: rescued.parentURL });
  }
};

export const load: LoadHook = async (url, context, next) => {
  receive();
  return loadLocal(plan, url) ?? next(url, context);
};

/** Node checks them against the format. */
function withAttributes(resolution: Resolution, { importAttributes }: ResolveHookContext): ResolveFnOutput {
  return importAttributes === undefined ? resolution : { ...resolution, importAttributes };
}

/** Takes in what was planned before this import, without waiting for the thread's own loop. */
function receive(): void {
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (received === undefined) return;
    plan.add(received.message as PlannedModule[]);
  }
}
