/**
 * What the keeper of a foreign kernel runs: `node -e <this> -- folder program argument …`. It starts the
 * program in a process group of its own and reads from its standard input: `i` interrupts the group. At the
 * end of its input, which comes when whoever started it is gone, be it by SIGKILL, it kills the group and
 * removes the folder. It ends as the program does.
 */
export const keeperScript = `
'use strict';
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');
const [folder, program, ...words] = process.argv.slice(1);
const isWindows = process.platform === 'win32';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
const child = spawn(program, words, {
  detached: !isWindows,
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: isWindows && program.endsWith('.cmd'),
  windowsHide: true,
});
const send = (signal) => {
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {}
};
child.on('error', (error) => {
  process.stderr.write(error.message + '\\n', () => process.exit(127));
});
child.on('exit', (code, signal) => {
  // What the program started and left behind goes too.
  send('SIGKILL');
  process.stderr.write(signal ? 'ended by ' + signal + '\\n' : '', () => process.exit(code ?? 1));
});
process.stdin.on('data', (bytes) => {
  if (bytes.includes('i')) send('SIGINT');
});
process.stdin.on('end', () => {
  send('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});
process.stdin.on('error', () => {});
`;
