import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OccurrenceEvent, standingOf } from '../../src/data/occurrence-events.ts';
import { openOccurrenceLog } from '../../src/data/occurrence-log.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { openReminderLog, type Reminding } from '../../src/data/reminder-log.ts';

const made = { by: 'dora@dbc.example', at: '2016-03-24T12:00:00.000Z' };
const done = (part?: string): OccurrenceEvent => ({ is: 'done', ...made, onDay: '2016-03-24', ...(part === undefined ? {} : { part }) });
const reopened = (part?: string): OccurrenceEvent => ({
  is: 'reopened',
  ...made,
  reason: 'Not yet.',
  ...(part === undefined ? {} : { part }),
});
const PARTS = ['to Cabinet', 'to the Board'];
const anyPart = fc.constantFrom(undefined, ...PARTS, 'a part it does not have');
const anyEvent: fc.Arbitrary<OccurrenceEvent> = fc.oneof(
  anyPart.map(done),
  anyPart.map(reopened),
  fc.constant<OccurrenceEvent>({ is: 'snoozed', ...made, until: '2016-04-01' }),
  fc.constantFrom('sam@dccg.example', 'fred@dccg.example').map((to): OccurrenceEvent => ({ is: 'handed over', ...made, to })),
);

describe('an occurrence', () => {
  it('is done exactly when each of its parts was done and not reopened since', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const open = new Set(PARTS);
        for (const event of events) {
          if (event.is !== 'done' && event.is !== 'reopened') continue;
          for (const part of PARTS)
            if (event.part === undefined || event.part === part) event.is === 'done' ? open.delete(part) : open.add(part);
        }
        expect(standingOf(events, PARTS).done !== null).toBe(open.size === 0);
      }),
    );
  });

  it('stands as if the events that did not count had never been kept', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const { history, ...standing } = standingOf(events, PARTS);
        const { history: _, ...again } = standingOf(
          history.filter(({ counted }) => counted).map(({ event }) => event),
          PARTS,
        );
        expect(again).toEqual(standing);
      }),
    );
  });

  it('that is done is not put off, handed over or done again', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { history } = standingOf([done(), event], ['']);
        expect(history[1]!.counted).toBe(event.is === 'reopened' && event.part === undefined);
      }),
    );
  });
});

describe('the log of occurrences', () => {
  it('keeps an event once for each request, in the order they came, each occurrence apart', async () => {
    const log = openOccurrenceLog(await openStore('memory:'));
    await log.add('darlington', 'review/2016-03-31', done(), 'one');
    await log.add('darlington', 'review/2016-03-31', reopened(), 'two');
    const again = await log.add('darlington', 'review/2016-03-31', done(), 'one');
    await log.add('darlington', 'report/2016-03', done(), 'three');
    await log.add('derby', 'review/2016-03-31', done(), 'four');
    expect([again.number, again.events.map(({ is }) => is)]).toEqual([1, ['done', 'reopened']]);
    expect([...(await log.all('darlington'))].map(([id, events]) => [id, events.length])).toEqual([
      ['report/2016-03', 1],
      ['review/2016-03-31', 2],
    ]);
  });

  it('takes no name that would reach into another’s records', async () => {
    const log = openOccurrenceLog(await openStore('memory:'));
    await expect(log.add('darlington', 'review/2016:00000001', done(), 'one')).rejects.toThrow('small letters, digits and hyphens');
  });
});

describe('the log of reminders', () => {
  it('gives each reminder in the first message that has it, in whatever messages two processes kept at once', async () => {
    const anyMessage = fc.array(
      fc.record({
        duty: fc.constantFrom('review', 'report'),
        key: fc.constant('2016'),
        days: fc.uniqueArray(fc.constantFrom('2016-03-01', '2016-03-02', '2016-03-03')),
        overdue: fc.constant(0),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyMessage, { maxLength: 4 }), async (messages) => {
        const log = openReminderLog(await openStore('memory:'));
        const as = (items: Reminding['items']): Reminding => ({ because: 'due', at: made.at, items, to: [] });
        for (const [at, items] of messages.entries()) await log.add('darlington', as(items), String(at));
        const given = (await log.of('darlington')).flatMap(({ items }) =>
          items.flatMap(({ duty, days }) => days.map((day) => `${duty} ${day}`)),
        );
        const all = messages.flat().flatMap(({ duty, days }) => days.map((day) => `${duty} ${day}`));
        expect(given.sort()).toEqual([...new Set(all)].sort());
      }),
      { numRuns: 30 },
    );
  });
});
