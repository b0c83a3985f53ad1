import { describe, expect, it } from 'vitest';
import { run } from '../../../src/bot/terminal/app.ts';
import type { Rehearsed } from '../../../src/bot/terminal/rehearse.ts';
import type { Partnership } from '../../../src/data/partnership.ts';
import { knowledge, openTerminal } from './terminal-of-a-test.ts';

async function rehearse(words: string, partnership: Partial<Partnership> = {}) {
  const terminal = openTerminal();
  const { config } = terminal.know();
  const changed = { ...knowledge(), partnership: { ...knowledge().partnership, ...partnership } };
  const code = await run(['rehearse', ...words.split(' ')], { ...terminal, know: () => ({ config, knowledge: changed }) });
  return { code, out: terminal.written(), err: terminal.complained() };
}

/** Each reminder of a stretch as `instant duty why`, in the order it is said. */
async function said(agreement: string, from: string, to: string, partnership?: Partial<Partnership>): Promise<string[]> {
  const { out } = await rehearse(`--from ${from} --to ${to} --agreement ${agreement} --json`, partnership);
  const all = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Rehearsed);
  return all.map(
    ({ at, duty, because, lead, overdueCount }) =>
      `${at.slice(0, 16)}Z ${duty} ${because === 'lead' ? `${lead!.count} ${lead!.unit}` : `${because} ${overdueCount}`}`,
  );
}

/*
 * Worked out by hand from the five documents, a calendar, the bank holidays of England and Wales and the clock changes (29 March and
 * 25 October 2015, 27 March 2016, 26 March 2006, 30 March 2008). 08:00Z is 9 in summer, 09:00Z is 9 in winter.
 */
const table = (rows: string) =>
  rows
    .trim()
    .split('\n')
    .map((row) => row.replace(/ *\/\/.*$/, '').trim())
    .filter((row) => row !== '');

