import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nextAnswer } from './next-answer.ts';

/** What is built; a variable names another build. */
export const dist = process.env.FAULTLINE_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));

const program = `
import { createCellImport } from ${JSON.stringify(pathToFileURL(join(dist, 'notebook/modules/cell-import.js')).href)};
const cell = createCellImport({ file: process.argv[1] });
process.on('message', async ({ specifier, options, see }) => {
  try {
    const start = performance.now();
    const m = await cell.import(specifier, options);
    const ms = performance.now() - start;
    const value = await new Function('m', 'cell', 'return ' + see)(m, cell);
    process.send({ value, ms });
  } catch (error) {
    process.send({ error: { name: error?.name, message: error?.message, code: error?.code, stack: error?.stack } });
  }
});
process.send('ready');
`;

export interface Answer {
  readonly value?: unknown;
  /** How long the import took, in milliseconds. */
  readonly ms?: number;
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly code: string;
    readonly stack: string;
  };
}

/** A process that imports modules as the cells of a notebook do. */
export class Importer {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  static async start(notebook: string): Promise<Importer> {
    const importer = new Importer(
      spawn(process.env.REPL_NODE ?? process.execPath, ['--input-type=module', '-e', program, notebook], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'advanced',
      }),
    );
    await nextAnswer(importer.child);
    return importer;
  }

  /** Imports a module, and evaluates an expression of its namespace `m`. */
  async ask(specifier: string, see = '{ ...m }', options?: object): Promise<Answer> {
    const answer = nextAnswer(this.child);
    this.child.send({ specifier, options, see });
    return (await answer) as Answer;
  }

  stop(): void {
    this.child.kill();
  }
}
