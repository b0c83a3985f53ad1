import { beforeEach, describe, expect, it } from 'vitest';
import type { Duty } from '../../src/data/agreement-record.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';
import { ASHA, CAROL, DORA, type DutyDoor, openDutyDoor, SAM } from './duty-door.ts';
import { asMessage, knowledge, labels, textOf } from './front-door.ts';

let door: DutyDoor;
beforeEach(async () => {
  door = await openDutyDoor();
});

const darlington = knowledge.agreements.get('darlington')!;
const withDuties = (...duties: Partial<Duty>[]) => ({
  agreements: new Map([
    [
      'darlington',
      {
        ...darlington,
        facts: { ...darlington.facts, noticeMonths: null },
        duties: duties.map((one): Duty => ({ ...darlington.duties[0]!, ...one }) as Duty),
      },
    ],
  ]),
});
const WEEKLY = { id: 'weekly', what: 'Weekly note', kind: 'report' as const, when: { every: 'FREQ=WEEKLY;BYDAY=WE' } };

describe('a reminder', () => {
  it('names the owner, quotes the clause, says when notice had to be given, and goes once to each channel that wants it', async () => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    expect(await door.roundAt('2015-12-31T08:59:00.000Z')).toEqual([]);
    const said = await door.roundAt('2015-12-31T09:00:10.000Z');
    expect(said.map(({ platform, to }) => [platform, to]).sort()).toEqual([
      ['local', 'darlington-team'],
      ['slack', 'C0JOINT'],
      ['teams', '19:joint@thread.tacv2'],
    ]);
    expect(said[0]!.text).toBe(
      [
        'Review of the arrangements: due Thursday 31 March 2016, in three months.',
        'The first arrangements run from 1 September 2014 to 31 March 2016 and are then reviewed. They are a set of arrangements that both parties agreed, and through which the principles are delivered in the first instance (11(b)). Owner: Dora Director.',
        'To leave by then, notice had to be given by 30 September 2015 (11(o)).',
        'Darlington memorandum. A calculation, not legal advice.',
      ].join('\n'),
    );
    expect(labels(said[0]!.message)).toEqual(['Done', 'Snooze', 'Hand over']);
    expect(await door.round()).toEqual([]);
    expect(await door.roundAt('2016-01-31T12:00:00.000Z')).toEqual([]);
  });

  it('is not given again by a process that starts later, nor by two that look at once', async () => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    door.now('2015-12-31T09:00:10.000Z');
    const [one, other] = [openReminding(door.stores), openReminding(door.stores)];
    await Promise.all([one.leave(door.clock), other.leave(door.clock)]);
    expect(await door.round()).toHaveLength(3);
    expect(await door.round(openReminding(door.stores))).toEqual([]);
  });

  it('that was missed comes late, on a working day, in one message for each channel, the oldest first', async () => {
    door = await openDutyDoor({
      over: withDuties(
        { id: 'first', what: 'First', when: { on: '2016-04-04' } },
        { id: 'second', what: 'Second', when: { on: '2016-03-31' } },
      ),
    });
    await door.roundAt('2015-12-01T10:00:00.000Z');
    // Both were due to be spoken of: at the month, the second at the week too. It is Good Friday.
    expect(await door.roundAt('2016-03-25T12:00:00.000Z')).toEqual([]);
    // The Tuesday after Easter, before nine.
    expect(await door.roundAt('2016-03-29T07:59:00.000Z')).toEqual([]);
    const said = await door.roundAt('2016-03-29T08:00:10.000Z');
    expect(said).toHaveLength(3);
    expect(said[0]!.text.split('\n').slice(0, 3)).toEqual([
      'Two reminders that could not be sent before, the oldest first.',
      '- Second: due Thursday 31 March 2016, in two days. Darlington memorandum, 11(b). No owner is named.',
      '- First: due Monday 4 April 2016, in six days. Darlington memorandum, 11(b). No owner is named.',
    ]);
    expect(labels(said[0]!.message)).toEqual(['Second', 'First', 'See the whole list']);
    expect((await door.stores.reminders.of('darlington'))[0]!.items).toEqual([
      { duty: 'second', key: '2016-03-31', days: ['2015-12-31', '2016-02-29', '2016-03-24'], overdue: 0 },
      { duty: 'first', key: '2016-04-04', days: ['2016-01-04', '2016-03-04', '2016-03-24'], overdue: 0 },
    ]);
    expect(await door.roundAt('2016-03-30T08:00:10.000Z')).toEqual([]);
  });

  it('is not given of what had passed before Accord knew of it', async () => {
    for (const instant of ['2026-11-23T10:00:00.000Z', '2026-11-30T10:00:00.000Z', '2026-12-07T10:00:00.000Z'])
      expect(await door.roundAt(instant)).toEqual([]);
    expect((await door.say(DORA, 'what is overdue?')).parts[0]).toMatchObject({
      text: 'Nothing is overdue under the Darlington memorandum.',
    });
  });

  it('goes to the senior as well when it is overdue for the second time', async () => {
    const duties = [{ agreement: 'darlington', duty: 'review-of-arrangements', owner: DORA, senior: ASHA }];
    door = await openDutyDoor({ over: { partnership: { ...knowledge.partnership, duties } } });
    await door.roundAt('2016-03-31T10:00:00.000Z');
    expect(await door.roundAt('2016-04-07T10:00:00.000Z')).toHaveLength(3);
    const second = await door.roundAt('2016-04-14T10:00:00.000Z');
    expect(second).toHaveLength(4);
    expect(
      second
        .find(({ to }) => to === 'U0ASHA')!
        .text.split('\n')
        .slice(0, 2),
    ).toEqual([
      'You are named to hear of this, as it has been overdue for two weeks.',
      'Review of the arrangements: was due Thursday 31 March 2016, two weeks ago.',
    ]);
  });

  it('that no channel wants has the administrators told, once', async () => {
    door = await openDutyDoor({ over: { partnership: { ...knowledge.partnership, channels: [] } } });
    await door.roundAt('2015-10-05T10:00:00.000Z');
    const said = await door.roundAt('2015-12-31T10:00:00.000Z');
    expect(said.map(({ to, text }) => [to, text.split('\n')[0]])).toEqual([
      ['U0ASHA', 'Nobody is reminded of what is due under the Darlington memorandum.'],
    ]);
    expect(await door.roundAt('2016-02-29T10:00:00.000Z')).toEqual([]);
  });
});

