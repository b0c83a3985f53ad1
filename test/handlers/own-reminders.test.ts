import { describe, expect, it } from 'vitest';
import { asPlainText as textOf } from '../../src/bot/plain-text.ts';
import { plannedReminders } from '../../src/data/reminder-plan.ts';
import { openDutyDoor } from './duty-door.ts';
import { asMessage, button, labels } from './front-door.ts';
import { asForm, CAROL, DORA, FIONA, filledIn, openLogDoor, SAM, UNA } from './log-door.ts';

const ASHA = 'asha@dbc.example';

/** The agreements with what was settled in chat, and what would be said of one from one day to another. */
async function planned(door: Awaited<ReturnType<typeof openLogDoor>>, from: string, to: string) {
  const darlington = door.stores.agreements.get('darlington')!;
  const settings = await door.stores.duties.settingsOf(darlington);
  return plannedReminders(darlington, settings, new Map(), from, to).filter(({ duty }) => duty.startsWith('own-'));
}

const kept = async (door: Awaited<ReturnType<typeof openLogDoor>>) => door.stores.ownReminders.of('darlington');

describe('a reminder asked for in a sentence', () => {
  it('is shown as its next three dates, saved when it is confirmed, and then given like any other', async () => {
    const door = await openLogDoor();
    const shown = await door.say(SAM, 'remind us every quarter to look at the risk share');
    expect(shown.audience).toBe('asker');
    expect(textOf(shown)).toContain('Nothing is saved yet. Is this right?');
    expect(textOf(shown)).toContain('look at the risk share');
    expect(textOf(shown)).toContain('Friday 1 January 2016, said on Thursday 31 December 2015; Friday 1 April 2016; Friday 1 July 2016');
    expect(textOf(shown)).toContain('Sam Secondee');
    expect(textOf(shown)).toContain('It is said in Darlington team');
    expect(await kept(door)).toEqual([]);
    const saved = await door.pressed(SAM, shown, 'Set the reminder');
    expect(textOf(saved)).toMatch(
      /^Reminder 1 is set: look at the risk share, every quarter, on its first day\.\nIt first comes on Thursday 31 December 2015\./,
    );
    expect(saved.pressed).toBe('replaced');
    expect((await planned(door, '2015-10-05', '2016-07-31')).map(({ dayOn, because }) => [dayOn, because])).toEqual([
      ['2015-12-31', 'lead'],
      ['2016-04-01', 'lead'],
      ['2016-07-01', 'lead'],
    ]);
  });

  it('is one reminder however often the button is pressed', async () => {
    const door = await openLogDoor();
    const shown = await door.say(SAM, 'remind us on 3 May 2016 to publish the statement');
    await door.pressed(SAM, shown, 'Set the reminder');
    expect(textOf(await door.pressed(SAM, shown, 'Set the reminder'))).toContain('Reminder 1 is set');
    expect((await kept(door)).length).toBe(1);
    expect((await planned(door, '2015-10-05', '2018-01-01')).map(({ dayOn }) => dayOn)).toEqual(['2016-05-03']);
  });

  it.each([
    ['remind us every hour to look', 'at most once a day'],
    ['remind us on 31 February to look', 'is not a day that exists'],
    ['remind us on 3 May 2014 to look', '3 May 2014 has passed'],
    ['remind us on 27 March 2016 at 1:30am to look', 'the clocks go forward'],
    ['remind us every month from 1 May 2016 until 1 April 2016 to look', 'Enter the earlier day first'],
  ])('says what is wrong and saves nothing: %s', async (said, problem) => {
    const door = await openLogDoor();
    const reply = await door.say(SAM, said);
    expect(textOf(reply)).toContain(problem);
    expect(labels(reply)).toEqual(['Fill in a form']);
    expect(await kept(door)).toEqual([]);
    expect(asForm(await door.press(SAM, button(reply, 'Fill in a form'))).name).toBe('own-reminder');
  });

  it('without a time asks for it, with what was understood filled in', async () => {
    const door = await openLogDoor();
    const form = await door.form(SAM, await door.say(SAM, 'remind us to look at the risk share'), 'Fill in a form');
    expect(filledIn(form)).toMatchObject({ what: 'look at the risk share', when: '', owner: SAM });
  });

  it('with a time and nothing to do asks for that', async () => {
    const door = await openLogDoor();
    const form = await door.form(SAM, await door.say(SAM, 'set a reminder for 31 march'), 'Fill in a form');
    expect(filledIn(form)).toMatchObject({ what: '', when: '31 march' });
  });

  it.each([
    'remind me what the notice period is',
    'remind me whats due',
    'remind us of the notice period',
    'remind me when the review is',
    'my manager is bullying me, remind me to breathe',
  ])('is not seen in what asks for something else: %s', async (said) => {
    const door = await openLogDoor();
    expect(textOf(await door.say(SAM, said))).not.toContain('saved yet');
  });

  it('by somebody who works under no agreement is refused', async () => {
    const door = await openLogDoor();
    const reply = await door.say(UNA, 'remind us every quarter to look at the risk share in the darlington memorandum');
    expect(textOf(reply)).toContain('Only people who work under the Darlington memorandum today');
  });
});

