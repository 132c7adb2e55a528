import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultlineError } from '../../core/faultline-error.ts';

const NAME = 'server.lock';

/**
 * Takes a folder of sessions for this process: two servers would write into one journal. A lock whose process
 * has ended, or is another that has its number by now, counts for nothing.
 *
 * @returns what gives it back.
 * @throws FaultlineError when another server has it.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, NAME);
  const mine = markOf(process.pid);
  const holder = held(path);
  if (holder !== null) {
    throw new FaultlineError('folder', folder, `a folder that no other server uses: process ${holder} does`);
  }
  writeFileSync(path, mine, { mode: 0o600 });
  return () => {
    if (read(path) === mine) rmSync(path, { force: true });
  };
}

/** The other process that holds the lock; null: nobody. */
function held(path: string): number | null {
  const mark = read(path);
  const pid = Number.parseInt(mark, 10);
  if (!(pid > 0) || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  return markOf(pid) === mark ? pid : null;
}

/** A process by its number and, where the system tells it, when it began. */
function markOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  // The 22nd field; the second is a name in brackets, which may hold spaces.
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${pid} ${began}\n`;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
