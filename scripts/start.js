/** @file `npm start`: installs and builds what is missing, then runs the tour. An old Node has to parse it. */

const [major, minor] = process.versions.node.split('.').map(Number);

async function start() {
  const { install, main, run } = await import('./install.js');
  const { build } = await import('./build.js');
  await main(async () => {
    await install();
    await build();
    return (await run(['bin/faultline.js', 'tour', ...process.argv.slice(2)])).code;
  });
}

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`faultline: this is Node ${process.versions.node}; 20.19 or later is needed`);
  process.exitCode = 2;
} else {
  start();
}
