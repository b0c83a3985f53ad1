import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgreementRecord, agreementRecord } from '../../src/data/agreement-record.ts';
import { confirmDraft } from '../../src/data/confirm-draft.ts';
import { settleGuess, settleSure, type Verdict } from '../../src/data/settle-guess.ts';
import { draftOfTests } from './draft-of-tests.ts';

const ASHA = 'asha@dbc.example';
const DAY = '2026-11-22';

/** Settles these facts, and confirms the rest as they were read. */
function settled(verdicts: Readonly<Record<string, Verdict>>, draft = draftOfTests()): AgreementRecord {
  const named = Object.entries(verdicts).reduce((record, [fact, verdict]) => taken(settleGuess(record, fact, verdict)), draft);
  return (named.guesses ?? [])
    .filter((guess) => guess.settled === null)
    .reduce((record, { fact }) => taken(settleGuess(record, fact, { is: 'confirm' })), named);
}

function taken(done: ReturnType<typeof settleGuess>): AgreementRecord {
  if (!done.ok) throw new Error(done.sentence);
  return done.record;
}

function confirmed(verdicts: Readonly<Record<string, Verdict>>): AgreementRecord {
  const done = confirmDraft(settled(verdicts), ASHA, DAY);
  if (!done.ok) throw new Error(done.sentences.join(' '));
  return done.record;
}

describe('a draft is confirmed', () => {
  it('in the name of a person, with what was read in its place', () => {
    const record = confirmed({});
    expect(record).toMatchObject({ confirmedBy: ASHA, confirmedOn: DAY, facts: { noticeMonths: { value: 6, ref: '3' } } });
    expect(agreementRecord.safeParse(record).success).toBe(true);
  });

  it('not while anything is left to look at', () => {
    const draft = settleSure(draftOfTests());
    const open = draft.guesses!.filter(({ settled: is }) => is === null).length;
    expect(open).toBeGreaterThan(0);
    expect(confirmDraft(draft, ASHA, DAY)).toMatchObject({ ok: false, sentences: [expect.stringMatching(/still to be looked at/)] });
  });

  it('not with fewer than two partners, nor when it ends before it begins', () => {
    const [party] = draftOfTests().parties;
    const one = confirmDraft(settled({ [`parties.${party!.id}`]: { is: 'strike' } }), ASHA, DAY);
    expect(one).toMatchObject({ ok: false, sentences: [expect.stringContaining('at least two partners')] });
    const early = confirmDraft(settled({ 'facts.endsOn': { is: 'correct', value: '31 March 2020' } }), ASHA, DAY);
    expect(early).toMatchObject({ ok: false, sentences: ['It ends before it begins: correct its start or its end.'] });
  });

  it('with a partner, a post and a duty that a person added', () => {
    const record = confirmed({
      'parties.new': { is: 'correct', value: 'Corrisby NHS Trust', ref: '1' },
      'facts.posts.new': { is: 'correct', value: 'Clerk to the Committee', ref: '5' },
      'duties.new': { is: 'correct', value: 'Publish the plan', ref: '5', on: '2027-03-01' },
    });
    expect(record.parties.at(-1)).toMatchObject({ id: 'corrisby-nhs-trust', kind: 'nhs trust', ref: '1' });
    expect(record.facts.posts.at(-1)).toMatchObject({ post: 'Clerk to the Committee', ref: '5' });
    expect(record.duties.at(-1)).toMatchObject({ what: 'Publish the plan', when: { on: '2027-03-01' } });
  });

  it('with whatever is struck out gone from its place, and the rest as it was', () => {
    const draft = draftOfTests();
    const facts = draft.guesses!.map(({ fact }) => fact).filter((fact) => !fact.startsWith('parties.'));
    fc.assert(
      fc.property(fc.subarray(facts), (struck) => {
        const done = confirmDraft(settled(Object.fromEntries(struck.map((fact) => [fact, { is: 'strike' }])), draft), ASHA, DAY);
        if (!done.ok) throw new Error(done.sentences.join());
        const { record } = done;
        expect(record.facts.startsOn === null).toBe(struck.includes('facts.startsOn'));
        expect(record.duties.map(({ id }) => id)).toEqual(
          draft.duties.map(({ id }) => id).filter((id) => !struck.includes(`duties.${id}`)),
        );
        expect(record.facts.posts).toEqual(draft.facts.posts.filter((_, at) => !struck.includes(`facts.posts.${at}`)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a person types for a fact is read, or refused in a sentence', () => {
  it.each([
    ['facts.startsOn', '1 May 2024', '2024-05-01'],
    ['facts.startsOn', '2024-05-01', '2024-05-01'],
    ['facts.startsOn', '13/05/2024', '2024-05-13'],
    ['facts.noticeMonths', '12', 12],
    ['facts.noticeExpiresOn', '31 March', '03-31'],
    ['standing.binding', 'no', false],
    ['standing.state', 'Proposed', 'proposed'],
  ])('%s: %s', (fact, typed, value) => {
    const record = taken(settleGuess(draftOfTests(), fact, { is: 'correct', value: typed }));
    expect(record.guesses!.find((guess) => guess.fact === fact)).toMatchObject({ value, settled: 'corrected' });
  });

  it.each([
    ['facts.startsOn', '04/05/2024', '“04/05/2024” may be 4 May 2024 or 5 April 2024: write 2024-05-04 or 2024-04-05.'],
    ['facts.startsOn', 'some day', 'Write the day like 31 March 2027 or 2027-03-31.'],
    ['facts.noticeMonths', '0', 'Write the notice as a number of months from 1 to 120.'],
    ['standing.binding', 'perhaps', 'Use one of: Yes, No.'],
    ['facts.endsOn', '', 'Write what it should be, or strike it out.'],
    ['facts.colour', 'blue', '“facts.colour” is not a fact of an agreement, or was not read: see the list.'],
  ])('%s: %s is refused', (fact, typed, sentence) => {
    expect(settleGuess(draftOfTests(), fact, { is: 'correct', value: typed })).toEqual({ ok: false, sentence });
  });

  it('a clause the document does not have', () => {
    const done = settleGuess(draftOfTests(), 'facts.endsOn', { is: 'correct', value: '2027-03-31', ref: '99' });
    expect(done).toMatchObject({ ok: false, sentence: expect.stringContaining('no clause “99”') });
  });
});
