import { describe, expect, it } from 'vitest';
import { asPlainText as textOf } from '../../src/bot/plain-text.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import type { Message } from '../../src/handlers/reply.ts';
import { asMessage, button, knowledge, labels } from './front-door.ts';
import { asForm, openLogDoor, SAM, UNA } from './log-door.ts';

const HARRIET = 'harriet@harrow.example';
const AREAS = ['Older people', 'Mental health', 'Learning disabilities'];

/** Harrow, with the service areas its document does not list named by the partnership. */
const harrow = (areas: string[]): Partnership => ({
  ...knowledge.partnership,
  people: [
    ...knowledge.partnership.people,
    {
      email: HARRIET,
      name: 'Harriet Harrow',
      roles: [],
      secondments: [{ agreement: 'harrow', home: ['dbc'], post: 'Programme manager', from: '2005-04-01', terms: 'allocated' }],
    },
  ],
  duties: areas.length === 0 ? [] : [{ agreement: 'harrow', duty: 'service-area-essentials', areas }],
});

async function openProgramme(areas = AREAS) {
  const door = await openLogDoor(harrow(areas));
  door.now('2006-01-16T10:00:00.000Z');
  return door;
}

const tableOf = ({ parts }: Message) => parts.find((part) => part.is === 'table')!;
const FIVE = 'Five things in place in each service area to support its commissioning';

describe('how far the programme is', () => {
  it.each(['how far is the programme?', 'programme', 'what is still missing in the programme'])(
    'is told by financial year: %s',
    async (said) => {
      const door = await openProgramme();
      const told = textOf(await door.say(HARRIET, said));
      expect(told).toContain('2005/06: 0 of 2 done');
      expect(told).toContain("Children's programme, Year 1, practical service improvements: 0 of 2 done, due in 2005/06 (2.2.2 Year 1)");
      expect(told).toContain('2006/07: 0 of 19 done');
      expect(told).toContain(`${FIVE}: 0 of 15 done, due 1 April 2006`);
      expect(told).toContain('2007/08: 0 of 4 done');
    },
  );

  it('says of an agreement without a programme that it has none, and leaves what asks for something else alone', async () => {
    const door = await openProgramme();
    door.now('2015-10-05T10:00:00.000Z');
    expect(textOf(await door.say(SAM, 'programme'))).toBe('None of these agreements has a programme with several parts and a date.');
    expect(textOf(await door.say(HARRIET, 'who oversees the children’s programme'))).not.toContain('done');
  });
});

describe('the grid of one thing in it', () => {
  const open = async (areas?: string[]) => {
    const door = await openProgramme(areas);
    const grid = await door.pressed(HARRIET, await door.say(HARRIET, 'how far is the programme?'), FIVE);
    return { door, grid };
  };

  it('is a table of the five things by areas; a cell is marked with who, when and a note, and opened again with a reason', async () => {
    const { door, grid } = await open();
    const table = tableOf(grid);
    expect(table.is === 'table' && [table.columns, table.rows.length]).toEqual([['What', ...AREAS], 5]);
    const form = await door.form(HARRIET, grid, 'Mark one as done');
    const cell = form.fields
      .find(({ name }) => name === 'part')!
      .options!.find(({ label }) => label.startsWith('Mental health: Joint commissioning'));
    await door.submit(HARRIET, form, { part: cell!.value, on: '2006-01-12', note: 'Approved by the Board.' });
    const value = { a: 'harrow', d: 'service-area-essentials', o: '2006-04-01' };
    const after = asMessage(await door.press(HARRIET, { name: 'show-programme', value }));
    expect(textOf(after)).toContain(`${FIVE}: 1 of 15 done`);
    const marked = tableOf(after);
    expect(marked.is === 'table' && marked.rows[3]).toEqual([
      'Joint commissioning strategy and action plan',
      'Open',
      'Done 12 January 2006, Harriet Harrow: “Approved by the Board.”',
      'Open',
    ]);
    const reopen = await door.form(HARRIET, after, 'Reopen one, with a reason');
    const refused = await door.submit(HARRIET, reopen, { part: cell!.value, reason: ' ' });
    expect(refused.kind === 'rejected' && Object.keys(refused.problems)).toEqual(['reason']);
    await door.submit(HARRIET, reopen, { part: cell!.value, reason: 'The strategy was sent back.' });
    expect(textOf(asMessage(await door.press(HARRIET, { name: 'show-programme', value })))).toContain('0 of 15 done');
  });

  it('has a line for each area where there are many', async () => {
    const { grid } = await open(Array.from({ length: 9 }, (_, at) => `Area ${at + 1}`));
    const table = tableOf(grid);
    expect(table.is === 'table' && [table.columns, table.rows.length, table.rows[0]!.slice(0, 2)]).toEqual([
      ['Area', 'Done', 'Open'],
      9,
      ['Area 1', '0 of 5'],
    ]);
  });

  it('says that the document does not list the areas where nobody named them', async () => {
    const { grid } = await open([]);
    expect(textOf(grid)).toContain('the document does not list the areas');
    const table = tableOf(grid);
    expect(table.is === 'table' && [table.columns, table.rows.length]).toEqual([['What', 'State'], 5]);
  });

  it('can be marked by those who work under the agreement alone', async () => {
    const { door, grid } = await open();
    const seen = asMessage(await door.press(UNA, button(await door.say(HARRIET, 'programme'), FIVE)));
    expect(labels(seen)).toEqual(['See the whole programme']);
    const form = asForm(await door.press(HARRIET, button(grid, 'Mark one as done')));
    expect((await door.submit(UNA, form, { part: '0', on: '2006-01-12' })).kind).toBe('rejected');
  });
});
