// Installs the packages of the lockfile when they are missing or out of date, so that `npm start` and `npm test` work on a fresh clone.
// Runs on whatever Node the machine has, so it uses nothing but what Node 18 brings. Writes to stderr only: stdout belongs to the command.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.accord-lockfile');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  process.stderr.write('Installing what Accord needs (once; about a minute) …\n');
  const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    process.stderr.write(
      'The packages could not be installed: npm says why above. Most often the npm registry cannot be reached, or another program is using node_modules. Then try again.\n',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

const ownNode = existsSync(join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'));
if (!ownNode && Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Accord needs Node 24 and this machine has ${process.versions.node}. Install Node 24 from nodejs.org, then try again.\n`,
  );
  process.exit(1);
}