describe('done', () => {
  const remind = async () => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    await door.roundAt('2015-12-31T10:00:00.000Z');
    await door.roundAt('2016-02-29T10:00:00.000Z');
    door.now('2016-03-24T12:00:00.000Z');
  };

  it('is done everywhere: every message of it is changed, and no further reminder comes', async () => {
    await remind();
    expect(door.board).toHaveLength(6);
    const words = 'Review of the arrangements: done by Dora Director on 23 March 2016. “Agreed to continue to March 2018.”';
    const reply = await door.done(
      DORA,
      door.posted().message,
      { on: '2016-03-23', note: 'Agreed to continue to March 2018.' },
      'darlington-team',
    );
    expect(reply).toMatchObject({ kind: 'message', audience: 'room', pressed: 'replaced' });
    await door.round();
    expect(door.board.map(({ text, changes }) => [text, changes])).toEqual(Array(6).fill([words, 1]));
    for (const instant of ['2016-03-24T14:00:00.000Z', '2016-03-31T10:00:00.000Z', '2016-04-07T10:00:00.000Z'])
      expect(await door.roundAt(instant)).toEqual([]);
  });

  it('by two people at once is done by the first, and the second is told who that was', async () => {
    await remind();
    const form = await door.form(DORA, door.posted().message, 'Done', 'darlington-team');
    const replies = await Promise.all([door.submit(SAM, form), door.submit(DORA, form)]);
    const [event, late] = await door.stores.occurrences.of('darlington', 'review-of-arrangements/2016-03-31');
    expect([event!.by, late!.by].sort()).toEqual([DORA, SAM]);
    const first = event!.by === SAM ? 'Sam Secondee' : 'Dora Director';
    const told = replies.map((reply) => textOf(asMessage(reply)).split('\n')[0]);
    expect(told.filter((line) => line === `Review of the arrangements was done already: ${first}, on 24 March 2016.`)).toHaveLength(1);
    expect(told[event!.by === SAM ? 1 : 0]).toContain('was done already');
    await door.round();
    expect(door.posted().text).toContain(`done by ${first}`);
  });

  it('sent in twice is done once', async () => {
    await remind();
    const form = await door.form(DORA, door.posted().message, 'Done');
    for (const _ of [1, 2]) await door.submit(DORA, form, {}, null, 'same');
    expect(await door.stores.occurrences.of('darlington', 'review-of-arrangements/2016-03-31')).toHaveLength(1);
  });

  it('can be reopened, with a reason, and reminders go on from the next one', async () => {
    await remind();
    await door.done(DORA, door.posted().message);
    await door.round();
    const form = await door.form(SAM, door.posted().message, 'Reopen');
    expect(await door.submit(SAM, form)).toEqual({ kind: 'rejected', problems: { reason: 'Say in a few words why. Everybody sees it.' } });
    door.now('2016-03-30T12:00:00.000Z');
    await door.submit(SAM, form, { reason: 'The CCG has not agreed.' });
    expect(await door.round()).toEqual([]);
    expect(door.posted().text).toContain('Reopened by Sam Secondee: “The CCG has not agreed.”');
    expect(labels(door.posted().message)).toEqual(['Done', 'Snooze', 'Hand over']);
    expect(await door.roundAt('2016-03-31T10:00:00.000Z')).toHaveLength(3);
  });

  it('of a rhythm announces when it comes round next', async () => {
    door = await openDutyDoor({ over: withDuties(WEEKLY) });
    await door.roundAt('2015-10-05T10:00:00.000Z');
    await door.roundAt('2015-10-07T10:00:00.000Z');
    expect(labels(door.posted().message)).toEqual(['Weekly note, 7 October 2015', 'Weekly note, 14 October 2015', 'See the whole list']);
    const one = await door.pressed(DORA, door.posted().message, 'Weekly note, 7 October 2015');
    const done = asMessage(await door.done(DORA, one));
    const words = 'Weekly note, due 7 October 2015: done by Dora Director on 7 October 2015.';
    expect(textOf(done)).toBe(`${words}\nNext: due Wednesday 14 October 2015.`);
    await door.round();
    expect(door.posted().text.split('\n')[1]).toBe(`- ${words}`);
    expect(labels(door.posted().message)).toEqual(['Weekly note, 14 October 2015', 'See the whole list']);
  });

  it('of a pair is done when both are, and the message says which is open', async () => {
    door = await openDutyDoor({
      over: withDuties({ id: 'pair', what: 'Reports', when: { on: '2015-10-12' }, allOf: ['To Cabinet', 'To the Board'] }),
    });
    await door.roundAt('2015-10-05T10:00:00.000Z');
    const form = await door.form(DORA, door.posted().message, 'Done');
    expect(form.fields[0]!.options!.map(({ label }) => label)).toEqual(['To Cabinet', 'To the Board', 'All that is open']);
    expect(await door.submit(DORA, form)).toEqual({ kind: 'rejected', problems: { part: 'Choose what is done.' } });
    await door.submit(DORA, form, { part: '0' });
    await door.round();
    expect(door.posted().text).toContain('- Done: To Cabinet (Dora Director, 5 October 2015)\n- Open: To the Board');
    expect(await door.roundAt('2015-10-12T10:00:00.000Z')).toHaveLength(3);
    await door.submit(SAM, await door.form(SAM, door.posted().message, 'Done'));
    await door.round();
    expect(door.posted().text).toBe('Reports: done by Sam Secondee on 12 October 2015.');
    await door.submit(SAM, await door.form(SAM, door.posted().message, 'Reopen'), { part: '1', reason: 'Not sent.' });
    await door.round();
    expect(door.posted().text).toContain('- Open: To the Board');
  });
});

