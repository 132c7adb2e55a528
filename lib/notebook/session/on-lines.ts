import type { Readable } from 'node:stream';

/** Calls `take` with each line of a stream of UTF-8. A line ends with \n and nothing else: JSON lines. */
export function onLines(stream: Readable, take: (line: string) => void): void {
  let parts: string[] = [];
  stream.setEncoding('utf8').on('data', (text: string) => {
    const [first = '', ...rest] = text.split('\n');
    parts.push(first);
    for (const next of rest) {
      const line = parts.join('');
      parts = [next];
      take(line);
    }
  });
}
