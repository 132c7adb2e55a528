/**
 * @file `npm test`: installs and builds what is missing, then tests, types and lint. `npm run test:long`: what is
 * claimed of many seeds, over many, and what takes long. An old Node has to parse it.
 */

const [major, minor] = process.versions.node.split('.').map(Number);

async function test() {
  const { Failure, install, main, run } = await import('./install.js');
  const { build } = await import('./build.js');

  const typeCache = 'node_modules/.cache/tsc/check.tsbuildinfo';
  const types = [
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    typeCache,
  ];
  const lint = ['node_modules/@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error', '.'];
  const isLong = process.argv[2] === '--long';
  const tests = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(isLong ? 3 : 2)];
  const env = isLong ? { NODE_ENV: 'test', FAULTLINE_LONG: '1' } : { NODE_ENV: 'test' };

  await main(async () => {
    await install();
    await build();
    // Side by side they take less time than one after the other.
    const [tested, ...checks] = await Promise.all([
      run(tests, { env }),
      run(types, { quiet: true }),
      run(lint, { quiet: true }),
    ]);
    const failed = checks.filter((check) => check.code !== 0);
    if (failed.length > 0)
      throw new Failure(failed.map((check) => check.output).join('\n'), tested.code || 1);
    return tested.code;
  });
}

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`faultline: this is Node ${process.versions.node}; 20.19 or later is needed`);
  process.exitCode = 2;
} else {
  test();
}