describe('the form of a reminder', () => {
  const open = async () => {
    const door = await openLogDoor();
    return { door, form: asForm(await door.send(SAM, { is: 'said', text: 'remind' })) };
  };
  const right = { what: 'Look at the risk share', when: 'every month on the 5th' };

  it('comes with the verb alone, and shows the dates before anything is saved', async () => {
    const { door, form } = await open();
    const shown = asMessage(await door.submit(SAM, form, { ...right, owner: FIONA, from: '2016-01-01', until: '2016-03-31' }));
    expect(textOf(shown)).toContain('Tuesday 5 January 2016; Friday 5 February 2016; Saturday 5 March 2016, said on Friday 4 March 2016');
    expect(textOf(shown)).toContain('Fiona Figures');
    expect(await kept(door)).toEqual([]);
    await door.pressed(SAM, shown, 'Set the reminder');
    expect((await kept(door))[0]).toMatchObject({ reminder: { owner: FIONA, createdBy: SAM } });
    expect((await planned(door, '2015-10-05', '2017-01-01')).length).toBe(3);
  });

  it.each([
    [{ ...right, when: 'FREQ=HOURLY' }, 'when'],
    [{ ...right, when: '31 February' }, 'when'],
    [{ ...right, when: '1 May 2015' }, 'when'],
    [{ ...right, when: '27 March 2016 at 1:30' }, 'when'],
    [{ ...right, when: '' }, 'when'],
    [{ ...right, when: 'x'.repeat(4000) }, 'when'],
    [{ ...right, from: '2016-05-01', until: '2016-04-01' }, 'until'],
    [{ ...right, until: '2015-01-01' }, 'until'],
    [{ ...right, from: '2016-02-30' }, 'from'],
    [{ what: 'Look', when: '3 May 2016', from: '2016-01-01' }, 'from'],
    [{ ...right, what: 'x'.repeat(4000) }, 'what'],
    [{ ...right, what: ' ' }, 'what'],
    [{ ...right, owner: 'nobody@nowhere.example' }, 'owner'],
    [{ ...right, owner: CAROL }, 'owner'],
  ])('stands with a plain sentence at the field that is wrong, %#', async (typed, field) => {
    const { door, form } = await open();
    const reply = await door.submit(SAM, form, typed as Record<string, string>);
    expect(reply.kind === 'rejected' && Object.keys(reply.problems)).toEqual([field]);
    expect(form.schema.safeParse({ ...filledIn(form), ...typed }).error?.issues.map(({ path }) => path[0])).toEqual([field]);
    expect(await kept(door)).toEqual([]);
  });
});

