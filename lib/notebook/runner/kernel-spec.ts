/** How a kernel is started, as its kernelspec says. */
export interface KernelSpec {
  /** The name of its folder, as `--kernel` takes it. */
  readonly name: string;
  readonly displayName: string;
  /** `typescript`, `python`: what its cells are written in. */
  readonly language: string;
  /** The program and its arguments; `{connection_file}` stands for a path. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly interruptMode: 'message' | 'signal';
  /**
   * Whether it ends by itself when the process that started it is gone, and listens on ipc. Only ours does.
   */
  readonly isOurs: boolean;
  /** What is sent in place of a cell's source, for a kernel that needs it otherwise. */
  readonly adapt?: (source: string) => string;
}

/** What a kernel.json says. @throws Error that says what it lacks */
export function kernelSpecOf(json: unknown, name: string, folder: string): KernelSpec {
  const { argv, display_name, language, env, interrupt_mode } = (json ?? {}) as Record<string, unknown>;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every((word) => typeof word === 'string')) {
    throw new Error('argv is no list of words');
  }
  return {
    name,
    displayName: typeof display_name === 'string' ? display_name : name,
    language: typeof language === 'string' ? language.toLowerCase() : '',
    argv: argv.map((word: string) => word.replaceAll('{resource_dir}', folder)),
    env: (typeof env === 'object' && env !== null ? env : {}) as Record<string, string>,
    interruptMode: interrupt_mode === 'message' ? 'message' : 'signal',
    isOurs: false,
  };
}
