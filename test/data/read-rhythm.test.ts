import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownReminder } from '../../src/data/own-reminders.ts';
import { readOwnReminder } from '../../src/data/read-own-reminder.ts';
import { readRhythm } from '../../src/data/read-rhythm.ts';

/** A Sunday. */
const TODAY = '2026-03-22';

describe('when somebody wants to be reminded, with its next three days', () => {
  it.each([
    ['every quarter', 'every quarter, on its first day', '2026-04-01 2026-07-01 2026-10-01'],
    ['every quarter from 1 May 2026', 'every 3 months on the 1st, from 1 May 2026', '2026-05-01 2026-08-01 2026-11-01'],
    ['every month on the 5th', 'every month on the 5th', '2026-04-05 2026-05-05 2026-06-05'],
    ['On the 5th of every month.', 'every month on the 5th', '2026-04-05 2026-05-05 2026-06-05'],
    ['monthly on the last day', 'every month on the last day', '2026-03-31 2026-04-30 2026-05-31'],
    ['every month on the 30th', 'every month on the 30th', '2026-03-30 2026-04-30 2026-05-30'],
    ['each Monday', 'every Monday', '2026-03-23 2026-03-30 2026-04-06'],
    ['every Monday and Thursday', 'every Monday and Thursday', '2026-03-23 2026-03-26 2026-03-30'],
    ['every other Friday', 'every 2 weeks on Friday, from 22 March 2026', '2026-04-03 2026-04-17 2026-05-01'],
    ['first Monday of each month', 'every month on the first Monday', '2026-04-06 2026-05-04 2026-06-01'],
    ['every 6 months from 1 April 2026', 'every 6 months on the 1st, from 1 April 2026', '2026-04-01 2026-10-01 2027-04-01'],
    ['every six months from 31 August 2026', 'every 6 months on the last day, from 31 August 2026', '2026-08-31 2027-02-28 2027-08-31'],
    ['every month', 'every month on the 22nd', '2026-04-22 2026-05-22 2026-06-22'],
    ['weekly', 'every Sunday', '2026-03-29 2026-04-05 2026-04-12'],
    ['annually', 'every year on 22 March', '2027-03-22 2028-03-22 2029-03-22'],
    ['every year on 29 February', 'every year on 29 February', '2027-02-28 2028-02-29 2029-02-28'],
    ['every 1 April until 2 April 2027', 'every year on 1 April until 2 April 2027', '2026-04-01 2027-04-01'],
    ['on 3 May 2026', 'once, on 3 May 2026', '2026-05-03'],
    ['3/5/2026', 'once, on 3 May 2026', '2026-05-03'],
    ['on 1 January', 'once, on 1 January 2027', '2027-01-01'],
    ['tomorrow at 9am', 'once, on 23 March 2026', '2026-03-23'],
    ['next Sunday', 'once, on 29 March 2026', '2026-03-29'],
    ['in two weeks', 'once, on 5 April 2026', '2026-04-05'],
    ['FREQ=MONTHLY;BYMONTHDAY=1', 'every month on the 1st', '2026-04-01 2026-05-01 2026-06-01'],
    ['RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2', 'every Tuesday, 2 times, from 23 March 2026', '2026-03-24 2026-03-31'],
  ])('%s', (said, inWords, next) => {
    expect(readRhythm(said, TODAY)).toMatchObject({ ok: true, inWords, next: next.split(' ') });
  });
});

const HOW = 'Say how often or when, such as “every month on the 5th”, “every quarter” or “on 3 May 2027”.';