describe('the reminders that were set', () => {
  const withOne = async () => {
    const door = await openLogDoor();
    await door.pressed(SAM, await door.say(SAM, 'remind us every month on the 5th to look at the risk share'), 'Set the reminder');
    return door;
  };

  it.each(['reminders', 'our reminders', 'list the reminders', 'what reminders are set?'])('are listed: %s', async (said) => {
    const door = await withOne();
    const list = await door.say(DORA, said);
    expect(textOf(list)).toContain('1: look at the risk share, every month on the 5th; next 5 November 2015. Owner: Sam Secondee.');
    expect(labels(list)).toEqual(['Set a reminder', 'Cancel reminder 1']);
  });

  it.each([SAM, DORA, ASHA])('can be cancelled by whoever owns them, the Director and an administrator: %s', async (who) => {
    const door = await withOne();
    expect(textOf(await door.say(who, 'cancel reminder 1'))).toBe('Reminder 1 is cancelled: look at the risk share.');
    expect(await planned(door, '2015-10-05', '2017-01-01')).toEqual([]);
    expect(textOf(await door.say(DORA, 'reminders'))).toContain('Nobody has set a reminder for the Darlington memorandum.');
  });

  it('cannot be cancelled by others, who are told who can; nor seen by those who do not work under the agreement', async () => {
    const door = await withOne();
    const list = await door.say(FIONA, 'reminders');
    expect(labels(list)).toEqual(['Set a reminder']);
    expect(textOf(await door.say(FIONA, 'cancel reminder 1'))).toContain('That is Sam Secondee or Dora Director or Asha Administrator.');
    const forged = asMessage(await door.press(UNA, { name: 'cancel-reminder', value: { a: 'darlington', n: '1' } }));
    expect(textOf(forged)).toContain('Only people who work under the Darlington memorandum today');
    expect((await kept(door))[0]!.cancelledBy).toBeNull();
  });

  it('are cancelled once: the second is told who was first, and a repeat of the first is confirmed again', async () => {
    const door = await withOne();
    const list = await door.say(SAM, 'reminders');
    const first = await door.pressed(SAM, list, 'Cancel reminder 1', 'same');
    expect(await door.pressed(SAM, list, 'Cancel reminder 1', 'same')).toEqual(first);
    expect(textOf(await door.pressed(DORA, list, 'Cancel reminder 1'))).toBe(
      'Reminder 1 was already cancelled: Sam Secondee, on 5 October 2015.',
    );
  });

  it('are in the list of dates and in reminders by what they are, not by a clause', async () => {
    const door = await withOne();
    const all = await planned(door, '2015-10-05', '2015-11-30');
    expect(all).toMatchObject([{ duty: 'own-1', occurrence: '2015-11-05', dayOn: '2015-11-05' }]);
  });
});

describe('a reminder that has come', () => {
  it('is said once in the channels, by what it is and whose, and can be marked as done; nobody is chased for it', async () => {
    const door = await openDutyDoor();
    await door.round();
    const shown = await door.say(SAM, 'remind us on 3 November 2015 to publish the statement');
    await door.pressed(SAM, shown, 'Set the reminder');
    const said = (await door.roundAt('2015-11-03T09:30:00.000Z')).filter(({ text }) => text.includes('Publish the statement'));
    expect(said.map(({ platform }) => platform).toSorted()).toEqual(['local', 'slack', 'teams']);
    const posted = door.posted();
    expect(posted.text).toContain('Publish the statement: due Tuesday 3 November 2015, today.');
    expect(posted.text).toContain('A reminder set by Sam Secondee. Owner: Sam Secondee.');
    expect(textOf(await door.say(SAM, 'what is overdue?'))).not.toContain('Publish');
    expect((await door.roundAt('2015-11-10T09:30:00.000Z')).filter(({ text }) => text.includes('Publish'))).toEqual([]);
    await door.done(SAM, posted.message, { note: 'On the website.' }, 'darlington-team');
    await door.round();
    expect(door.posted().text).toContain('Publish the statement: done by Sam Secondee on 10 November 2015. “On the website.”');
  });
});