describe('the rehearsal of the bundled agreements equals the table worked out by hand', () => {
  it('Darlington, from its first day until the month after its review', async () => {
    expect(await said('darlington', '2014-09-01', '2016-04-30')).toEqual(
      table(`
        2015-03-30T08:00Z notice-before-review 6 month     // Monday, summer time since the day before
        2015-06-30T08:00Z notice-before-review 3 month     // Tuesday
        2015-08-28T08:00Z notice-before-review 1 month     // Friday: 30 August is a Sunday
        2015-09-16T08:00Z notice-before-review 2 week      // Wednesday, two weeks before 30 September
        2015-12-31T09:00Z review-of-arrangements 3 month   // Thursday; nothing on 1 January
        2016-02-29T09:00Z review-of-arrangements 1 month   // Monday, the last day of a shorter month
        2016-03-24T09:00Z review-of-arrangements 1 week    // Thursday before Good Friday, still winter time
        2016-03-31T08:00Z review-of-arrangements 0 day     // Thursday after the clocks went forward
        2016-04-07T08:00Z review-of-arrangements overdue 1
        2016-04-14T08:00Z review-of-arrangements overdue 2
        2016-04-21T08:00Z review-of-arrangements overdue 3
        2016-04-28T08:00Z review-of-arrangements overdue 4
      `),
    );
  });

  it('Isle of Wight, over the clock change of 25 October, Christmas, Easter and early May', async () => {
    expect(await said('isle-of-wight', '2015-10-01', '2016-04-30')).toEqual(
      table(`
        2015-10-26T09:00Z decision-by-executive 3 month    // Monday, winter time since the day before
        2015-11-13T09:00Z start-of-agreement 3 month       // Friday: 15 November is a Sunday
        2015-12-24T09:00Z decision-by-executive 1 month    // Thursday: 26 December is a Saturday, the 25th a bank holiday
        2016-01-15T09:00Z start-of-agreement 1 month       // Friday
        2016-01-19T09:00Z decision-by-executive 1 week     // Tuesday
        2016-01-26T09:00Z decision-by-executive 0 day      // Tuesday
        2016-02-02T09:00Z decision-by-executive overdue 1
        2016-02-08T09:00Z start-of-agreement 1 week        // Monday
        2016-02-09T09:00Z decision-by-executive overdue 2
        2016-02-15T09:00Z start-of-agreement 0 day         // Monday
        2016-02-16T09:00Z decision-by-executive overdue 3
        2016-02-22T09:00Z start-of-agreement overdue 1
        2016-02-23T09:00Z decision-by-executive overdue 4
        2016-02-29T09:00Z start-of-agreement overdue 2
        2016-03-01T09:00Z decision-by-executive overdue 5
        2016-03-07T09:00Z start-of-agreement overdue 3
        2016-03-08T09:00Z decision-by-executive overdue 6
        2016-03-14T09:00Z start-of-agreement overdue 4
        2016-03-15T09:00Z decision-by-executive overdue 7
        2016-03-21T09:00Z start-of-agreement overdue 5
        2016-03-22T09:00Z decision-by-executive overdue 8
        2016-03-24T09:00Z start-of-agreement overdue 6     // Thursday: 28 March is Easter Monday, the 25th Good Friday
        2016-03-29T08:00Z decision-by-executive overdue 9  // Tuesday after Easter
        2016-04-04T08:00Z start-of-agreement overdue 7
        2016-04-05T08:00Z decision-by-executive overdue 10
        2016-04-11T08:00Z start-of-agreement overdue 8
        2016-04-12T08:00Z decision-by-executive overdue 11
        2016-04-18T08:00Z start-of-agreement overdue 9
        2016-04-19T08:00Z decision-by-executive overdue 12
        2016-04-25T08:00Z start-of-agreement overdue 10
        2016-04-26T08:00Z decision-by-executive overdue 13
        2016-04-29T08:00Z start-of-agreement overdue 11    // Friday: 2 May is the early May bank holiday
      `),
    );
  });

  it('Harrow, the reports of June 2005', async () => {
    const june = (rest: string) =>
      ['june-governance-reports', 'june-financial-implications', 'june-governance-recommendations'].map((duty) => rest.replace('*', duty));
    expect(await said('harrow', '2005-04-14', '2005-07-31')).toEqual([
      ...june('2005-05-27T08:00Z * 1 month'), // Friday: 30 May is the spring bank holiday
      ...june('2005-06-23T08:00Z * 1 week'), // Thursday
      ...june('2005-06-30T08:00Z * 0 day'), // Thursday, the last day of June
      '2005-06-30T08:00Z over-arching-section-31-agreement 3 month', // three months before the end of September
      ...june('2005-07-07T08:00Z * overdue 1'),
      ...june('2005-07-14T08:00Z * overdue 2'),
      ...june('2005-07-21T08:00Z * overdue 3'),
      ...june('2005-07-28T08:00Z * overdue 4'),
    ]);
  });

  it('Harrow, what is to be in place by 1 April 2006, and the first year of the children’s programme', async () => {
    // 1 April 2006 is a Saturday; 31 March, the last day of 2005/06, the Friday before it.
    const [year, plans, five] = ['children-year-1', 'integrated-commissioning-plans', 'service-area-essentials'];
    const three = (at: string, why: string) => [`${at} ${year} ${why}`, `${at} ${plans} ${why}`, `${at} ${five} ${why}`];
    expect(await said('harrow', '2005-12-01', '2006-04-30')).toEqual([
      ...three('2005-12-30T09:00Z', '3 month'), // Friday: 31 December is a Saturday, 1 January a Sunday
      `2006-02-28T09:00Z ${year} 1 month`, // Tuesday
      `2006-03-01T09:00Z ${plans} 1 month`, // Wednesday
      `2006-03-01T09:00Z ${five} 1 month`,
      `2006-03-24T09:00Z ${plans} 1 week`, // Friday: 25 March is a Saturday
      `2006-03-24T09:00Z ${five} 1 week`,
      ...three('2006-03-31T08:00Z', '0 day'), // Friday, summer time since 26 March
      ...three('2006-04-07T08:00Z', 'overdue 1'),
      ...three('2006-04-13T08:00Z', 'overdue 2'), // Thursday: 14 April is Good Friday, the 15th a Saturday
      ...three('2006-04-21T08:00Z', 'overdue 3'),
      ...three('2006-04-28T08:00Z', 'overdue 4'),
    ]);
  });

  it('Harrow, the second and third years of the children’s programme', async () => {
    expect(await said('harrow', '2006-12-01', '2007-04-20')).toEqual(
      table(`
        2006-12-29T09:00Z children-year-2 3 month          // Friday: 31 December is a Sunday
        2007-02-28T09:00Z children-year-2 1 month          // Wednesday
        2007-03-30T08:00Z children-year-2 0 day            // Friday: 31 March is a Saturday
        2007-04-05T08:00Z children-year-2 overdue 1        // Thursday: 6 April is Good Friday, the 7th a Saturday
        2007-04-13T08:00Z children-year-2 overdue 2
        2007-04-20T08:00Z children-year-2 overdue 3
      `),
    );
    expect(await said('harrow', '2007-12-01', '2008-04-30')).toEqual(
      table(`
        2007-12-31T09:00Z children-year-3 3 month          // Monday
        2008-02-29T09:00Z children-year-3 1 month          // Friday
        2008-03-31T08:00Z children-year-3 0 day            // Monday, summer time since the day before
        2008-04-07T08:00Z children-year-3 overdue 1
        2008-04-14T08:00Z children-year-3 overdue 2
        2008-04-21T08:00Z children-year-3 overdue 3
        2008-04-28T08:00Z children-year-3 overdue 4
      `),
    );
  });

  const on = (day: string) => ({ duties: [{ agreement: 'derby', duty: 'joint-monthly-budget-report', day }] });

  it('Derby, once the administrator settled that the return is due on the 1st, over Christmas and New Year', async () => {
    expect(await said('derby', '2008-11-15', '2009-01-31', on('1'))).toEqual(
      table(`
        2008-11-24T09:00Z joint-monthly-budget-report 1 week     // Monday
        2008-12-01T09:00Z joint-monthly-budget-report 0 day      // Monday
        2008-12-08T09:00Z joint-monthly-budget-report overdue 1
        2008-12-15T09:00Z joint-monthly-budget-report overdue 2
        2008-12-22T09:00Z joint-monthly-budget-report overdue 3
        2008-12-24T09:00Z joint-monthly-budget-report 1 week     // Wednesday: 25 December, a week before 1 January
        2008-12-29T09:00Z joint-monthly-budget-report overdue 4  // Monday
        2008-12-31T09:00Z joint-monthly-budget-report 0 day      // Wednesday: 1 January
        2009-01-08T09:00Z joint-monthly-budget-report overdue 1
        2009-01-15T09:00Z joint-monthly-budget-report overdue 2
        2009-01-22T09:00Z joint-monthly-budget-report overdue 3
        2009-01-23T09:00Z joint-monthly-budget-report 1 week     // Friday: 25 January, a week before 1 February, is a Sunday
        2009-01-29T09:00Z joint-monthly-budget-report overdue 4
        2009-01-30T09:00Z joint-monthly-budget-report 0 day      // Friday: 1 February is a Sunday
      `),
    );
  });

  it('Derby, due on the 6th, over Easter', async () => {
    expect(await said('derby', '2009-03-30', '2009-04-30', on('6'))).toEqual(
      table(`
        2009-03-30T08:00Z joint-monthly-budget-report 1 week     // Monday, summer time since the day before
        2009-04-06T08:00Z joint-monthly-budget-report 0 day      // Monday
        2009-04-09T08:00Z joint-monthly-budget-report overdue 1  // Thursday: 13 April is Easter Monday, the 10th Good Friday
        2009-04-20T08:00Z joint-monthly-budget-report overdue 2
        2009-04-27T08:00Z joint-monthly-budget-report overdue 3
        2009-04-29T08:00Z joint-monthly-budget-report 1 week     // Wednesday, a week before 6 May
      `),
    );
  });

  it('Derby without a day, and Purbeck, whose memorandum gives no date: nothing is invented', async () => {
    expect(await said('derby', '2008-01-15', '2010-01-15')).toEqual([]);
    expect(await said('purbeck', '2017-11-22', '2019-11-22')).toEqual([]);
  });
});

