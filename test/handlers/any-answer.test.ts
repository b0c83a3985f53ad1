import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findClauseByRef } from '../../src/data/agreements.ts';
import type { Message, Reply } from '../../src/handlers/reply.ts';
import { asMessage, clausesIn, knowledge, openDoor, SAM, TEAM, textOf, UNA } from './front-door.ts';

/*
 * No figure, date or name that nothing holds: over all answers to the questions of the evaluation and to every fifteenth bundled phrasing.
 */

const asking = await openDoor();
const root = new URL('../eval/questions.jsonl', import.meta.url);
const asked: { agreement: string | null; question: string }[] = [
  ...readFileSync(root, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { agreement: string | null; question: string }),
  ...[...knowledge.agreements.values()].flatMap((agreement) =>
    [...agreement.clauses, ...agreement.silences]
      .flatMap((entry) => entry.asked)
      .filter((_, index) => index % 15 === 0)
      .map((question) => ({ agreement: agreement.id, question })),
  ),
];

const replies: { question: string; reply: Message }[] = [];
for (const { agreement, question } of asked) {
  const as = agreement === null ? 'compare' : agreement;
  const reply =
    as === 'compare'
      ? await asking.say(`which of ours: ${question}`, UNA)
      : asMessage(await asking.press({ name: 'ask', value: { q: question, a: as } }, UNA));
  replies.push({ question, reply });
}

function words(text: string): string[] {
  return text.normalize('NFKC').match(/£?\d[\d,.()/]*|[\p{L}\p{M}]+/gu) ?? [];
}

function figuresIn(text: string): Set<string> {
  return new Set(words(text).flatMap((word) => (/\d/.test(word) ? [word.replace(/[.,:)/(]+$/, '')] : [])));
}

const DATE = /\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b/g;
const datesIn = (text: string) => new Set(text.match(DATE));

/** Everything a reply may draw on: the records and the partnership file. */
const held = JSON.stringify([[...knowledge.agreements.values()], knowledge.partnership]);
const [heldWords, heldFigures, heldDates] = [new Set(words(held)), figuresIn(held), datesIn(held)];
/** Capitals of Accord’s own sentences. */
const OURS = new Set(
  'Accord English Answered Nothing For None All Both Two Three Four Whoever Of The It Director Commissioning'.split(' '),
);

/** Sums are said to be sums; what they add is worked out by the law’s rule and held to it elsewhere. */
const SUM = /^Notice given today, 22 November 2026, would end it on 22 May 2027\. A calculation, not legal advice\.$/;
/** National helplines, which stand in the code; a reply that is one of these signposts is read elsewhere. */
const SIGNPOST = /\b999\b|^Samaritans|^If someone at home/;
const NOT_ABOUT_TERMS = /^(If you might act|If anyone is in danger|This is for your own employer|Accord )/;

/** The lines of a reply that have to be held by a record. */
function linesOf(reply: Message): string[] {
  const text = textOf(reply);
  return NOT_ABOUT_TERMS.test(text) ? [] : text.split('\n').filter((line) => !SUM.test(line) && !SIGNPOST.test(line));
}

describe(`${asked.length} answers`, () => {
  it('are of clauses that exist, in the words of the record', () => {
    let clauses = 0;
    for (const { question, reply } of replies) {
      for (const part of clausesIn(reply)) {
        clauses++;
        const agreement = knowledge.agreements.get(part.citation.agreement)!;
        const clause = findClauseByRef(agreement, part.citation.ref);
        expect(clause, question).toBeDefined();
        expect({ part: part.citation.part, says: part.says, label: part.label }, question).toEqual({
          part: clause!.part,
          says: clause!.says,
          label: clause!.label,
        });
        expect(part.verbatim, question).toBe(clause!.verbatim);
        expect(part.source, question).toContain(agreement.name);
        expect(part.source, question).toContain(clause!.ref);
      }
    }
    expect(clauses).toBeGreaterThan(asked.length * 0.9);
  });

  it('hold no figure that no record holds, but in a sum that is said to be one', () => {
    for (const { question, reply } of replies)
      for (const figure of figuresIn(linesOf(reply).join(' '))) expect(heldFigures, `the answer to “${question}”`).toContain(figure);
  });

  it('hold no date beyond those of the records', () => {
    for (const { question, reply } of replies)
      for (const line of linesOf(reply)) for (const date of datesIn(line)) expect(heldDates, `the answer to “${question}”`).toContain(date);
  });

  it('hold no name that neither a record nor the partnership file holds', () => {
    for (const { question, reply } of replies)
      for (const word of words(linesOf(reply).join(' ')))
        if (/^\p{Lu}/u.test(word) && !OURS.has(word)) expect(heldWords.has(word), `${word} in the answer to “${question}”`).toBe(true);
  });

  it('say of each agreement only what that agreement’s own record holds', () => {
    const own = new Map(
      [...knowledge.agreements].map(([id, agreement]) => [id, figuresIn(JSON.stringify([agreement, knowledge.partnership]))]),
    );
    for (const { question, reply } of replies) {
      const clauses = clausesIn(reply);
      if (new Set(clauses.map((part) => part.citation.agreement)).size !== 1 || textOf(reply).includes(' agreements')) continue;
      for (const figure of figuresIn(linesOf(reply).join(' ')))
        expect(own.get(clauses[0]!.citation.agreement), `the answer to “${question}”`).toContain(figure);
    }
  });
});

