import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../../src/data/agreements.ts';
import { dutySettingsOf } from '../../src/data/duty-settings.ts';
import { usualLeads, writeLead } from '../../src/data/leads.ts';
import { loadPartnership } from '../../src/data/partnership.ts';
import { all, darlington, derby } from './partnership-of-tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-duties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const loaded = loadAgreements(BUNDLED_AGREEMENTS);
if (!loaded.ok) throw new Error('the bundled agreements do not load');
const { agreements } = loaded;

const GOOD = `nation: scotland
bankHolidays: ["2026-06-16"]
people: [{ email: dora@dbc.example, name: Dora Director }]
duties:
  - { agreement: darlington, duty: review-of-arrangements, owner: Dora@DBC.example, leads: [3 months, 1 week, the day] }
  - { agreement: derby, duty: joint-monthly-budget-report, day: 10 }
`;
const file = join(folder, 'partnership.yaml');
const load = (text: string) => {
  writeFileSync(file, text);
  return loadPartnership(file, agreements);
};

it('settings of duties are read from the partnership file', () => {
  const read = load(GOOD);
  if (!read.ok) throw new Error('it does not load');
  expect(dutySettingsOf(read.partnership, darlington)).toEqual({
    nation: 'scotland',
    bankHolidays: ['2026-06-16'],
    duties: [
      {
        agreement: 'darlington',
        duty: 'review-of-arrangements',
        owner: 'dora@dbc.example',
        leads: [
          { count: 3, unit: 'month' },
          { count: 1, unit: 'week' },
          { count: 0, unit: 'day' },
        ],
      },
    ],
    raised: [],
    since: null,
  });
  expect(dutySettingsOf(read.partnership, derby).duties).toMatchObject([{ day: '10' }]);
});

it('the nation is the agreement’s own, else the partnership’s, else England and Wales', () => {
  const read = load('');
  if (!read.ok) throw new Error('it does not load');
  expect(dutySettingsOf(read.partnership, darlington).nation).toBe('england-and-wales');
  expect(dutySettingsOf({ ...read.partnership, nation: 'scotland' }, darlington).nation).toBe('scotland');
  expect(dutySettingsOf({ ...read.partnership, nation: 'scotland' }, { ...darlington, nation: 'northern-ireland' }).nation).toBe(
    'northern-ireland',
  );
});

describe('a mistake is told with its line and mend', () => {
  const known = [...agreements.keys()].join(', ');
  it.each<[string, string, string, string]>([
    [
      'an agreement that is not there',
      'agreement: darlington',
      'agreement: mars',
      `5: there is no agreement “mars”. Use one of: ${known}.`,
    ],
    [
      'a duty that is not there',
      'duty: joint-monthly-budget-report',
      'duty: report',
      '6: derby has no duty “report”. Use one of: joint-monthly-budget-report,',
    ],
    [
      'an owner who is nobody',
      'Dora@DBC.example',
      'sam@dccg.example',
      '5: nobody in this file has the address “sam@dccg.example”. Add them under people, or correct it.',
    ],
    [
      'a lead that is no time',
      '3 months',
      'soon',
      '5: “duties.leads”: is no time before a deadline. Write it like 3 months, 1 week, 10 days or the day.',
    ],
    [
      'a day of another form',
      'day: 10',
      'day: Monday',
      '6: “monday” does not settle the day of “joint-monthly-budget-report”. Give a day of the month such as 10 or last, or a whole date',
    ],
    [
      'a day that is none',
      'day: 10',
      'day: 32',
      '6: “duties.day”: is no day. Write a day of the month (10 or last), Monday, 03-31 or 2016-04-01.',
    ],
    [
      'a day nobody asked for',
      'leads: [3 months, 1 week, the day]',
      'day: 10',
      '5: the duty “review-of-arrangements” leaves no day open. Take the day away.',
    ],
    [
      'a nation that is none',
      'nation: scotland',
      'nation: wales',
      '1: “nation” has a value that is not known. Use one of: england-and-wales, scotland, northern-ireland.',
    ],
    ['a day off that does not exist', '2026-06-16', '2026-06-31', '2: “bankHolidays”: is not a day that exists. Write it like 2014-09-01.'],
    [
      'a duty that stands twice',
      'agreement: derby, duty: joint-monthly-budget-report, day: 10',
      'agreement: darlington, duty: review-of-arrangements',
      '6: the duty “review-of-arrangements” stands twice. Keep one of the two entries.',
    ],
  ])('%s', (_, from, to, told) => {
    expect(GOOD).toContain(from);
    const read = load(GOOD.replace(from, to));
    expect(read.ok ? [] : read.problems.map(({ line, problem, mend }) => `${line}: ${problem}. ${mend}`)).toEqual([
      expect.stringContaining(told),
    ]);
  });

  it('and a duty that follows from notice can be given an owner', () => {
    expect(load(GOOD.replace('duty: review-of-arrangements', 'duty: notice-before-review'))).toMatchObject({ ok: true });
  });
});

describe('the usual leads', () => {
  const leadsOf = (agreement: string, duty: string) =>
    usualLeads(all.find(({ id }) => id === agreement)!.duties.find(({ id }) => id === duty)!)
      .map(writeLead)
      .join(', ');

  it.each([
    ['darlington', 'review-of-arrangements', '3 months, 1 month, 1 week, the day'],
    ['darlington', 'notice-to-end', '6 months, 3 months, 1 month, 2 weeks'],
    ['derby', 'joint-monthly-budget-report', '1 week, the day'],
    ['harrow', 'june-governance-reports', '1 month, 1 week, the day'],
    ['harrow', 'service-area-essentials', '3 months, 1 month, 1 week, the day'],
    ['harrow', 'children-year-1', '3 months, 1 month, the day'],
  ])('of %s, %s: %s', (agreement, duty, leads) => {
    expect(leadsOf(agreement, duty)).toBe(leads);
  });
});
