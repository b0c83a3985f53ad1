import { writeSync } from 'node:fs';
import { openBenefitLog } from '../../src/data/benefit-log.ts';
import { openStore } from '../../src/data/open-stores.ts';

/*
 * A process of its own that logs benefits, for tests of what several processes do to one log.
 *   append-process.ts <url> <name> <how many>   once anything comes in on stdin: logs them all at once; says "<number> <request>" for each
 *   append-process.ts <url> <name>              logs one after another until it is killed
 * A line is written only after the store has answered, and at once, so that a killed process has said all it knew.
 */
const [url, name, count] = process.argv.slice(2) as [string, string, string?];
const store = await openStore(url);
const log = openBenefitLog(store);
const add = async (at: number) => {
  const request = `${name}-${at}`;
  const period = { from: '2015-07-01', to: '2015-09-30' };
  const facts = { what: request, class: 'cashable', amountPence: at + 1, period, standing: 'actual', recurs: 'once' } as const;
  const { number } = await log.add('darlington', { is: 'logged', facts, by: 'dora@dbc.example', at: '2015-10-01T10:00:00.000Z' }, request);
  writeSync(1, `${number} ${request}\n`);
};

writeSync(1, 'ready\n');
if (count !== undefined) {
  await new Promise((resolve) => process.stdin.once('data', resolve));
  await Promise.all(Array.from({ length: Number(count) }, (_, at) => add(at)));
  await store.close();
  process.exit(0);
}
for (let at = 0; ; at++) await add(at);