describe('snoozing', () => {
  beforeEach(async () => {
    door = await openDutyDoor({ over: withDuties(WEEKLY) });
    await door.roundAt('2015-10-05T10:00:00.000Z');
    door.now('2015-10-05T11:00:00.000Z');
  });
  const OCCURRENCE = 'Weekly note, 7 October 2015';
  const shown = async () => door.pressed(DORA, await door.say(DORA, 'reviews'), OCCURRENCE);

  it('puts off the reminders of one occurrence; the others, and when it is due, stay', async () => {
    const form = await door.form(DORA, await shown(), 'Snooze');
    const reply = asMessage(await door.submit(DORA, form, { when: 'date', on: '2015-10-09' }));
    expect(textOf(reply)).toContain('No reminder of this before Friday 9 October 2015.');
    expect(textOf(reply)).toContain('Weekly note: due Wednesday 7 October 2015');
    expect(textOf(reply)).toContain('Put off until Friday 9 October 2015 by Dora Director.');
    // On the 7th only the next one is spoken of, which is due in a week.
    expect((await door.roundAt('2015-10-07T10:00:00.000Z'))[0]!.text).toMatch(/^Weekly note: due Wednesday 14 October 2015, in one week\./);
    expect((await door.roundAt('2015-10-09T10:00:00.000Z'))[0]!.text).toMatch(
      /^Weekly note: was due Wednesday 7 October 2015, two days ago\./,
    );
  });

  it.each<[Record<string, string>, Record<string, string>]>([
    [{ when: 'date', on: '2015-10-05' }, { on: 'Choose a day after today, 5 October 2015.' }],
    [{ when: 'date', on: '2014-10-05' }, { on: 'Choose a day after today, 5 October 2015.' }],
    [{ when: 'date', on: '' }, { on: 'Choose a day, such as 19 October 2015.' }],
    [{ when: 'date', on: '2015-02-31' }, { on: 'Choose a day, such as 19 October 2015.' }],
    [{ when: 'date', on: '2036-01-01' }, { on: 'Choose a day within a year, by 5 October 2016.' }],
    [{ when: 'x'.repeat(4000) }, { when: 'Choose until when.' }],
  ])('until no such day is refused at the field, and nothing is kept: %#', async (typed, problems) => {
    const form = await door.form(DORA, await shown(), 'Snooze');
    expect(await door.submit(DORA, form, typed)).toEqual({ kind: 'rejected', problems });
    expect(await door.stores.occurrences.all('darlington')).toEqual(new Map());
  });
});

