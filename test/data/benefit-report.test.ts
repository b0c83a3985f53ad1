import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/data/approvals.ts';
import { benefitReport } from '../../src/data/benefit-report.ts';
import { benefitTable } from '../../src/data/benefit-table.ts';
import type { Rulebook } from '../../src/data/benefit-totals.ts';
import { type Benefit, type BenefitFacts, newBenefit, withEvent } from '../../src/data/benefits.ts';
import { protocolsOf } from '../../src/data/protocols.ts';
import { darlington, factsWith, partnership } from './partnership-of-tests.ts';

const protocols = protocolsOf(partnership, darlington);
const rules = (approval: Approval): Rulebook => ({ protocols, approvals: new Map(protocols.map((one) => [one.id, approval])) });
const approved = rules({ is: 'approved' });
const awaiting = rules({ is: 'awaiting', organisations: ['dccg'] });

const logged = (number: number, changes: Partial<BenefitFacts> = {}): Benefit =>
  newBenefit('darlington', number, { is: 'logged', facts: factsWith(changes), by: 'dora@dbc.example', at: '2015-10-05T23:30:00Z' });
const withdrawn = (benefit: Benefit, reason: string): Benefit =>
  withEvent(benefit, { is: 'withdrawn', reason, by: 'dora@dbc.example', at: '2015-11-01T09:00:00Z' });

const log = [
  logged(1),
  logged(2, { class: 'disbenefit', amountPence: -40_050, period: { from: '2015-05-01', to: '2015-05-31' } }),
  logged(3, { class: 'non-financial', amountPence: null, what: 'Shorter waits', measure: 'Days', baseline: '28', target: '14' }),
  logged(4, { standing: 'planned', amountPence: 2_000_000, period: { from: '2016-05-01', to: '2016-05-31' } }),
  withdrawn(logged(5, { what: 'Counted twice' }), 'The same as B-0001'),
];
async function* inPages(benefits: readonly Benefit[]) {
  yield benefits;
}
const report = (rulebook = approved, period = {}, benefits = log) =>
  benefitReport(inPages(benefits), darlington, rulebook, period, '2015-11-22');
const section = async (heading: string, made = report()) => (await made).sections.find((one) => one.heading === heading)!.blocks;

