import { beforeEach, describe, expect, it } from 'vitest';
import { fileWished } from '../../src/handlers/benefit-file.ts';
import type { Message, Part } from '../../src/handlers/reply.ts';
import { button, labels, textOf } from './front-door.ts';
import { CAROL, DORA, FIONA, type LogDoor, openLogDoor, SAM, UNA } from './log-door.ts';

let door: LogDoor;
beforeEach(async () => {
  door = await openLogDoor();
  await door.log('we saved £12,400 on the joint equipment store last quarter');
  await door.log('we avoided £3,000 of agency nurses in May 2014');
});

const documentOf = (reply: Message) => reply.parts.find((part): part is Part & { is: 'document' } => part.is === 'document');

describe('a wish for a file', () => {
  it.each([
    ['board report for 2015/16', 'html'],
    ['the board report please', 'html'],
    ['Can I have the board report?', 'html'],
    ['send me a benefits report for last year', 'html'],
    ['report on the benefits since April', 'html'],
    ['we need a one-page report for the board', 'html'],
    ['board report as markdown', 'md'],
    ['send me the log as a spreadsheet', 'xlsx'],
    ['could you send me the log in excel', 'xlsx'],
    ['export the benefits', 'xlsx'],
    ['export the log to csv', 'csv'],
    ['download our savings log', 'xlsx'],
    ['spreadsheet of the benefits', 'xlsx'],
    ['I’d like the benefits as a file', 'xlsx'],
    ['benefits as csv', 'csv'],
  ] as const)('“%s” is one', (said, format) => {
    expect(fileWished(said)).toBe(format);
  });

  it.each([
    'who writes the report to the board?',
    'when is the annual report due',
    'what must be reported to the joint commissioning board',
    'we saved £300 on board reports',
    'does the agreement say who keeps the log',
    'how much have we saved so far?',
    'log a benefit: £300 saved on spreadsheets',
    'the spreadsheet nobody opens saved us £40',
    'my manager reported me to the board',
    'show me the log',
  ])('“%s” is none', (said) => {
    expect(fileWished(said)).toBeNull();
  });
});

describe('a file of the log', () => {
  it('is the board report of the time that was asked for, for the asker alone', async () => {
    const reply = await door.say(SAM, 'board report for 2015/16');
    expect(reply.audience).toBe('asker');
    expect(textOf(reply)).toContain('The board report on the log of the Darlington memorandum, 2015/16.');
    const made = documentOf(reply)!;
    expect(made.name).toBe('benefits-darlington-2015-04-01-to-2016-03-31.html');
    expect(made.holds).toMatchObject({ as: 'html', report: { figures: [{ value: '£12,400' }, {}, {}, {}] } });
  });

  it('is the whole log as a spreadsheet, withdrawn entries with it', async () => {
    const withdrawal = await door.form(DORA, await door.say(DORA, 'show me B-0002'), 'Withdraw');
    await door.submit(DORA, withdrawal, { reason: 'Counted elsewhere' });
    const made = documentOf(await door.say(FIONA, 'send me the log as a spreadsheet'))!;
    expect(made.name).toBe('benefits-darlington.xlsx');
    expect(made.holds.as === 'xlsx' && made.holds.table.rows).toHaveLength(2);
  });

  it('can be taken along from the totals, narrowed as they were', async () => {
    const totals = await door.say(DORA, 'non-cashable benefits in 2014/15');
    expect(labels(totals)).toEqual(expect.arrayContaining(['Board report', 'Spreadsheet']));
    const made = documentOf(await door.pressed(DORA, totals, 'Spreadsheet'))!;
    expect(made.name).toBe('benefits-darlington-2014-04-01-to-2015-03-31.xlsx');
    expect(made.holds.as === 'xlsx' && made.holds.table.rows).toHaveLength(1);
    expect(made.again).toEqual({ button: 'benefit-file', value: button(totals, 'Spreadsheet').value });
  });

  it.each([
    ['somebody of another agreement', CAROL],
    ['a person the file does not bind', UNA],
  ])('is refused to %s, in words and by a button', async (_, who) => {
    const told = await door.say(who, 'board report for the Darlington memorandum');
    expect(documentOf(told)).toBeUndefined();
    const pressed = await door.pressed(who, await door.say(DORA, 'benefits'), 'Board report');
    expect(documentOf(pressed)).toBeUndefined();
    expect(textOf(pressed)).toMatch(/^Only people who work under the/);
  });

  it('is not offered while there is nothing to put in it', async () => {
    expect(labels(await door.say(DORA, 'benefits in 2019/20'))).not.toContain('Board report');
  });
});
