import { describe, expect, it } from 'vitest';
import { askBatch } from '../../../src/bot/terminal/batch.ts';
import { knowledge, openTerminal } from './terminal-of-a-test.ts';

async function batch(...chunks: string[]) {
  const terminal = openTerminal({}, chunks);
  const code = await askBatch(knowledge(), terminal);
  return {
    code,
    lines: terminal
      .written()
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

const ask = (id: string | number, text: string, agreement: string | null = 'darlington') => `${JSON.stringify({ id, text, agreement })}\n`;

describe('JSON lines in, JSON lines out', () => {
  it('answers in the order of the questions, best clause first, at most three', async () => {
    const { code, lines } = await batch(ask('a', 'how much notice do we have to give?'), ask(2, 'who keeps the log of benefits?'));
    expect(code).toBe(0);
    expect(lines.map((line) => line.id)).toEqual(['a', 2]);
    expect(lines.map((line) => line.answers[0].ref)).toEqual(['11(o)', '11(q)']);
    expect(lines[0]).toMatchObject({ intent: 'terms', answered: true, kind: 'duration' });
    expect(Object.keys(lines[0].answers[0])).toEqual(['agreement', 'ref', 'part', 'text']);
    expect(lines.every((line) => line.answers.length <= 3)).toBe(true);
  });

  it('puts what comes nearest beside an empty list of answers when the agreement does not say', async () => {
    const { lines } = await batch(ask('a', 'when does it end', 'purbeck'));
    expect(lines[0]).toMatchObject({ answered: false, answers: [] });
    expect(lines[0].nearest[0]).toMatchObject({ agreement: 'purbeck' });
  });

  it('looks in every agreement when none is given, and in the one that the question names', async () => {
    const { lines } = await batch(ask('a', 'how much notice has to be given', null), ask('b', 'what are the objectives in purbeck', null));
    expect(lines[0].answers[0].agreement).toBe('darlington');
    expect(lines[1].answers.map((answer: { agreement: string }) => answer.agreement)).toEqual(['purbeck', 'purbeck', 'purbeck']);
  });

  it('gives a clause asked for by its number, and every one that is printed with it', async () => {
    const { lines } = await batch(ask('a', 'what does 11(h) say'), ask('b', '1.1?', 'derby'), ask('c', 'clause 99'));
    expect(lines[0].answers.map((answer: { ref: string }) => answer.ref)).toEqual(['11(h)']);
    expect(lines[1].answers).toHaveLength(3);
    expect(lines[2]).toMatchObject({ answered: false, answers: [], nearest: [] });
  });

  it('names the kind of message honestly and still shows what would be found', async () => {
    const { lines } = await batch(ask('a', 'my manager keeps refusing my annual leave and it is making me ill'));
    expect(lines[0].intent).toBe('employment');
    expect(lines[0].answers.length + (lines[0].nearest?.length ?? 0)).toBeGreaterThan(0);
  });

  it('answers a line that cannot be used in its place, goes on, and ends with 2', async () => {
    const { code, lines } = await batch(
      ask('a', 'how much notice'),
      '{"id":"b","text":\n',
      '[1]\n',
      '\n',
      '{"id":"c"}\n',
      ask('d', 'notice', 'atlantis'),
      ask('e', 'how much notice'),
    );
    expect(code).toBe(2);
    expect(lines.map((line) => line.id)).toEqual(['a', null, null, 'c', 'd', 'e']);
    expect(lines[1].error).toMatch(/^line 2 is not JSON: /);
    expect(lines[2].error).toMatch(/^line 3 is not an object such as /);
    expect(lines[3].error).toBe('line 5 has no “text”, or one that is not text');
    expect(lines[4].error).toContain('There is no agreement “atlantis”: use one of darlington, derby');
    expect(lines[5].answers[0].ref).toBe('11(o)');
  });

  it('takes lines broken over chunks, a byte order mark, Windows line ends and separators inside a text', async () => {
    const text = ask('a', 'how much notice\u2028do we give').replace('\n', '\r\n');
    const { code, lines } = await batch('\uFEFF', text.slice(0, 10), text.slice(10), ask('b', 'who keeps the log').trimEnd());
    expect(code).toBe(0);
    expect(lines.map((line) => line.id)).toEqual(['a', 'b']);
  });

  it('answers what nobody would ask: nothing, emoji, control characters, right-to-left text, 40,000 characters', async () => {
    const odd = [
      '',
      '🎉🎉',
      '\u0000\u001b[31m',
      '\u202Eeciton',
      '<!channel> <at>x</at> *b*',
      'why '.repeat(10_000),
      '__proto__',
      'constructor',
    ];
    const { code, lines } = await batch(...odd.map((text, at) => ask(at, text)));
    expect(code).toBe(0);
    expect(lines).toHaveLength(odd.length);
    expect(lines[0]).toMatchObject({ answered: false, answers: [] });
  });

  it('takes well under a second for 120 questions', async () => {
    const questions = Array.from({ length: 120 }, (_, at) => ask(at, `who pays for the extra staff in year ${at}`, null));
    const began = performance.now();
    await batch(...questions);
    expect(performance.now() - began).toBeLessThan(900);
  });
});
