import { describe, expect, it } from 'vitest';
import { type Asking, mayKeep, mayLog, mayRead, maySuggest, mayUndo, mayVerify } from '../../src/data/benefit-rules.ts';
import { newBenefit, withEvent } from '../../src/data/benefits.ts';
import { darlington, factsWith, named, partnership } from './partnership-of-tests.ts';

const AT = '2015-11-22T10:00:00.000Z';
const as = (name: string | null, today = '2015-11-22'): Asking => ({
  person: name === null ? undefined : named(name),
  agreement: darlington,
  partnership,
  today,
});
const entry = (by: string) => newBenefit('darlington', 42, { is: 'logged', facts: factsWith(), by, at: AT });
const suggestion = newBenefit('darlington', 43, { is: 'suggested', facts: factsWith(), by: 'sam@dccg.example', at: AT });
const byDora = entry('dora@dbc.example');
const reason = (permission: { ok: boolean; reason?: string }) => permission.reason ?? 'allowed';
const allowed = (who: string[], may: (asking: Asking) => { ok: boolean }) => who.filter((name) => may(as(name)).ok);
const EVERYONE = ['Dora', 'Dev', 'Olive', 'Sam', 'Fiona', 'Fred', 'Carol'];

describe('who may', () => {
  it('read: those with a post today, and the partners’ finance leads', () =>
    expect(allowed(EVERYONE, mayRead)).toEqual(['Dora', 'Dev', 'Sam', 'Fiona', 'Fred']));
  it('log: the Director and the deputies with a post today', () => expect(allowed(EVERYONE, mayLog)).toEqual(['Dora', 'Dev']));
  it('suggest: those with a post today', () => expect(allowed(EVERYONE, maySuggest)).toEqual(['Dora', 'Dev', 'Sam', 'Fiona']));
  it('accept, decline, correct, withdraw: those who log', () => {
    for (const is of ['accepted', 'declined', 'amended', 'withdrawn'] as const)
      expect(allowed(EVERYONE, (asking) => mayKeep(asking, is, suggestion))).toEqual(
        is === 'withdrawn' ? ['Dora', 'Dev', 'Sam'] : ['Dora', 'Dev'],
      );
  });
  it('verify: the finance leads', () => expect(allowed(EVERYONE, (asking) => mayVerify(asking, byDora))).toEqual(['Fiona', 'Fred']));
  it('do none of it: a person the file does not know', () => {
    for (const may of [mayRead, mayLog, maySuggest]) expect(may(as(null)).ok).toBe(false);
  });
  it('still do it on the last day of a post, and not on the next', () => {
    expect(maySuggest(as('Sam', '2016-03-31')).ok).toBe(true);
    expect(maySuggest(as('Sam', '2016-04-01')).ok).toBe(false);
    expect(mayRead(as('Sam', '2016-04-01')).ok).toBe(false);
  });
});

describe('a refusal', () => {
  it('says who can do it instead', () => {
    expect(reason(mayLog(as('Sam')))).toBe(
      'Only the Director of Commissioning or a named deputy adds to the log. You can suggest this entry; Dora Director or Dev Deputy can accept it.',
    );
    expect(reason(mayLog(as('Carol')))).toMatch(/That is Dora Director or Dev Deputy\.$/);
    expect(reason(mayKeep(as('Fred'), 'amended', byDora))).toMatch(/That is Dora Director or Dev Deputy\.$/);
    expect(reason(mayVerify(as('Sam'), byDora))).toBe(
      'Only a finance lead of a partner verifies an entry. Fiona Figures or Fred Funds can.',
    );
    expect(reason(mayUndo(as('Sam'), byDora, AT))).toMatch(/Dora Director or Dev Deputy can withdraw it, with a reason/);
  });

  it('says nothing of an entry to those who may not read the log', () => {
    const told = reason(mayRead(as('Carol')));
    expect(told).toMatch(/^Only people who work under the Darlington memorandum today/);
    for (const who of ['Carol', 'Olive', null]) {
      expect(reason(mayKeep(as(who), 'amended', byDora))).toBe(told);
      expect(reason(mayVerify(as(who), byDora))).toBe(told);
      expect(reason(mayUndo(as(who), byDora, AT))).toBe(told);
    }
  });
});

describe('verifying', () => {
  it('is never for those who logged, suggested, accepted or corrected the entry', () => {
    expect(reason(mayVerify(as('Fiona'), entry('fiona@dbc.example')))).toBe(
      'Nobody verifies an entry they logged or changed themselves. Fred Funds can.',
    );
    const accepted = withEvent(
      { ...suggestion, history: [{ ...suggestion.history[0]!, event: { ...suggestion.history[0]!.event, by: 'fred@dccg.example' } }] },
      { is: 'accepted', by: 'dora@dbc.example', at: AT },
    );
    expect(mayVerify(as('Fred'), accepted).ok).toBe(false);
    const corrected = withEvent(byDora, { is: 'amended', facts: factsWith(), reason: 'Typing', by: 'fiona@dbc.example', at: AT });
    expect(mayVerify(as('Fiona'), corrected).ok).toBe(false);
    expect(mayVerify(as('Fred'), corrected)).toEqual({ ok: true, organisation: 'dccg' });
  });

  it('is done once, and only for what is in the log', () => {
    const verified = withEvent(byDora, { is: 'verified', organisation: 'dccg', by: 'fred@dccg.example', at: AT });
    expect(reason(mayVerify(as('Fiona'), verified))).toBe('B-0042 was already verified: Fred Funds, on 22 November 2015.');
    expect(reason(mayVerify(as('Fiona'), suggestion))).toBe('B-0043 has only been suggested: Sam Secondee, on 22 November 2015.');
  });
});

describe('undoing', () => {
  it('stands for ten minutes, for whoever made the entry', () => {
    expect(mayUndo(as('Dora'), byDora, '2015-11-22T10:10:00.000Z').ok).toBe(true);
    expect(reason(mayUndo(as('Dora'), byDora, '2015-11-22T10:10:00.001Z'))).toMatch(/^An entry can be undone for ten minutes\./);
    expect(mayUndo(as('Dev'), byDora, AT).ok).toBe(false);
  });

  it('is not for what was closed or verified meanwhile, and says by whom', () => {
    const withdrawn = withEvent(byDora, { is: 'withdrawn', reason: 'Twice', by: 'dev@dbc.example', at: AT });
    expect(reason(mayUndo(as('Dora'), withdrawn, AT))).toBe('B-0042 was already withdrawn: Dev Deputy, on 22 November 2015.');
    const verified = withEvent(byDora, { is: 'verified', organisation: 'dccg', by: 'fred@dccg.example', at: AT });
    expect(reason(mayUndo(as('Dora'), verified, AT))).toMatch(/already verified: Fred Funds/);
  });
});
