#!/usr/bin/env node
/** @file The command `faultline`: starts the compiled program. An old Node has to parse it. */

const [major, minor] = process.versions.node.split('.').map(Number);

async function launch() {
  // A reader that has seen enough (`faultline … | head`) is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code === 'EPIPE') process.exit(0);
      if (stream === process.stdout) console.error(`faultline: stdout: ${error.message}`);
      process.exit(1);
    });
  }
  let main;
  try {
    main = (await import('../dist/cli/main.js')).main;
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error('faultline: not installed or not built yet; run npm ci (or npm start) in its folder');
    process.exitCode = 2;
    return;
  }
  process.exitCode = await main(process.argv.slice(2));
}

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`faultline: this is Node ${process.versions.node}; 20.19 or later is needed`);
  process.exitCode = 2;
} else {
  launch();
}