describe('what cannot be is told in a plain sentence', () => {
  it.each([
    ['FREQ=HOURLY', 'That rule cannot be used, as its FREQ is “HOURLY”: use DAILY, WEEKLY, MONTHLY or YEARLY.'],
    ['every hour', 'Reminders come at most once a day. Say every day, every week, every month or every year.'],
    ['31 February', '“31 February” is not a day that exists. Write it like 1 April 2027.'],
    ['every year on 31 February', '“31 February” is not a day that exists. Write it like 1 April 2027.'],
    ['on 29 February 2027', '“29 February 2027” is not a day that exists. Write it like 1 April 2027.'],
    ['every month on the 32nd', '“32nd” is not a day that exists. Write it like 1 April 2027.'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', `No day that is still ahead fits every year on 31 February. ${HOW}`],
    [
      'on 29 March 2026 at 01:30',
      'There is no 01:30 on 29 March 2026: the clocks go forward then. Reminders come at 9 in the morning, so leave the time out.',
    ],
    ['on 30 March 2026 at 14:00', 'Reminders come at 9 in the morning: leave “at 14:00” out.'],
    [
      'every month from 1 May 2026 until 1 April 2026',
      'It would end on 1 April 2026, before it begins on 1 May 2026. Enter the earlier day first.',
    ],
    ['FREQ=MONTHLY;UNTIL=20260101', '1 January 2026 has passed, so nothing would come. Give a last day that is still ahead.'],
    ['on 3 May 2025', '3 May 2025 has passed. Give a day that is still ahead.'],
    ['today', 'That is today. The first day there can be a reminder is tomorrow.'],
    ['on 1 January 2040', '1 January 2040 is more than ten years away. Give a day that is nearer.'],
    ['every 0 days', `Reminders cannot come so often or so seldom. ${HOW}`],
    ['every month from Christmas', '“christmas” is not a day. Write it like 1 April 2027.'],
    ['when the moon is full', `That is not a time to be reminded at. ${HOW}`],
    ['', `That is not a time to be reminded at. ${HOW}`],
    ['x'.repeat(4000), `That is longer than 200 characters. ${HOW}`],
  ])('%s', (said, problem) => {
    expect(readRhythm(said, TODAY)).toEqual({ ok: false, problem });
  });

  it('whatever is said', () => {
    const word = fc.constantFrom(
      'every',
      'each',
      'month',
      'Monday',
      'on',
      'the',
      '31st',
      'February',
      'from',
      'until',
      '2027',
      '0',
      '999',
      'FREQ=DAILY',
      ';COUNT=1',
      'at',
      '01:30',
      'quarter',
      '29',
      'last',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
        ),
        (said) => {
          const read = readRhythm(said, TODAY);
          if (!read.ok) expect(read.problem).toMatch(/^\S.*\.$/su);
          else {
            expect(read.next.length).toBeGreaterThan(0);
            for (const day of read.next) expect(day > TODAY).toBe(true);
          }
        },
      ),
    );
  });
});

it.each([
  ['remind us every quarter to look at the risk share', 'look at the risk share', 'every quarter, on its first day'],
  ['Please remind me to check the log every month on the 5th.', 'check the log', 'every month on the 5th'],
  ['remind us on 3 May 2026 about the budget', 'the budget', 'once, on 3 May 2026'],
  ['Remind us to send the report to the board each Monday', 'send the report to the board', 'every Monday'],
])('%s', (said, what, inWords) => {
  expect(readOwnReminder(said, TODAY)).toMatchObject({ what, when: { inWords }, problem: null });
});

it('a request without a time, or with one that cannot be, still says what it is about', () => {
  expect(readOwnReminder('remind us to look at the risk share', TODAY)).toEqual({
    what: 'look at the risk share',
    when: null,
    problem: null,
  });
  expect(readOwnReminder('remind us every hour to look', TODAY)).toMatchObject({
    when: null,
    problem: expect.stringContaining('at most once a day'),
  });
  expect(readOwnReminder('what is our notice period', TODAY)).toBeNull();
});

describe('an own reminder', () => {
  const made = {
    what: 'look',
    rhythm: { rule: 'FREQ=MONTHLY;BYMONTHDAY=28', startOn: '2016-01-01' },
    owner: 'dora@dbc.example',
    createdBy: 'dora@dbc.example',
  };

  it.each([
    { what: ' ' },
    { what: 'x'.repeat(301) },
    { rhythm: { rule: 'FREQ=HOURLY', startOn: '2016-01-01' } },
    { rhythm: { rule: 'FREQ=DAILY', startOn: '2016-02-30' } },
  ])('is not kept with %o', (changes) => {
    expect(ownReminder.safeParse({ ...made, ...changes }).success).toBe(false);
  });
});
