import type { MimeBundle } from '../display/notebook-host.ts';

/** What the kernel asks of the process that runs the cells. */
export type SessionRequest =
  | { readonly type: 'execute'; readonly id: number; readonly code: string; readonly name: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'input_reply'; readonly request: number; readonly value: string | null };

/** What a cell shows, in the order in which it shows it. */
export type Output =
  | { readonly type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'display'; readonly bundle: MimeBundle; readonly id?: string; readonly update?: boolean }
  | { readonly type: 'result'; readonly bundle: MimeBundle }
  | { readonly type: 'clear'; readonly wait: boolean }
  | { readonly type: 'page'; readonly bundle: MimeBundle }
  | {
      readonly type: 'input';
      readonly request: number;
      readonly prompt: string;
      readonly password: boolean;
    };

/** An error as front ends take it; the stack's positions are those of the code that ran. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly stack: readonly string[];
}

/** How an execution ended. `died`: the process is gone, and with it every variable. */
export type Outcome =
  | { readonly status: 'ok' }
  | { readonly status: 'error'; readonly error: CellError }
  | { readonly status: 'interrupted' }
  | { readonly status: 'died'; readonly reason: string };

/** What the process reports. Outputs name the execution that they belong to. */
export type SessionReport =
  | { readonly type: 'ready' }
  | { readonly type: 'exit'; readonly code: number }
  | { readonly type: 'output'; readonly execution: number; readonly output: Output }
  | { readonly type: 'done'; readonly execution: number; readonly outcome: Outcome };
