/** The command line: `npm run -s accord -- …`. Nothing else is imported before the version of Node is known to be right. */
const NODE_AT_LEAST = 24;

if (Number(process.versions.node.split('.')[0]) < NODE_AT_LEAST) {
  process.stderr.write(
    `Accord needs Node ${NODE_AT_LEAST} and this is ${process.versions.node}: run it as “npm run -s accord --”, which brings its own.\n`,
  );
  process.exitCode = 2;
} else {
  // A reader that has seen enough (“| head”) closes the pipe: that is no mistake.
  process.stdout.on('error', () => process.exit(0));
  const { loadSettingsFile } = await import('../config.ts');
  loadSettingsFile();
  const { run } = await import('./app.ts');
  const { openKnowledge } = await import('./open-knowledge.ts');
  const write = (to: NodeJS.WriteStream) => (text: string) => new Promise<void>((done) => void to.write(text, () => done()));
  const code = await run(process.argv.slice(2), {
    env: process.env,
    input: process.stdin.setEncoding('utf8'),
    out: write(process.stdout),
    err: write(process.stderr),
    bold: process.stdout.isTTY === true && !process.env.NO_COLOR,
    know: () => openKnowledge(process.env),
  });
  // Said outright: a server that never answered would otherwise hold the process open.
  process.exit(code);
}
