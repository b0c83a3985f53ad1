import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

/* Messages as long as the platforms let them be, of the kind that makes a pattern look again and again at the same words. */

let accord: UnderAttack;
beforeAll(async () => {
  accord = await startUnderAttack();
  // What is made at the first question is made before anything is timed.
  await accord.slack.say('U0SAM', 'how much notice do we give?');
});
afterAll(() => accord.stop());

describe('words that take long to read', () => {
  it.each([
    ' ',
    '\n',
    'a',
    '1',
    '£1,',
    'e-',
    'please ',
    'the ',
    'and the ',
    '<',
    '<@',
    '<@U0SAM>',
    '&',
    '&lt;',
    '[',
    '(',
    '1.1 ',
    '11(o) ',
    '-',
    '.',
    '?',
    'é',
    '\u0301',
    '🙂',
    'of the of the ',
    'from 1 to 2 ',
    '£1 million ',
    'January to March ',
    'we ',
    'saved ',
  ])('%j over and over are answered about as soon as any others of that length', async (piece) => {
    // Both are measured here and now, so that a busy machine tells nothing.
    const ordinary = await timed('notice to the partners ');
    expect(await timed(piece)).toBeLessThan(6 * ordinary + 400);
  });
});

/** How long four messages take that say this over and over, in milliseconds. */
async function timed(piece: string): Promise<number> {
  const long = piece.repeat(Math.floor(39_000 / piece.length));
  const began = performance.now();
  await accord.slack.say('U0SAM', `${long} ?`);
  for (const beginning of ['', 'what about ', 'benefits ']) await accord.teams.say('29:sam', `${beginning}${long} x`);
  return performance.now() - began;
}
