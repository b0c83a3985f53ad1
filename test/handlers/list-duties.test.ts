import { beforeEach, describe, expect, it } from 'vitest';
import { ASHA, CAROL, DORA, type DutyDoor, openDutyDoor, SAM } from './duty-door.ts';
import { asMessage, button, knowledge, labels, textOf } from './front-door.ts';

let door: DutyDoor;
beforeEach(async () => {
  door = await openDutyDoor();
  await door.roundAt('2015-10-05T10:00:00.000Z');
});
const first = (text: string, lines = 2) => text.split('\n').slice(0, lines);

describe('the list', () => {
  it.each(['reviews', "what's coming up?"])('says what comes next, whose it is, and what has no date: %s', async (said) => {
    const list = await door.say(SAM, said);
    expect(first(textOf(list), 5)).toEqual([
      'The Darlington memorandum: what comes next',
      '- Review of the arrangements: 31 March 2016 (11(b)). Owner: Dora Director.',
      'Dates that have passed:',
      '- Last day to give notice, to end it by the review on 31 March 2016: 30 September 2015 (11(o))',
      'When it happens:',
    ]);
    expect(labels(list).slice(0, 2)).toEqual(['Review of the arrangements', 'Raise a duty']);
  });

  it('answers when the next review is before anything else', async () => {
    expect(first(textOf(await door.say(SAM, "when's our next review?")), 1)).toEqual([
      'Review of the arrangements: due Thursday 31 March 2016, in 178 days.',
    ]);
  });

  it('says what is overdue, and nothing else when asked for that', async () => {
    expect(textOf(await door.say(SAM, "what's overdue?"))).toBe('Nothing is overdue under the Darlington memorandum.');
    await door.roundAt('2016-04-11T10:00:00.000Z');
    const overdue = await door.say(SAM, "what's overdue?");
    expect(first(textOf(overdue), 3)).toEqual([
      'One thing is overdue under the Darlington memorandum.',
      '- Review of the arrangements: 31 March 2016 (11(b)). Owner: Dora Director.',
    ]);
    expect(first(textOf(await door.say(SAM, 'reviews')), 1)).toEqual(['The Darlington memorandum: what is overdue']);
  });

  it('shows each date with what can be done about it, and what became of it', async () => {
    const one = await door.pressed(DORA, await door.say(DORA, 'reviews'), 'Review of the arrangements');
    expect(labels(one)).toEqual(['Done', 'Snooze', 'Hand over', 'See the whole list']);
    const done = asMessage(await door.done(DORA, one, { note: 'Agreed.' }));
    expect([textOf(done), labels(done), done.audience]).toEqual([
      'Review of the arrangements: done by Dora Director on 5 October 2015. “Agreed.”',
      ['Reopen'],
      'asker',
    ]);
    expect(textOf(await door.pressed(DORA, one, 'See the whole list'))).toContain('- Review of the arrangements: done by Dora Director');
    expect(first(textOf(await door.say(DORA, 'reviews')), 3)).toEqual([
      'The Darlington memorandum has no date still to come.',
      'Done:',
      '- Review of the arrangements: done by Dora Director on 5 October 2015. “Agreed.”',
    ]);
  });

  it('is across all of one’s own agreements where there are several', async () => {
    const posts = knowledge.partnership.people.find(({ email }) => email === DORA)!;
    const both = { ...posts, secondments: [...posts.secondments, { ...posts.secondments[0]!, agreement: 'derby' }] };
    const over = { agreements: knowledge.agreements, partnership: { ...knowledge.partnership, people: [both] } };
    const text = textOf(await (await openDutyDoor({ over })).say(DORA, 'reviews'));
    expect(text).toContain('Darlington memorandum');
    expect(text).toContain('every month; the day of the month is left open');
    expect(text).not.toContain('Harrow');
  });

  it('is on the Home tab, with what is overdue before what comes next', async () => {
    const home = async () => asMessage(await door.send(SAM, { is: 'opened', view: 'home' }));
    expect(textOf(await home())).toContain('Next dates\n- Review of the arrangements: 31 March 2016 (11(b)). Owner: Dora Director.');
    expect(labels(await home())[0]).toBe('Review of the arrangements');
    await door.roundAt('2016-04-11T10:00:00.000Z');
    expect(textOf(await home())).toContain('Overdue\n- Review of the arrangements: 31 March 2016');
  });

  it('offers no buttons to somebody who works under another agreement', async () => {
    expect(labels(await door.say(CAROL, 'reviews darlington')).filter((label) => !label.startsWith('See'))).toEqual([]);
  });

  it('tells them what the document says, and nothing of what became of it', async () => {
    await door.done(DORA, await door.pressed(DORA, await door.say(DORA, 'reviews'), 'Review of the arrangements'), { note: 'Agreed.' });
    const text = textOf(await door.say(CAROL, 'reviews darlington'));
    expect(text).toContain('- Review of the arrangements: 31 March 2016 (11(b))\n');
    expect(text).not.toMatch(/Agreed|Dora/);
    expect(textOf(await door.say(CAROL, 'what is overdue, darlington?'))).toBe(
      'Only people who work under the Darlington memorandum today can see what is overdue there, in its own channels or alone.',
    );
    const shown = {
      is: 'pressed' as const,
      button: 'show-duty' as const,
      value: { a: 'darlington', d: 'review-of-arrangements', o: '2016-03-31' },
    };
    expect(textOf(asMessage(await door.send(CAROL, shown)))).toMatch(/^Only people who work under the Darlington memorandum today/);
  });
});

