import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCalendar } from '../../src/bot/read-calendar.ts';
import { writeCalendar } from '../../src/bot/write-calendar.ts';
import type { PublishedEntry } from '../../src/data/calendar-entries.ts';
import { addDaysTo } from '../../src/data/days.ts';

const entry: PublishedEntry = {
  uid: 'a.b.c@accord',
  from: '2016-03-31',
  to: '2016-03-31',
  title: 'Review',
  text: 'By 11(b).',
  sequence: 0,
  cancelled: false,
  changedAt: '2016-01-01T09:00:00.000Z',
};

it('no text becomes a line of the file', () => {
  const file = writeCalendar('Accord\r\nATTENDEE:x', [
    { ...entry, title: 'Review\r\nATTENDEE:mailto:x@y.example', text: 'a\nBEGIN:VEVENT\rEND:VCALENDAR\u2028X' },
  ]);
  expect(file.split('\r\n').filter((line) => /^(ATTENDEE|X$)/.test(line))).toEqual([]);
  expect(file.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
  expect(file).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
});

it('what was written is read back as it was', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((count) => addDaysTo('1990-01-01', count));
  const words = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
  const entries = fc.record({
    day,
    length: fc.integer({ min: 0, max: 400 }),
    title: words,
    text: words,
    sequence: fc.nat(),
    cancelled: fc.boolean(),
    uid: fc.stringMatching(/^[a-z]{1,8}\.[a-z]{1,8}$/),
  });
  fc.assert(
    fc.property(entries, ({ day: from, length, uid, ...facts }) => {
      const one = { ...facts, uid: `${uid}@accord`, from, to: addDaysTo(from, length), changedAt: '2016-01-01T09:00:00.000Z' };
      const file = writeCalendar('Accord', [one]);
      expect(readCalendar(file)).toEqual([one]);
      for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }),
  );
});

it('entries of another maker are left out', () => {
  expect(readCalendar(writeCalendar('Accord', [{ ...entry, uid: 'a@elsewhere.example' }]))).toEqual([]);
  expect(readCalendar('mine')).toEqual([]);
});
