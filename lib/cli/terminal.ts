import { once } from 'node:events';
import type { WriteStream } from 'node:tty';
import pc from 'picocolors';

type Colors = ReturnType<typeof pc.createColors>;

/** A stream that people or programs read: results on stdout, progress and errors on stderr. */
export interface Output {
  /** Resolves when the reader can take more. Rejects when `signal` is aborted while it waits. */
  readonly write: (text: string, signal?: AbortSignal) => Promise<void>;
  /** Colours on a terminal, unless NO_COLOR is set; plain text otherwise. */
  readonly colors: Colors;
  readonly isTerminal: boolean;
}

function outputOf(stream: NodeJS.WriteStream & Partial<WriteStream>): Output {
  const isTerminal = stream.isTTY === true;
  const { NO_COLOR = '', TERM } = process.env;
  return {
    async write(text, signal) {
      if (!stream.write(text)) await once(stream, 'drain', { signal });
    },
    colors: pc.createColors(isTerminal && NO_COLOR === '' && TERM !== 'dumb'),
    isTerminal,
  };
}

/** Where results go, and nothing else. */
export const stdout = outputOf(process.stdout);

/** Where progress and errors go. */
export const stderr = outputOf(process.stderr);
