import type { z } from 'zod';
import type { Host } from '../../core/host.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { Limits } from './limits.ts';

/** What the tools of one session share. */
export interface Lab {
  readonly runs: KeptRuns;
  readonly host: Host;
  readonly limits: Limits;
}

/** One call of a tool. */
export interface Call {
  readonly signal: AbortSignal;
  /** Does synchronous work that the time limit of the call breaks off. @throws FaultlineError */
  readonly within: <T>(work: () => T) => T;
}

/** What a tool says: text for a reader, and the same, whole, as data. */
export interface Said {
  readonly text: string;
  readonly data: object;
}

/** A tool that an assistant may call. It changes nothing but which runs are kept. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  /** In snake_case. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodObject;
  readonly call: (args: z.output<Input>, lab: Lab, call: Call) => Said | Promise<Said>;
}

/** A tool whose arguments have the types of its schema. */
export function tool<Input extends z.ZodObject>(given: Tool<Input>): Tool {
  return given as unknown as Tool;
}
