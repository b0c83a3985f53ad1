import { describe, expect, it } from 'vitest';
import { loadMessageExamples, MESSAGE_KINDS, type MessageKind, makeKindReader } from '../../src/data/kind-of-message.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { makeReader } from '../../src/data/words.ts';

const examples = loadMessageExamples();
const read = makeReader({ ...loadLexicon(), itself: [] });
const kindOf = makeKindReader(examples, read);

describe('what a message is', () => {
  it.each<[string, MessageKind]>([
    ['what does the agreement say about grievances', 'terms'],
    ['how much notice do we have to give', 'terms'],
    ['my leave keeps getting refused and hes not even my boss', 'employment'],
    ['payslip is wrong again since i moved over', 'employment'],
    ['one of the agency staff grabbed mr b really hard on tuesday', 'safeguarding'],
    ['think the son is taking her pension money', 'safeguarding'],
    ['i dont want to be here any more, i keep thinking about ending it', 'crisis'],
    ['we saved £3,000 on the shared van this quarter, log it', 'benefit'],
    ['what reviews are coming up', 'review'],
    ['what can you do', 'help'],
    ['good morning all', 'other'],
  ])('%s: %s', (text, kind) => expect(kindOf(text).kind).toBe(kind));

  it('takes a good chance of harm for harm', () => {
    const twoKinds = (kinds: [MessageKind, number][]) =>
      makeKindReader(
        { examples: kinds.flatMap(([kind, times]) => Array.from({ length: times }, () => ({ kind, text: 'bruises' }))), wordGroups: {} },
        read,
      )('bruises');
    const close = twoKinds([
      ['employment', 16],
      ['safeguarding', 14],
    ]);
    expect(close.likely.employment).toBeGreaterThan(close.likely.safeguarding);
    expect(close.kind).toBe('safeguarding');
    expect(
      twoKinds([
        ['crisis', 16],
        ['safeguarding', 14],
      ]).kind,
    ).toBe('crisis');
  });

  it('gives likelihoods that sum to 1 and a runner-up that is another kind', () => {
    for (const text of ['notice', 'my manager hit me', '', 'zxqwv', 'constructor __proto__']) {
      const { kind, next, likely } = kindOf(text);
      expect(Object.keys(likely).sort()).toEqual([...MESSAGE_KINDS].sort());
      expect(Object.values(likely).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
      expect(next).not.toBe(kind);
    }
  });

  it('hears who it is about: “my manager” is not “a manager”', () => {
    expect(kindOf('my manager wont let me').likely.employment).toBeGreaterThan(kindOf('a manager in the agreement').likely.employment);
  });

  it('has learnt from many examples of every kind, none of them under two kinds', () => {
    for (const kind of MESSAGE_KINDS) expect(examples.examples.filter((one) => one.kind === kind).length, kind).toBeGreaterThan(80);
    const kinds = new Map<string, Set<MessageKind>>();
    for (const { text, kind } of examples.examples) kinds.set(text.toLowerCase(), (kinds.get(text.toLowerCase()) ?? new Set()).add(kind));
    expect([...kinds].filter(([, of]) => of.size > 1).map(([text]) => text)).toEqual([]);
  });
});
