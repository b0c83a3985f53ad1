import { describe, expect, it, onTestFinished } from 'vitest';
import { dayAt } from '../../src/data/days.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';
import { knowledge } from '../handlers/front-door.ts';
import type { Refused, Seen, WireFace } from './benefit-face.ts';
import { startPageCallsFace } from './benefit-face-page-calls.ts';
import { startSlackFace } from './benefit-face-slack.ts';
import { startTeamsFace } from './benefit-face-teams.ts';

/*
 * Reminders of one’s own, joint returns and programmes as people use them on each platform: real payloads in, what is drawn out. Whatever
 * is sent reaches Accord three times.
 */

const SAM = 'sam@dccg.example';
const FREYA = 'freya@derby-council.example';
const PAUL = 'paul@derby-pct.example';
const JO = 'jo@derby-council.example';
const HARRIET = 'harriet@harrow.example';

const partnership: Partnership = {
  ...knowledge.partnership,
  people: [
    ...knowledge.partnership.people,
    {
      email: HARRIET,
      name: 'Harriet Harrow',
      slack: 'U0HARRIET',
      teams: '29:harriet',
      roles: [],
      secondments: [{ agreement: 'harrow', home: ['dbc'], post: 'Programme manager', from: '2005-04-01', terms: 'allocated' }],
    },
  ],
  duties: [
    { agreement: 'derby', duty: 'joint-monthly-budget-report', day: '10' },
    { agreement: 'harrow', duty: 'service-area-essentials', areas: ['Older people', 'Mental health'] },
  ],
};

const FACES: [string, () => Promise<WireFace>][] = [
  ['Slack', () => startSlackFace(partnership)],
  ['Teams', () => startTeamsFace(partnership)],
  ['the local page', () => startPageCallsFace(partnership)],
];

const seen = (shown: Seen | Refused): Seen => {
  if ('problems' in shown) throw new Error(`The form was refused: ${shown.problems.join(' ')}`);
  return shown;
};

describe.each(FACES)('on %s', (_, start) => {
  const open = async () => {
    const face = await start();
    onTestFinished(() => face.stop());
    return face;
  };

  it('a reminder is asked for, corrected in its form, confirmed, given, listed and cancelled', async () => {
    const face = await open();
    const { accord } = face;
    const clock = { now: () => accord.now(), today: () => dayAt(accord.now()) };
    const reminding = openReminding(accord.stores);
    await reminding.leave(clock);
    const shown = await face.say(SAM, 'remind us every quarter to look at the risk share');
    expect(shown.words).toContain('Friday 1 April 2016');
    const dialog = await face.open(SAM, shown, 'Change it');
    expect(dialog.values).toMatchObject({ 'What to be reminded of': 'look at the risk share', 'How often, or when': 'every quarter' });
    const refused = await face.send(SAM, dialog, { 'How often, or when': 'FREQ=HOURLY' });
    expect('problems' in refused && refused.problems.join(' ')).toContain('HOURLY');
    expect(await face.accord.stores.ownReminders.of('darlington')).toEqual([]);
    const again = seen(await face.send(SAM, await face.open(SAM, shown, 'Change it'), { 'How often, or when': 'every month on the 5th' }));
    expect(again.words).toContain('Thursday 5 November 2015');
    const saved = await face.press(SAM, again, 'Set the reminder');
    expect(saved.words).toContain('Reminder 1 is set look at the risk share, every month on the 5th.');
    expect(await face.accord.stores.ownReminders.of('darlington')).toHaveLength(1);

    // The rounds hear of it, though they had looked at everything before.
    await reminding.leave(clock);
    accord.moveClock('2015-11-05T10:00:00.000Z');
    await reminding.leave(clock);
    const [left] = await accord.stores.reminders.of('darlington');
    expect(left!.items.map(({ duty, key }) => [duty, key])).toEqual([['own-1', '2015-11-05']]);
    for (const notice of await accord.stores.notices.due('2999-01-01T00:00:00.000Z'))
      await accord.stores.notices.settle(notice, 'sent', accord.now());

    const list = await face.say(SAM, 'our reminders');
    expect(list.words).toContain('next 4 December 2015');
    expect((await face.press(SAM, list, 'Cancel reminder 1')).words).toContain('Reminder 1 is cancelled look at the risk share.');
    accord.moveClock('2015-12-04T10:00:00.000Z');
    await reminding.leave(clock);
    expect(await accord.stores.reminders.of('darlington')).toHaveLength(1);
  });

  it('returns are given by a form, and seen side by side once both are there', async () => {
    const face = await open();
    const give = async (who: string, budget: string, typed: Record<string, string> = {}): Promise<Seen | Refused> => {
      const dialog = await face.open(who, await face.say(who, 'give our return'), 'Fill in the form');
      return face.send(who, dialog, { Budget: budget, 'Spent so far': '1', 'Forecast for the whole year': budget, ...typed });
    };
    const refused = await give(FREYA, 'lots');
    const problem = 'Enter an amount in pounds, such as 12,400 or 12,400.50.';
    expect('problems' in refused && refused.problems).toEqual([problem, problem]);
    expect(seen(await give(FREYA, '1,250,000')).words).toContain('Still to come Derby City Primary Care Trust (Paul Pounds).');
    expect((await face.say(JO, 'joint return')).words).not.toContain('1,250,000');
    const kept = seen(await give(PAUL, '800,000', { Note: 'As planned.' }));
    expect(kept.words).toContain('Every partner has given its return.');
    const joint = await face.press(PAUL, kept, 'See the joint return');
    for (const shown of ['£1,250,000', '£800,000', 'on budget', 'nothing is added up', 'As planned.']) expect(joint.words).toContain(shown);
    expect(await face.accord.stores.returns.of('derby', { duty: 'joint-monthly-budget-report', key: '2015-10' })).toHaveLength(2);
  });

  it('the grid of a programme is shown, and one cell of it marked', async () => {
    const face = await open();
    const told = await face.say(HARRIET, 'how far is the programme?');
    expect(told.words).toContain('2005/06 0 of 2 done');
    const five = told.buttons.find((label) => label.startsWith('Five things'))!;
    const grid = await face.press(HARRIET, told, five);
    expect(grid.words).toContain('Mental health');
    const form = await face.open(HARRIET, grid, 'Mark one as done');
    const after = seen(
      await face.send(HARRIET, form, {
        'Note, for everybody to see': 'Agreed by the Board.',
        'What is done?': 'Older people: Joint commissioning strategy and action plan',
      }),
    );
    expect(after.words).toContain('Older people Joint commissioning strategy and action plan (Harriet Harrow');
  });
});