const door = await openDoor();
/** Of the processor, so that a busy machine fails no test. */
const SLOWEST_MS = 50;
// The first answers of a process compile the code: they are not what is timed.
for (const text of ['how much notice do we have to give?', 'my leave is refused', 'carbon impact?']) await door.say(text);

const TEXTS: readonly (readonly [string, string])[] = [
  ['40,000 letters', 'a'.repeat(40_000)],
  ['40,000 characters of words', 'how much notice do we have to give '.repeat(1150)],
  ['40,000 characters of words nobody knows', Array.from({ length: 6000 }, (_, at) => `qz${at.toString(36)}vx`).join(' ')],
  ['1,200 characters of words nobody knows', Array.from({ length: 120 }, (_, at) => `zwq${at.toString(36)}ttyx`).join(' ')],
  ['brackets', '('.repeat(20_000) + ')'.repeat(20_000)],
  ['numbers', '1.1.1.'.repeat(6000)],
  ['blanks', ' '.repeat(40_000)],
  ['blanks and a word', `what ${' '.repeat(1100)} missing`],
  ['what, again and again', 'what '.repeat(17)],
  ['emoji only', '🙂👩‍👩‍👧‍👦🏳️‍🌈'],
  ['right to left', '\u202Eهل يمكننا الخروج من الاتفاق'],
  ['control characters', 'notice\u0000\u0007\u001B[31m\u009F'],
  ['half a pair', 'notice \uD83D'],
  ['a ping', '<!channel> <!here> <@U0DORA> how much notice?'],
  ['a Teams mention', '<at>Everyone</at> how much notice?'],
  ['markdown', '*how* _much_ [notice](javascript:alert(1)) `x` ~y~'],
  ['nothing', ''],
  ['a line break', '\n'],
  ['a question mark', '?'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'ask constructor', '__proto__ __proto__'].map(
    (name) => [`the name ${name}`, name] as const,
  ),
];

function plain(reply: Reply, of: string): string {
  const text = textOf(asMessage(reply));
  expect(text.length, of).toBeGreaterThan(10);
  expect(text, of).not.toMatch(/undefined|\[object|NaN|null/);
  return text;
}

describe('whatever is typed', () => {
  it.each(TEXTS)('%s gets a plain answer, quickly', async (name, text) => {
    for (const [as, where] of [
      [SAM, null],
      [UNA, TEAM],
    ] as const) {
      const began = process.cpuUsage();
      const reply = await door.send(as, where, { is: 'said', text });
      const { user, system } = process.cpuUsage(began);
      plain(reply, name);
      expect((user + system) / 1000, name).toBeLessThan(SLOWEST_MS);
      for (const { value } of asMessage(reply).buttons) expect(JSON.stringify(value).length).toBeLessThan(1500);
    }
  });

  it('of the long ones nothing is kept', async () => {
    const own = await openDoor();
    for (const text of ['notice '.repeat(6000), 'x'.repeat(1201)]) await own.say(text);
    expect(await own.dump()).toBe('');
  });
});

describe('whatever is pressed', () => {
  const NAMES = ['', '__proto__', 'constructor', 'toString', 'gone', '<!channel>', 'a'.repeat(5000), 'darlington'];
  const BUTTONS = ['ask', 'show-clause', 'show-more', 'rate', 'share', 'show-help', 'unknown', '__proto__', 'constructor', 'toString'];

  it.each(BUTTONS)('%s with whatever value gets a plain answer', async (name) => {
    for (const a of NAMES)
      for (const as of ['', 'dates', 'gaps', 'terms', 'employment', '__proto__', 'constructor'])
        for (const q of ['', 'how much notice', '__proto__'])
          plain(await door.press({ name: name as 'ask', value: { a, q, as, r: a, h: a } }, SAM, TEAM), `${name} ${a} ${as} ${q}`);
    plain(await door.press({ name: name as 'ask', value: {} }), name);
  });

  it('with a clause of another agreement, or none, says that it is not there', async () => {
    for (const value of [{ a: 'derby', r: '11(o)' }, { a: 'darlington', r: '__proto__' }, { a: 'darlington' }, {}])
      expect(plain(await door.press({ name: 'show-clause', value: value as Record<string, string> }), 'clause')).toContain('not held here');
  });

  it('leaves nothing in the store for an agreement that is not there', async () => {
    const own = await openDoor();
    for (const a of NAMES.filter((one) => one !== 'darlington')) {
      for (const name of ['ask', 'rate', 'share'] as const) await own.press({ name, value: { a, q: 'how much notice', r: '1', h: 'yes' } });
      await own.submit({ wanted: 'x' }, { a, q: 'x', r: 'x' });
    }
    expect(await own.dump()).toBe('');
  });
});

describe('whatever is sent in', () => {
  it.each(['unknown', '__proto__', 'constructor'])('as the form %s is out of date', async (form) => {
    expect(plain(await door.submit({}, {}, form), form)).toContain('out of date');
  });

  it('with fields nobody asked for is taken by its own fields only', async () => {
    const values = JSON.parse('{"__proto__":{"wanted":"x"},"constructor":"x"}') as Record<string, string>;
    expect(await door.submit(values, { a: 'darlington', q: 'x', r: '1' })).toMatchObject({ kind: 'rejected' });
  });
});