describe('handing over', () => {
  it('is to somebody who works under the agreement: they are told, and every message names them', async () => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    await door.roundAt('2015-12-31T10:00:00.000Z');
    const form = await door.form(DORA, door.posted().message, 'Hand over', 'darlington-team');
    expect(form.fields[0]!.options!.map(({ label }) => label)).toEqual([
      'Sam Secondee',
      'Fiona Figures',
      'Fred Funds',
      'Asha Administrator',
    ]);
    await door.submit(DORA, form, { to: SAM }, 'darlington-team');
    const said = await door.round();
    expect(said.map(({ to }) => to)).toEqual(['U0SAM']);
    expect(said[0]!.text).toMatch(/^Dora Director has handed this over to you\.\nReview of the arrangements: due/);
    expect(door.posted().text).toContain('Owner: Sam Secondee, handed over by Dora Director.');
    await door.done(SAM, said[0]!.message);
    await door.round();
    expect(door.board.map(({ text }) => text)).toEqual(
      Array(4).fill('Review of the arrangements: done by Sam Secondee on 31 December 2015.'),
    );
  });

  it.each(['nobody@nowhere.example', CAROL, DORA, 'x'.repeat(4000), ''])(
    'to %s is refused at the field, and nothing is kept',
    async (to) => {
      await door.roundAt('2015-10-05T10:00:00.000Z');
      await door.roundAt('2015-12-31T10:00:00.000Z');
      const form = await door.form(DORA, door.posted().message, 'Hand over');
      expect(await door.submit(DORA, form, { to })).toEqual({
        kind: 'rejected',
        problems: { to: 'Choose somebody else who works under the Darlington memorandum today.' },
      });
      expect(await door.stores.occurrences.all('darlington')).toEqual(new Map());
    },
  );
});

describe('who may', () => {
  it.each(['Done', 'Snooze', 'Hand over'])('%s: people who work under the agreement; others are told who can', async (label) => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    await door.roundAt('2015-12-31T10:00:00.000Z');
    for (const other of [CAROL, 'una@elsewhere.example', 'nobody@nowhere.example']) {
      const reply = asMessage(await door.press(other, door.posted().message, label, 'darlington-team'));
      expect(textOf(reply)).toBe('Only people who work under the Darlington memorandum today can do that.\nDora Director can.');
      expect(reply.audience).toBe('asker');
    }
    expect((await door.press(SAM, door.posted().message, label)).kind).toBe('form');
  });

  it('is asked again when a form is sent in: a post may have ended meanwhile', async () => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    await door.roundAt('2015-12-31T10:00:00.000Z');
    const form = await door.form(DORA, door.posted().message, 'Done');
    expect(await door.submit(CAROL, form)).toMatchObject({
      kind: 'rejected',
      problems: { '': expect.stringContaining('Dora Director can.') },
    });
    expect(await door.stores.occurrences.all('darlington')).toEqual(new Map());
  });
});

describe('a note on what is done', () => {
  it.each<[Record<string, string>, Record<string, string>]>([
    [{ on: '2016-01-01' }, { on: 'Choose today, 31 December 2015, or a day before it.' }],
    [{ on: 'yesterday' }, { on: 'Choose the day it was done, such as 31 December 2015.' }],
    [{ note: 'x'.repeat(4000) }, { note: 'Keep it to 1000 characters.' }],
  ])('is checked at its field, and nothing is kept: %#', async (typed, problems) => {
    await door.roundAt('2015-10-05T10:00:00.000Z');
    await door.roundAt('2015-12-31T10:00:00.000Z');
    expect(await door.done(DORA, door.posted().message, typed)).toEqual({ kind: 'rejected', problems });
    expect(await door.stores.occurrences.all('darlington')).toEqual(new Map());
  });
});
