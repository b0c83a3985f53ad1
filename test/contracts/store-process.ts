import { writeSync } from 'node:fs';
import { openStore } from '../../src/data/open-stores.ts';

/*
 * A process of its own that works on a store, for tests of what several processes do to one store.
 *   store-process.ts <url> claim <owner> <how many>   once anything comes in on stdin: claims race:0, race:1, …; says which it got
 *   store-process.ts <url> write <prefix>             writes <prefix>0, <prefix>1, … until it is killed; says each one that was taken
 * A line is written only after the store has answered, and at once, so that a killed process has said all it knew.
 */
const [url, task, name, count] = process.argv.slice(2) as [string, 'claim' | 'write', string, string?];
const store = await openStore(url);
const say = (line: string) => writeSync(1, `${line}\n`);

say('ready');
if (task === 'claim') {
  await new Promise((resolve) => process.stdin.once('data', resolve));
  for (let number = 0; number < Number(count); number++) {
    if (await store.claim(`race:${number}`, name, 2_000, 1_000)) say(String(number));
  }
  await store.close();
  process.exit(0);
}
for (let number = 0; ; number++) {
  await store.set(`${name}${number}`, String(number));
  say(String(number));
}