describe('a duty that waits for an event', () => {
  const JOINT = "Joint meetings of both organisations' management teams";
  const form = async (as = SAM) => door.form(as, await door.say(as, 'reviews'), 'Raise a duty');
  const duty = async () => (await form()).fields[0]!.options!.find(({ label }) => label === JOINT)!.value;

  it('is raised by hand: the channels are told, and it is reminded of like any other', async () => {
    const reply = asMessage(await door.submit(SAM, await form(), { duty: await duty(), what: 'the day centre', on: '2015-10-21' }));
    expect(first(textOf(reply))).toEqual([
      'It is raised, and the channels of the agreement are told.',
      `${JOINT} (the day centre): due Wednesday 21 October 2015, in 16 days.`,
    ]);
    const said = await door.round();
    expect(said.map(({ to }) => to).sort()).toEqual(['19:joint@thread.tacv2', 'C0JOINT', 'darlington-team']);
    expect(said[0]!.text).toMatch(/^This was raised, and is now to be done\.\nJoint meetings/);
    expect(await door.roundAt('2015-10-14T10:00:00.000Z')).toHaveLength(3);
    await door.done(SAM, door.posted().message);
    await door.round();
    expect(door.board.map(({ text }) => text)).toEqual(
      Array(6).fill(`${JOINT} (the day centre): done by Sam Secondee on 14 October 2015.`),
    );
  });

  it('is raised once, however often the form is sent in', async () => {
    const opened = await form();
    for (const _ of [1, 2]) await door.submit(SAM, opened, { duty: await duty(), what: 'the day centre' }, null, 'same');
    expect(await door.round()).toHaveLength(3);
    expect(await door.round()).toEqual([]);
  });

  it.each<[Record<string, string>, Record<string, string>]>([
    [{ what: '' }, { what: 'Write in a few words what it is about.' }],
    [{ what: 'x'.repeat(4000) }, { what: 'Keep it to 300 characters.' }],
    [{ on: '2015-10-04' }, { on: 'Choose today, 5 October 2015, or a day after it.' }],
    [{ on: '2015-02-31' }, { on: 'Choose a day, such as 2 November 2015.' }],
    [{ on: '2999-01-01' }, { on: 'Choose a day by 5 October 2025.' }],
    [{ duty: 'review-of-arrangements' }, { duty: 'Choose which duty it is.' }],
  ])('is checked at each field, and nothing is kept: %#', async (typed, problems) => {
    const good = { duty: await duty(), what: 'the day centre', on: '2015-10-21' };
    expect(await door.submit(SAM, await form(), { ...good, ...typed })).toEqual({ kind: 'rejected', problems });
    expect((await door.stores.duties.settingsOf(knowledge.agreements.get('darlington')!)).raised).toEqual([]);
  });
});

