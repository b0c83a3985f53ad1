import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { post, startListener } from './load.ts';
import { mention, startSlackAccord } from './slack-face.ts';

const MENTIONS = 20_000;
const LOOKS = 4;
/** What is loaded on first need is loaded by then. */
const WARM_UP = 4_000;
const AT_ONCE = 10;
/** What the heap may have grown by at the end, as a share of what it held after the warm-up. */
const GROWTH_AT_MOST = 0.02;
const QUESTIONS = join(import.meta.dirname, '..', '..', 'test', 'eval', 'questions.jsonl');

/** What Accord’s heap holds, after a collection each time, while twenty thousand mentions ask it questions of every kind. */
export async function benchHeap(): Promise<string> {
  const questions = readFileSync(QUESTIONS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { question: string }).question);
  const slack = await startListener({ ok: true, ts: '1700000000.000200', channel: 'C0JOINT' }, /chat\.post/);
  const accord = await startSlackAccord(`${slack.url}/api/`, 'telling its heap');
  let asked = 0;
  const ask = async (count: number) => {
    for (let done = 0; done < count; done += AT_ONCE) {
      const all = slack.heard(AT_ONCE);
      const postings = Array.from({ length: AT_ONCE }, () => {
        const number = asked++;
        return post(accord.port, mention(`Ev0HEAP${number}`, questions[number % questions.length]!));
      });
      await Promise.all([...postings, all]);
    }
  };
  try {
    await ask(WARM_UP);
    const held = [await accord.heap()];
    for (let look = 0; look < LOOKS; look++) {
      await ask(MENTIONS / LOOKS);
      held.push(await accord.heap());
    }
    const growth = held.at(-1)! / held[0]! - 1;
    return [
      `Live heap over ${MENTIONS.toLocaleString('en-GB')} mentions, after a collection each time`,
      `  ${held.map((bytes) => `${(bytes / 1e6).toFixed(2)} MB`).join(' → ')}: ${(growth * 100).toFixed(1)}% more at the end (bound: flat, at most ${GROWTH_AT_MOST * 100}%)`,
    ].join('\n');
  } finally {
    accord.stop();
    slack.stop();
  }
}
