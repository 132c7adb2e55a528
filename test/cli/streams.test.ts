import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../lib/cli/interrupt.ts';
import { writeWhole } from '../../lib/node/whole-file.ts';
import { faultline, folderOf, json, type Outcome, shell } from './faultline.ts';

const hasScript = shell('script --version').stdout.includes('util-linux');
const why = hasScript ? '' : ' (skipped: no `script` of util-linux, which makes a terminal)';

/** Ctrl-C while a command is at work; sooner than that, Node itself would end it with the signal. */
async function interrupted(args: readonly string[], cwd: string): Promise<Outcome> {
  for (const delay of [500, 1500, 4000]) {
    const outcome = await faultline(args, {
      cwd,
      meanwhile: (child) => setTimeout(() => child.kill('SIGINT'), delay),
    });
    if (outcome.code !== null) return outcome;
  }
  throw new Error('the command never got to work');
}

describe('Ctrl-C', () => {
  test.each(['1', '2'])('ends a sweep of %s workers with 130 and leaves no file', async (workers) => {
    const cwd = folderOf();
    const args = ['sweep', 'banks', '--runs', '1000000', '--workers', workers, '--out', 'runs.csv', '--json'];
    expect(await interrupted(args, cwd)).toEqual({ code: 130, stdout: '', stderr: '' });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('ends a run whose policy never ends', async () => {
    const cwd = folderOf({ 'endless.mjs': 'export const policy = { decide() { for (;;); } };\n' });
    const args = ['run', 'banks', '--set', 'policy=./endless.mjs', '--save-recipe', 'recipe.json'];
    expect(await interrupted(args, cwd)).toEqual({ code: 130, stdout: '', stderr: '' });
    expect(readdirSync(cwd)).toEqual(['endless.mjs']);
  });

  test('ends the writing of a file and leaves nothing of it', async () => {
    const folder = folderOf();
    const controller = new AbortController();
    function* pieces(): Generator<string> {
      yield 'one\n';
      expect(readdirSync(folder)).toHaveLength(1);
      controller.abort(new Interrupted());
      yield 'two\n';
    }
    const path = join(folder, 'runs.csv');
    await expect(writeWhole(path, '--out', pieces(), controller.signal)).rejects.toThrow(Interrupted);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a reader that has seen enough is no error', () => {
  const line = 'set -o pipefail; $FAULTLINE run banks --events ndjson | head -n 2; echo "$PIPESTATUS"';
  const { stdout, stderr } = shell(line);
  const [first, second, code] = stdout.trimEnd().split('\n');
  expect([JSON.parse(first).id, JSON.parse(second).id, code, stderr]).toEqual([0, 1, '0', '']);
});

test('a full disk leaves nothing behind', () => {
  const { code, stdout, stderr } = shell(
    '$FAULTLINE sweep banks --workers 1 --runs 5 --out /dev/full --json',
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('faultline: --out: given "/dev/full"; a file that can be written (ENOSPC)\n');
});

describe.runIf(hasScript)(`on a terminal${why}`, () => {
  const sweep = '$FAULTLINE sweep banks --workers 1 --runs 800 --set steps=20';
  const onTerminal = (line: string, env = {}): string =>
    shell(`script -qec "${line}" /dev/null`, { TERM: 'xterm', NO_COLOR: '', ...env }).stdout;

  test('a sweep shows a bar and colours', () => {
    const shown = onTerminal(sweep);
    expect(shown).toContain('━');
    expect(shown).toMatch(/\/s .*left/);
    expect(shown).toContain('\u001b[1mLoss in');
  });

  test('NO_COLOR takes the colours away', () => {
    expect(onTerminal(sweep, { NO_COLOR: '1' })).not.toContain('\u001b[1m');
  });

  test('with stderr in a file there is no bar', () => {
    expect(onTerminal(`${sweep} 2>/dev/null`)).not.toContain('━');
  });
});

describe('tour', () => {
  test('prints the risk table, the worst run and its command, and writes the report', async () => {
    const cwd = folderOf();
    const { code, stdout, stderr } = await faultline(['tour', '--seconds', '1', '--runs-min', '200'], {
      cwd,
    });
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(stderr).toMatch(/^faultline tour: /);
    for (const level of ['95 %', '99 %', '99.9 %']) expect(stdout).toContain(level);
    expect(stdout).toMatch(/of the runs saw a bank fail/);
    const [, seed] = /Again: +npx faultline run banks --seed (\d+)/.exec(stdout) ?? [];
    expect(seed).toBeDefined();
    expect(stdout).toContain('Report:  out/report.html');
    expect(stdout).toContain('\n  Page:    out/01-first-cascade.html\n');
    const files = ['01-first-cascade.html', '01-first-cascade.ipynb', 'report.html'];
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(files);
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);

    // The last words are a reason, and the command that gives it: it says the same.
    const [, told, of, event] =
      /that worst run\n\n([\s\S]+?)\n {2}npx faultline why banks --seed (\d+) --event (\d+)\n$/.exec(
        stdout,
      ) as RegExpExecArray;
    expect(of).toBe(seed);
    const [, name, step] = /^ *(Bank \d+) fell at step (\d+);/.exec(told!) as RegExpExecArray;
    const answer = await json(['why', 'banks', '--seed', of!, '--event', event!, '--json']);
    expect(answer.target).toMatchObject({ type: 'default', t: Number(step) });
    expect(answer.target.sentence).toContain(name);
    if (told!.includes('without the')) expect(answer.rootCauses[0].verdict).toBe('necessary');
    if (told!.includes('saves')) expect(answer.prevention.effect).toBe('avoided');
  });
});
