import type { Host } from './host.ts';
import type { AnyModel, ModulePath, Modules } from './model.ts';

/** The modules that a config and commands name, as the model finds them. */
export function modulesNamed(
  model: AnyModel,
  config: unknown,
  commands: readonly Readonly<Record<string, unknown>>[],
): readonly ModulePath[] {
  return model.modulePaths?.(config, commands) ?? [];
}

/** Loads them, each once. */
export function loadModules(paths: readonly ModulePath[], host: Host): Modules {
  return new Map(paths.map(({ path, where }) => [path, host.loadModule(path, where)]));
}
