import { describe, expect, it } from 'vitest';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import type { Benefit } from '../../src/data/benefits.ts';
import { carryOver, compareVersions, untiedBy } from '../../src/data/compare-versions.ts';
import { draftOfTests } from './draft-of-tests.ts';

/** The version people have worked with: how they ask for clauses, and ids that other files use. */
function versionBefore(): AgreementRecord {
  const draft = draftOfTests();
  return {
    ...draft,
    id: 'ours',
    name: 'Our memorandum',
    parties: draft.parties.map((party, at) => ({ ...party, id: at === 0 ? 'abc' : 'board' })),
    duties: draft.duties.map((duty) => ({ ...duty, id: duty.ref === '5' ? 'monthly-report' : duty.id })),
    clauses: draft.clauses.map((clause) => ({
      ...clause,
      asked: ['3', '4'].includes(clause.ref) ? [`how people ask for ${clause.ref}`] : [],
    })),
  };
}

const changed = () =>
  draftOfTests({
    3: '3. Either partner may end it by giving the other nine months’ notice in writing.',
    4: null,
  });

describe('a newer version of a document', () => {
  it('differs by the clauses that are new, changed and gone', () => {
    const after = draftOfTests({
      3: '3. Either partner may end it by giving nine months’ notice.',
      4: null,
      5: '6. The Head of Quality reports every month.',
    });
    const differences = compareVersions(versionBefore(), after);
    expect(differences.added).toEqual(['6']);
    expect(differences.changed.map(({ ref, before: was }) => [ref, was.includes('six months')])).toEqual([['3', true]]);
    expect(differences.gone.map(({ ref }) => ref)).toEqual(['4', '5']);
  });

  it('does not differ where only the spacing does', () => {
    expect(compareVersions(versionBefore(), draftOfTests())).toEqual({ added: [], changed: [], gone: [] });
  });

  it('keeps its id and name, the ids of partners and duties, and how people ask for a clause that is still there', () => {
    const record = carryOver(versionBefore(), changed());
    expect(record).toMatchObject({ id: 'ours', name: 'Our memorandum' });
    expect(record.parties.map(({ id }) => id)).toEqual(['abc', 'board']);
    expect(record.duties.map(({ id }) => id)).toContain('monthly-report');
    expect(record.guesses!.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['parties.abc', 'duties.monthly-report']));
    expect(record.clauses.find(({ ref }) => ref === '3')?.asked).toEqual(['how people ask for 3']);
  });

  it('lists what lost its clause: own wordings, settings of duties and entries of the log', () => {
    const after = draftOfTests({ 4: null, 5: null });
    const entry = { number: 7, facts: { what: 'Joint store', clause: '4' } } as Benefit;
    const kept = { number: 8, facts: { what: 'Other', clause: '3' } } as Benefit;
    const settings = [{ agreement: 'ours', duty: 'monthly-report' }];
    expect(untiedBy(versionBefore(), carryOver(versionBefore(), after), settings, [entry, kept])).toEqual([
      { ref: '4', what: 'an own wording: “how people ask for 4”' },
      { ref: '5', what: 'the settings of the duty “monthly-report” in the partnership file' },
      { ref: '4', what: 'B-0007 in the log: Joint store' },
    ]);
  });
});