describe('a rehearsal in words', () => {
  it('says when, what, whose and to whom', async () => {
    const { code, out } = await rehearse('--from 2015-12-01 --to 2016-01-31 --agreement darlington');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'Thursday 31 December 2015, 09:00',
        '  Review of the arrangements: due Thursday 31 March 2016, in three months. Darlington memorandum, 11(b). Owner: Dora Director.',
        '    To Darlington team on the local page, C0JOINT on Slack, 19:joint@thread.tacv2 on Teams.',
        '',
        '1 December 2015 to 31 January 2016: 1 reminder.',
        '',
      ].join('\n'),
    );
  });

  it('tells the senior the second time it is overdue', async () => {
    const duties = [{ agreement: 'darlington', duty: 'review-of-arrangements', senior: 'asha@dbc.example' }];
    const { out } = await rehearse('--from 2016-03-31 --to 2016-04-14 --agreement darlington', { duties, channels: [] });
    expect(out).toContain('was due Thursday 31 March 2016, one week ago.');
    expect(out.match(/^ {4}To .*$/gm)).toEqual([
      '    To nobody: no channel has “reminders: true” for this agreement.',
      '    To nobody: no channel has “reminders: true” for this agreement.',
      '    To Asha Administrator.',
    ]);
  });

  it('never dates what the document gives by the month', async () => {
    const { out } = await rehearse('--from 2005-06-30 --to 2005-07-07 --agreement harrow');
    expect(out).toContain('in parallel to the PCT Board: due in June 2005, which ends today. Harrow report, 2.3.');
    expect(out).toContain('in parallel to the PCT Board: was due in June 2005, one week ago. Harrow report, 2.3.');
    expect(out).not.toMatch(/30 June 2005, (?!09:00)/);
  });

  it('says what is left out and why', async () => {
    expect((await rehearse('--from 2016-04-01 --to 2016-04-30 --agreement darlington')).out).toBe(
      '1 April 2016 to 30 April 2016: 0 reminders.\nNot said, as it fell due before reminding began: Review of the arrangements: was due Thursday 31 March 2016, one day ago. Darlington memorandum.\n',
    );
    expect((await rehearse('--from 2008-01-15 --to 2008-12-31 --agreement derby')).out).toContain(
      'The day of the month is left open: add “{ agreement: derby, duty: joint-monthly-budget-report, day: … }” under “duties:” in the partnership file.',
    );
  });

  it('of all agreements comes in order of time', async () => {
    const { out } = await rehearse('--from 2005-05-01 --to 2006-05-01 --json');
    const at = out.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as Rehearsed).at]));
    expect(at.length).toBeGreaterThan(100);
    expect(at).toEqual(at.toSorted());
  });

  it.each([
    ['--from soon', /^--from “soon” is not a day: write it like 2015-04-01\.$/],
    ['--from 2016-01-02 --to 2016-01-01', /^--to 2016-01-01 is before --from 2016-01-02: swap them\.$/],
    ['--agreement mars', /^There is no agreement “mars”: use one of /],
  ])('%s is refused in one sentence', async (words, sentence) => {
    const { code, out, err } = await rehearse(words);
    expect([code, out]).toEqual([2, '']);
    expect(err.trimEnd()).toMatch(sentence);
  });
});
