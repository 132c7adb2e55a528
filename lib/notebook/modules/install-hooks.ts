import * as nodeModule from 'node:module';
import { MessageChannel } from 'node:worker_threads';
import { askedFrom, loadLocal, rescue, resolvePlanned } from './module-hooks.ts';
import { ModulePlan, type PlannedModule } from './module-plan.ts';

type Context = { readonly parentURL?: string | undefined; readonly importAttributes?: object };
type Next = (name: string, context: unknown) => unknown;

/** Since Node 22.15; its types here are those of Node 20. */
type RegisterHooks = (hooks: {
  resolve(specifier: string, context: Context, next: Next): unknown;
  load(url: string, context: unknown, next: Next): unknown;
}) => void;

/**
 * Makes Node's loader follow what is planned for local modules.
 *
 * @returns makes plans known to it, for the imports that come after
 */
export function installHooks(): (modules: readonly PlannedModule[]) => void {
  const { registerHooks } = nodeModule as { registerHooks?: RegisterHooks };
  return registerHooks ? installInThread(registerHooks) : installInOther();
}

/** In this thread they cost nothing to start, where on a thread of their own it is 40 ms. */
function installInThread(registerHooks: RegisterHooks): (modules: readonly PlannedModule[]) => void {
  const plan = new ModulePlan();
  const resolve = (specifier: string, context: Context, next: Next): unknown => {
    const question = askedFrom(specifier);
    if (question) return resolve(question.specifier, { ...context, parentURL: question.parentURL }, next);
    const { parentURL, importAttributes } = context;
    const planned = resolvePlanned(plan, specifier, parentURL);
    if (planned) return { ...planned, importAttributes };
    try {
      return next(specifier, context);
    } catch (error) {
      const rescued = rescue(specifier, parentURL);
      if (rescued === undefined) throw error;
      if ('url' in rescued) return { ...rescued, importAttributes };
      return next(specifier, { ...context, parentURL: rescued.parentURL });
    }
  };
  registerHooks({ resolve, load: (url, context, next) => loadLocal(plan, url) ?? next(url, context) });
  return (modules) => plan.add(modules);
}

function installInOther(): (modules: readonly PlannedModule[]) => void {
  const { port1, port2 } = new MessageChannel();
  nodeModule.register('./module-hooks-thread.js', import.meta.url, {
    data: { port: port2 },
    transferList: [port2],
  });
  port1.unref();
  return (modules) => {
    if (modules.length > 0) port1.postMessage(modules);
  };
}
