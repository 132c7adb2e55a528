import { FaultlineError } from '../../core/faultline-error.ts';

/** The keys of a trace as text: one a line; empty lines at the end are passed over. @throws FaultlineError */
export function readTrace(text: string, path: string): string[] {
  const lines = text.split(/\r?\n/);
  while (lines.length > 0 && lines[lines.length - 1].trim() === '') lines.pop();
  if (lines.length === 0) throw new FaultlineError(path, text, 'a key a line');
  return lines.map((line, i) => {
    const key = line.trim();
    if (key !== '' && !key.includes('\0')) return key;
    throw new FaultlineError(`${path}:${i + 1}`, line, 'a key');
  });
}