describe('the report', () => {
  it('begins with what it covers and four figures', async () => {
    const made = await report(approved, { since: '2015-04-01', until: '2016-03-31' });
    expect(made.about).toBe(
      '2015/16. Made on 22 November 2015. For the partners to the agreement: Darlington Borough Council, Darlington Clinical Commissioning Group.',
    );
    expect(made.figures.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Net benefit so far £11,999.50',
      'of which cashable £12,400',
      'Verified £0',
      'Planned £0',
    ]);
    expect((await report()).about).toMatch(/^The whole log\. /);
  });

  it('gives totals by class that add up, with a chart', async () => {
    const [chart, table] = await section('By class');
    expect(chart).toMatchObject({ is: 'chart', spec: { is: 'running totals' } });
    expect(table).toMatchObject({
      rows: [
        ['Cashable', '2', '£12,400', '£0', '£20,000', '£0'],
        ['Non-cashable', '0', '£0', '£0', '£0', '£0'],
        ['Non-financial', '1', '–', '–', '–', '–'],
        ['Disbenefit', '1', '-£400.50', '£0', '£0', '£0'],
      ],
      total: ['Net', '4', '£11,999.50', '£0', '£20,000', '£0'],
    });
  });

  it('holds what was planned against what happened, by financial year', async () => {
    expect((await section('By financial year, planned against actual'))[0]).toMatchObject({
      rows: [
        ['2015/16', '£0', '£11,999.50', '£11,999.50'],
        ['2016/17', '£20,000', '£0', '-£20,000'],
      ],
      total: ['Together', '£20,000', '£11,999.50', '-£8,000.50'],
    });
  });

  it('splits by partner when every partner has approved, to the penny', async () => {
    const [chart, table, protocol] = await section('By partner');
    expect(chart).toMatchObject({ is: 'chart', spec: { is: 'bars' } });
    expect(table).toMatchObject({ total: ['Together', '£11,999.50', '£0', '£20,000'] });
    expect(protocol).toMatchObject({ text: expect.stringMatching(/60%.*40%; approved by every partner\.$/) });
  });

  it('gives no split before that, and says whose approval it awaits', async () => {
    const blocks = await section('By partner', report(awaiting));
    expect(blocks.every((block) => block.is === 'paragraph')).toBe(true);
    expect(blocks.at(-1)).toMatchObject({
      text: 'Not split: 3 entries, £31,999.50 in all; apportionment awaits approval by Darlington Clinical Commissioning Group.',
    });
  });

  it('lists the newest first, and what was withdrawn with its reason', async () => {
    const [newest] = await section('Newest entries');
    expect(newest!.is === 'table' && newest!.rows.map(([number]) => number)).toEqual(['B-0004', 'B-0003', 'B-0002', 'B-0001']);
    expect((await section('Entries withdrawn'))[0]).toMatchObject({
      rows: [['B-0005', 'Counted twice', 'The same as B-0001', '1 November 2015', '£12,400']],
    });
    expect((await section('Benefits without an amount'))[0]).toMatchObject({
      rows: [['B-0003', 'Shorter waits', expect.any(String), 'actual', 'Days', '28', '14']],
    });
  });

  it('lists ten at most, and says that there are more only when there are', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => logged(index + 1));
    const ten = await section('Newest entries', report(approved, {}, many(10)));
    const eleven = await section('Newest entries', report(approved, {}, many(11)));
    expect(ten).toHaveLength(1);
    expect(eleven[0]).toMatchObject({
      rows: { length: 10, 0: ['B-0011', 'Joint equipment store', 'cashable', 'July to September 2015', 'actual', '£12,400'] },
    });
    expect(eleven[1]).toEqual({ is: 'paragraph', text: 'The newest 10; the export holds them all.' });
  });

  it('of an empty log says so', async () => {
    const made = await report(approved, {}, []);
    expect(made.sections.flatMap(({ blocks }) => blocks).filter((block) => block.is === 'chart')).toEqual([]);
    expect(JSON.stringify(made)).toContain('No entry is in the log.');
  });
});

describe('the log as a table', async () => {
  const { columns, rows } = await benefitTable(inPages(log), darlington, approved, (email) =>
    email === 'dora@dbc.example' ? 'Dora Director' : email,
  );
  const at = (row: number, name: string) => rows[row]![columns.findIndex((column) => column.name === name)];

  it('has a row for every entry, withdrawn ones too, and each partner’s part in pence', () => {
    expect(rows).toHaveLength(5);
    expect(at(4, 'State')).toEqual({ is: 'text', text: 'withdrawn' });
    expect([at(1, 'Darlington Borough Council (£)'), at(1, 'Darlington Clinical Commissioning Group (£)')]).toEqual([
      { is: 'money', pence: -24_030 },
      { is: 'money', pence: -16_020 },
    ]);
    expect(at(0, 'Apportionment')).toEqual({ is: 'text', text: 'By the protocol of 1 September 2014' });
    expect(at(2, 'Amount (£)')).toEqual({ is: 'nothing' });
  });

  it('names people, and gives days as they were in London', () => {
    expect(at(0, 'Put in the log by')).toEqual({ is: 'text', text: 'Dora Director' });
    expect(at(0, 'Put in the log on')).toEqual({ is: 'day', day: '2015-10-06' });
    expect(at(4, 'History')).toEqual({
      is: 'text',
      text: '6 October 2015: logged by Dora Director; 1 November 2015: withdrawn by Dora Director: The same as B-0001',
    });
  });

  it('gives no part before every partner has approved', async () => {
    const table = await benefitTable(inPages(log.slice(0, 1)), darlington, awaiting, (email) => email);
    expect(JSON.stringify(table.rows)).toContain('Awaits approval by Darlington Clinical Commissioning Group');
    expect(JSON.stringify(table.rows)).not.toContain('744000');
  });
});
