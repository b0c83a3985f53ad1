import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, writeNumber } from '../../src/data/benefit-numbers.ts';
import { type Benefit, benefitFacts, type FirstEvent, type LaterEvent, newBenefit, withEvent } from '../../src/data/benefits.ts';
import { factsWith } from './partnership-of-tests.ts';

const by = { by: 'dora@dbc.example', at: '2015-10-01T10:00:00.000Z' };
const logged: FirstEvent = { is: 'logged', facts: factsWith(), ...by };
const suggested: FirstEvent = { is: 'suggested', facts: factsWith(), by: 'sam@dccg.example', at: by.at };
const amended: LaterEvent = { is: 'amended', facts: factsWith({ amountPence: 5 }), reason: 'Invoice', ...by };
const verified: LaterEvent = { is: 'verified', organisation: 'dccg', by: 'fred@dccg.example', at: by.at };
const later: LaterEvent[] = [
  amended,
  verified,
  { is: 'accepted', ...by },
  { is: 'declined', ...by },
  { is: 'withdrawn', reason: 'Counted twice', ...by },
  { is: 'undone', ...by },
];
const life = (first: FirstEvent, ...events: LaterEvent[]): Benefit => events.reduce(withEvent, newBenefit('darlington', 42, first));
const event = (is: LaterEvent['is']) => later.find((one) => one.is === is)!;

describe('the life of an entry', () => {
  it('is in the log from the start when it was logged, and only after acceptance when it was suggested', () => {
    expect(life(logged)).toMatchObject({ state: 'in the log', logged: { by: 'dora@dbc.example' } });
    expect(life(suggested)).toMatchObject({ state: 'suggested', logged: null });
    expect(life(suggested, event('accepted'))).toMatchObject({ state: 'in the log', logged: { by: 'dora@dbc.example' } });
    expect(life(suggested, event('declined')).state).toBe('declined');
  });

  it('says what it was last corrected to, and has to be verified again', () => {
    expect(life(logged, verified).verified).toMatchObject({ organisation: 'dccg' });
    expect(life(logged, verified, amended)).toMatchObject({ facts: { amountPence: 5 }, verified: null });
    expect(life(logged, verified, amended).history).toHaveLength(3);
  });

  it('gives the suggestion back when its acceptance is undone', () => {
    const accepted: LaterEvent = { is: 'accepted', facts: factsWith({ amountPence: 7 }), ...by };
    expect(life(suggested, accepted).facts.amountPence).toBe(7);
    expect(life(suggested, accepted, event('undone'))).toMatchObject({
      state: 'suggested',
      facts: { amountPence: 1_240_000 },
      logged: null,
    });
    expect(life(suggested, accepted, event('undone'), event('undone')).state).toBe('undone');
  });

  it('does not count what comes too late, but keeps it', () => {
    const twice = life(suggested, event('accepted'), event('declined'));
    expect(twice.state).toBe('in the log');
    expect(twice.history.map(({ counted }) => counted)).toEqual([true, true, false]);
    expect(life(logged, verified, event('undone')).state).toBe('in the log');
  });

  it('whatever happens: every event is in the history, in order, and nothing moves once it is closed', () => {
    fc.assert(
      fc.property(fc.constantFrom(logged, suggested), fc.array(fc.constantFrom(...later)), (first, events) => {
        const end = life(first, ...events);
        expect(end.history.map((one) => one.event)).toEqual([first, ...events]);
        const closed = end.history.findIndex(
          ({ event: { is }, counted }, at) =>
            counted &&
            (is === 'declined' || is === 'withdrawn' || (is === 'undone' && life(first, ...events.slice(0, at)).state === 'undone')),
        );
        if (closed > 0) expect(end.history.slice(closed + 1).every(({ counted }) => !counted)).toBe(true);
      }),
    );
  });
});

describe('what an entry may say', () => {
  it.each([
    { evidence: 'http://example.org' },
    { evidence: 'javascript:alert(1)' },
    { amountPence: 0.5 },
    { class: 'other' },
    { colour: 'red' },
    { period: { from: 'May', to: '2015-01-01' } },
  ])('not %j', (changes) => expect(benefitFacts.safeParse({ ...factsWith(), ...changes }).success).toBe(false));
});

describe('numbers', () => {
  it('are short, and read as people write them', () => {
    expect([1, 42, 12_345].map(writeNumber)).toEqual(['B-0001', 'B-0042', 'B-12345']);
    for (const text of ['B-0042', 'b42', 'B 42', 'b–42', '#42', 'benefit 42', ' 42 ', 'entry number 42']) expect(readNumber(text)).toBe(42);
    for (const text of ['', 'B-0', 'E-42', 'B-42a', '4.2', 'B-123456789']) expect(readNumber(text)).toBeNull();
  });
});
