import { flushCompileCache } from 'node:module';
import { openKillDesk, type Step } from './issue-kill-desk.ts';

/*
 * A process of its own that does the steps it is told, and kills itself the hard way at one of its marks:
 *   issue-kill-process.ts <folder> <number of the mark, or 0 for none> <steps …>
 * It says how many marks it came by where it was not killed.
 */
const [folder, killAt, ...steps] = process.argv.slice(2) as [string, string, ...Step[]];
let marks = 0;
const desk = await openKillDesk({
  folder,
  at: '2015-10-05T10:00:00.000Z',
  mark() {
    marks += 1;
    if (marks === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
// Whoever is killed leaves nothing behind of what was compiled, and the next would start as slowly.
flushCompileCache();
for (const step of steps) await desk.steps[step]();
await desk.close();
process.stdout.write(`${marks}\n`);