describe('a day that a document leaves open', () => {
  const derby = knowledge.agreements.get('derby')!;
  const posts = knowledge.partnership.people.find(({ email }) => email === ASHA)!;
  const asha = { ...posts, secondments: [{ ...posts.secondments[0]!, agreement: 'derby' }] };
  beforeEach(async () => {
    const people = [...knowledge.partnership.people.filter(({ email }) => email !== ASHA), asha];
    door = await openDutyDoor({ only: 'derby', over: { partnership: { ...knowledge.partnership, people } } });
  });

  it('is asked of an administrator once, and once it is settled reminders begin', async () => {
    const [asked, ...others] = await door.roundAt('2015-10-05T10:00:00.000Z');
    expect(others).toEqual([]);
    expect([asked!.to, ...first(asked!.text)]).toEqual([
      'U0ASHA',
      'Nobody is reminded yet: Joint report by the Council and the PCT on their two budgets (proposed).',
      'The Derby Cabinet report leaves the day of the month open (Recommendation 2.1 bullet 3). Once it is settled, reminders begin.',
    ]);
    expect(await door.roundAt('2015-10-06T10:00:00.000Z')).toEqual([]);
    const form = await door.form(ASHA, asked!.message, 'Settle it');
    const settled = asMessage(await door.submit(ASHA, form, { day: 'the 10th of each month' }));
    expect(first(textOf(settled))).toEqual([
      'Settled: Joint report by the Council and the PCT on their two budgets (proposed).',
      'Next: due Saturday 10 October 2015.',
    ]);
    // The reminder of the week before, which was not settled then, is not made up for; the one of the day is, in the channel and
    // to each finance lead whose return is missing.
    expect(await door.round()).toEqual([]);
    expect(await door.roundAt('2015-10-09T10:00:00.000Z')).toHaveLength(3);
    await door.submit(ASHA, await door.form(ASHA, settled, 'Change the day'), { day: 'last' });
    expect((await door.stores.duties.settingsOf(derby)).duties.at(-1)).toMatchObject({ day: 'last' });
  });

  it('settled late starts no chase of what would have been due before', async () => {
    await door.roundAt('2015-06-01T10:00:00.000Z');
    door.now('2015-10-20T10:00:00.000Z');
    await door.submit(ASHA, await door.form(ASHA, await door.say(ASHA, 'reviews'), SETTLE), { day: '10' });
    expect(await door.round()).toEqual([]);
    expect(await door.roundAt('2015-10-26T10:00:00.000Z')).toEqual([]);
    expect(await door.roundAt('2015-11-03T10:00:00.000Z')).toHaveLength(3);
  });

  it.each(['', '32', 'Monday', 'soon', 'x'.repeat(4000)])('is refused at the field, and nothing is kept: “%s”', async (day) => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    const form = await door.form(ASHA, door.posted('U0ASHA').message, 'Settle it');
    expect(await door.submit(ASHA, form, { day })).toEqual({
      kind: 'rejected',
      problems: {
        day: 'That does not settle it. Give a day of the month such as 10 or last, or a whole date such as 2016-04-01.',
      },
    });
    expect((await door.stores.duties.settingsOf(derby)).duties).toEqual([]);
  });

  it('is settled by nobody else', async () => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    const settle = button(door.posted('U0ASHA').message, 'Settle it');
    expect(textOf(asMessage(await door.send(CAROL, { is: 'pressed', button: settle.name, value: settle.value })))).toBe(
      'Only an administrator of the Derby Cabinet report, its Director or a deputy can settle that.\nThat is Asha Administrator.',
    );
  });
});

const SETTLE = 'Settle the day: Joint report by the Council and the PCT on their two b';
