import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/bot/terminal/app.ts';
import type { Partnership } from '../../../src/data/partnership.ts';
import { knowledge, openTerminal } from './terminal-of-a-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-calendar-'));
const file = (name: string) => join(folder, name);

async function duties(
  words: string,
  { partnership = {}, at = '2015-09-01T09:00:00Z' }: { partnership?: Partial<Partnership>; at?: string } = {},
) {
  const terminal = openTerminal({ ACCORD_CLOCK: at });
  const { config } = terminal.know();
  const changed = { ...knowledge(), partnership: { ...knowledge().partnership, ...partnership } };
  const code = await run(['duties', ...words.split(' ')], { ...terminal, know: () => ({ config, knowledge: changed }) });
  return { code, out: terminal.written(), err: terminal.complained() };
}

describe('what is due', () => {
  it('is listed by day, with its clause and owner, and what has no date after it', async () => {
    const { code, out } = await duties('--agreement darlington');
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'Darlington memorandum',
      '  30 September 2015: Last day to give notice, to end it by the review on 31 March 2016 (11(o))',
      '  31 March 2016: Review of the arrangements (11(b); owner: Dora Director)',
      '  No date, the decision this report asks Council to take: Council decides whether to approve the memorandum (8; owner: Council)',
    ]);
    expect(out).toContain('  Whenever either partner wants to end the agreement: Six months');
  });

  it('is never dated finer than the document says', async () => {
    const { out } = await duties('--from 2005-04-14 --to 2008-03-31 --agreement harrow');
    expect(
      out
        .split('\n')
        .slice(1, 10)
        .map((line) => line.split(':')[0]!.trim()),
    ).toEqual([
      ...['June 2005', 'June 2005', 'June 2005', 'September 2005', '2005/06', '1 April 2006', '1 April 2006', '2006/07', '2007/08'],
    ]);
  });

  it('names what waits for a setting, and what is counted for each person apart', async () => {
    const { out } = await duties('--agreement isle-of-wight');
    expect((await duties('--agreement purbeck')).out).toMatch(/^Purbeck memorandum\n {2}Nothing is due in these days\.\n/);
    expect(out).toContain(
      'The day the post begins is left open: add “{ agreement: isle-of-wight, duty: transformational-lead-funding-ends, day: … }”',
    );
    expect(out).toContain('  For each person who receives care: Review of each person who receives care (2.4 bullet 17)');
  });
});

const COVERS = '--from 2015-04-01 --to 2016-12-31 --agreement darlington';
const entries = (path: string) =>
  readFileSync(path, 'utf8')
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((text) =>
      Object.fromEntries(
        ['UID', 'SEQUENCE', 'STATUS', 'DTSTART;VALUE=DATE', 'DTEND;VALUE=DATE'].map((name) => [
          name,
          new RegExp(`^${name}:(.*)\r$`, 'm').exec(text)?.[1],
        ]),
      ),
    );

describe('a calendar file', () => {
  it('has whole days that leave people free, whatever zone the machine keeps', async () => {
    expect(await duties(`${COVERS} --ics ${file('a.ics')}`)).toMatchObject({ code: 0, out: `${file('a.ics')}: 2 dates.\n` });
    const text = readFileSync(file('a.ics'), 'utf8');
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(text).toMatch(/END:VCALENDAR\r\n$/);
    expect(text.match(/^TRANSP:TRANSPARENT\r$/gm)).toHaveLength(2);
    expect(text).toMatch(/^SUMMARY:Review of the arrangements \(Darlington memorandum\)\r$/m);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(entries(file('a.ics'))).toEqual([
      {
        UID: 'darlington.notice-before-review.2015-09-30@accord',
        SEQUENCE: '0',
        STATUS: 'CONFIRMED',
        'DTSTART;VALUE=DATE': '20150930',
        'DTEND;VALUE=DATE': '20151001',
      },
      {
        UID: 'darlington.review-of-arrangements.2016-03-31@accord',
        SEQUENCE: '0',
        STATUS: 'CONFIRMED',
        'DTSTART;VALUE=DATE': '20160331',
        'DTEND;VALUE=DATE': '20160401',
      },
    ]);
  });

  it('gives a month and a year as long as they are', async () => {
    await duties(`--from 2005-04-14 --to 2006-03-31 --agreement harrow --ics ${file('b.ics')}`);
    const spans = entries(file('b.ics')).map((entry) => `${entry['DTSTART;VALUE=DATE']} ${entry['DTEND;VALUE=DATE']}`);
    expect(spans).toEqual(['20050601 20050701', '20050601 20050701', '20050601 20050701', '20050901 20051001', '20050401 20060401']);
  });

  it('written again unchanged is the same file; changed, the entry counts up; gone, it is called off once', async () => {
    const on = (day: string) => ({ partnership: { duties: [{ agreement: 'derby', duty: 'joint-monthly-budget-report', day }] } });
    const write = (covers: string, settings: object, at: string) =>
      duties(`${covers} --agreement derby --ics ${file('c.ics')} --force`, { ...settings, at });
    const covers = '--from 2008-02-01 --to 2008-03-31';
    await write(covers, on('10'), '2008-01-15T09:00:00Z');
    const first = readFileSync(file('c.ics'), 'utf8');
    await write(covers, on('10'), '2008-01-20T09:00:00Z');
    expect(readFileSync(file('c.ics'), 'utf8')).toBe(first);

    await write(covers, on('12'), '2008-01-21T09:00:00Z');
    expect(entries(file('c.ics')).map((entry) => [entry.UID, entry.SEQUENCE, entry['DTSTART;VALUE=DATE']])).toEqual([
      ['derby.joint-monthly-budget-report.2008-02@accord', '1', '20080212'],
      ['derby.joint-monthly-budget-report.2008-03@accord', '1', '20080312'],
    ]);

    expect((await write(covers, { partnership: { duties: [] } }, '2008-01-22T09:00:00Z')).out).toBe(
      `${file('c.ics')}: 0 dates, and 2 called off.\n`,
    );
    await write(covers, { partnership: { duties: [] } }, '2008-01-23T09:00:00Z');
    expect(entries(file('c.ics')).map((entry) => [entry.SEQUENCE, entry.STATUS])).toEqual([
      ['2', 'CANCELLED'],
      ['2', 'CANCELLED'],
    ]);
    await write(covers, on('12'), '2008-01-24T09:00:00Z');
    expect(entries(file('c.ics')).map((entry) => [entry.SEQUENCE, entry.STATUS])).toEqual([
      ['3', 'CONFIRMED'],
      ['3', 'CONFIRMED'],
    ]);
  });

  it('for other days leaves the rest as it was', async () => {
    await duties(`${COVERS} --ics ${file('d.ics')}`);
    await duties(`--from 2017-01-01 --to 2017-12-31 --agreement darlington --ics ${file('d.ics')} --force`);
    expect(entries(file('d.ics')).map((entry) => entry.STATUS)).toEqual(['CONFIRMED', 'CONFIRMED']);
  });

  it('is not replaced unless told to, and nothing else is called a calendar', async () => {
    writeFileSync(file('mine.ics'), 'mine');
    expect(await duties(`--ics ${file('mine.ics')}`)).toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
    expect(readFileSync(file('mine.ics'), 'utf8')).toBe('mine');
    expect(await duties(`--ics ${file('mine.txt')}`)).toMatchObject({ code: 2, err: expect.stringContaining('must end in .ics') });
    expect(existsSync(file('mine.txt'))).toBe(false);
  });
});
