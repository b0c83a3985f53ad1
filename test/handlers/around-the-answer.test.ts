import { beforeEach, describe, expect, it } from 'vitest';
import {
  asMessage,
  button,
  COMMAND,
  clausesIn,
  type Door,
  JO,
  knowledge,
  labels,
  openDoor,
  refsIn,
  SAM,
  TEAM,
  textOf,
  UNA,
} from './front-door.ts';

const { say, press, send } = await openDoor();
const home = async (as: string) => asMessage(await send(as, null, { is: 'opened', view: 'home' }));

describe('what an agreement leaves out', () => {
  it('is listed by topic, the usual ones first, and said to be a list to check', async () => {
    const reply = await say("what doesn't our agreement cover?");
    const text = textOf(reply);
    expect(text).toMatch(/^The Darlington memorandum has no clause on \d+ of \d+ topics\./);
    expect(text).toContain('- Settling disputes');
    expect(text).toContain('- Safeguarding');
    expect(text).toContain('not as legal advice');
    expect(text).not.toContain('Employment issues, grievances and discipline');
    expect(text).not.toContain('notice and leaving');
  });

  it('is asked of which agreement, and answered for the one pressed', async () => {
    const choice = await say("what doesn't our agreement cover?", UNA);
    expect(choice.buttons).toHaveLength(knowledge.agreements.size);
    const reply = asMessage(await press(button(choice, 'Harrow report'), UNA));
    expect(textOf(reply)).toMatch(/^The Harrow report has no clause on/);
  });
});

describe('dates', () => {
  it.each(['reviews', 'Reviews ', 'what reviews are coming up'])('are shown, those past as past: %s', async (text) => {
    expect(
      textOf(await say(text))
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      'The Darlington memorandum has no date still to come.',
      'Dates that have passed:',
      '- Review of the arrangements: 31 March 2016 (11(b))',
    ]);
  });

  it('never go further than the document does', async () => {
    expect(textOf(await say('reviews derby', UNA))).toContain('every month; the day of the month is left open');
    const purbeck = textOf(await say('any reviews coming up for purbeck', UNA));
    expect(purbeck).toMatch(/^The Purbeck memorandum gives no dates for what is to be done\./);
    expect(purbeck).not.toMatch(/\d{4}\b(?! ?\()/);
  });

  it('that lie ahead come first', async () => {
    const own = await openDoor({
      agreements: new Map([['darlington', { ...knowledge.agreements.get('darlington')!, duties: dutiesAhead }]]),
    });
    expect(
      textOf(await own.say('reviews'))
        .split('\n')
        .slice(0, 4),
    ).toEqual([
      'The Darlington memorandum: what comes next',
      '- Second report: December 2026 (11(q))',
      '- Review: 31 March 2027 (11(b))',
      'Dates that have passed:',
    ]);
    expect(textOf(asMessage(await own.send(SAM, null, { is: 'opened', view: 'home' })))).toContain('- Review: 31 March 2027 (11(b))');
  });

  it('are asked of which agreement; the choice gives way to the dates of the one pressed', async () => {
    const choice = await say('reviews', UNA);
    const reply = asMessage(await press(button(choice, 'Darlington memorandum'), UNA));
    expect(reply.pressed).toBe('replaced');
    expect(textOf(reply)).toContain('31 March 2016');
  });
});

const duty = { kind: 'review' as const, owner: null, allOf: [], over: [] };
const dutiesAhead = [
  { ...duty, id: 'review', what: 'Review', ref: '11(b)', when: { on: '2027-03-31' } },
  { ...duty, id: 'second', what: 'Second report', ref: '11(q)', when: { month: '2026-12' } },
  { ...duty, id: 'first', what: 'First report', ref: '11(q)', when: { on: '2026-11-21' } },
];

describe('the home page', () => {
  it('shows a person their post, employer and agreement', async () => {
    expect(
      textOf(await home(SAM))
        .split('\n')
        .slice(0, 7),
    ).toEqual([
      'Sam Secondee',
      'Post: Commissioner',
      'Your employer: Darlington Clinical Commissioning Group',
      'You work with: Darlington Borough Council',
      'Agreement: Darlington memorandum',
      'Next dates',
      'Your agreement has no date still to come.',
    ]);
  });

  it('names both employers of a joint post', async () => {
    expect(textOf(await home(JO))).toContain('Your employer: Derby City Council and Derby City Primary Care Trust');
  });

  it('tells a stranger how to be known', async () => {
    const text = textOf(await home('nobody@nowhere.example'));
    expect(text).toMatch(/^Accord does not know you yet\./);
    expect(text).not.toContain('Next dates');
  });

  it('says so to somebody without a post, and to somebody whose post has ended', async () => {
    const [sam, ...rest] = knowledge.partnership.people.filter(({ email }) => email === SAM);
    expect(rest).toEqual([]);
    const ended = { ...sam!, secondments: sam!.secondments.map((held) => ({ ...held, to: '2016-03-31' })) };
    const own = await openDoor({ partnership: { ...knowledge.partnership, people: [ended] } });
    for (const text of [textOf(await home(UNA)), textOf(asMessage(await own.send(SAM, null, { is: 'opened', view: 'home' })))]) {
      expect(text).toContain('You have no current post under an agreement.');
      expect(text).not.toContain('Next dates');
      expect(text).not.toContain('2016');
    }
  });
});

const QUESTION = 'how much notice do we have to give?';
let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
const ratings = () => door.stores.ratings.list(['darlington'], 10);

describe('helpful or not', () => {
  it('is kept without a name, and the answer says so in place', async () => {
    const answer = await door.say(QUESTION);
    const noted = asMessage(await door.press(button(answer, 'Helpful')));
    expect(noted).toMatchObject({ pressed: 'replaced', audience: 'asker' });
    expect(clausesIn(noted)).toEqual(clausesIn(answer));
    expect(textOf(noted)).toContain('Noted as helpful. Thank you.');
    expect(labels(noted)).not.toContain('Helpful');
    expect(await ratings()).toEqual([
      { question: QUESTION, agreement: 'darlington', refs: ['11(o)'], helpful: true, at: '2026-11-22T12:00:00.000Z' },
    ]);
    expect(await door.dump()).not.toMatch(/@|Secondee/);
  });

  it('pressed again changes it; another person’s stands beside it', async () => {
    const answer = await door.say(QUESTION);
    for (const label of ['Helpful', 'Not helpful']) await door.press(button(answer, label));
    expect((await ratings()).map(({ helpful }) => helpful)).toEqual([false]);
    await door.press(button(answer, 'Helpful'), UNA);
    expect((await ratings()).map(({ helpful }) => helpful).sort()).toEqual([false, true]);
  });

  it('pressed in a channel is answered to the one who pressed, and leaves the answer standing for the rest', async () => {
    const answer = await door.say(QUESTION, SAM, TEAM);
    expect(answer.audience).toBe('room');
    const noted = asMessage(await door.press(button(answer, 'Not helpful'), UNA, TEAM));
    expect(noted.audience).toBe('asker');
    expect(noted.pressed ?? 'stays').toBe('stays');
    expect(labels(noted)).toEqual(['Say what you were looking for']);
  });

  it('of an agreement that is not there is not kept', async () => {
    for (const a of ['gone', '__proto__', 'constructor', '']) {
      const reply = asMessage(await door.press({ name: 'rate', value: { q: QUESTION, a, r: '1', h: 'no' } }));
      expect(textOf(reply)).toContain('Nothing was kept.');
      expect(textOf(asMessage(await door.submit({ wanted: 'a date' }, { q: QUESTION, a, r: '1' })))).toContain('Nothing was kept.');
    }
    expect(await door.dump()).toBe('');
  });
});

describe('saying what one was looking for', () => {
  const open = async () => {
    const answer = await door.say(QUESTION);
    const noted = asMessage(await door.press(button(answer, 'Not helpful')));
    const reply = await door.press(button(noted, 'Say what you were looking for'));
    if (reply.kind !== 'form') throw new Error('A form was expected.');
    return reply.form;
  };

  it('opens a form that says who will read it', async () => {
    const form = await open();
    expect(form.intro).toContain('without your name');
    expect(form.fields).toMatchObject([{ name: 'wanted', required: true, longest: 500 }]);
    expect(form.context).toEqual({ q: QUESTION, a: 'darlington', r: '11(o)' });
  });

  it('refuses nothing, blanks and too much, at the field, and changes nothing', async () => {
    const { context } = await open();
    const before = await door.dump();
    for (const wanted of ['', '  \n ', 'x'.repeat(501)]) {
      const reply = await door.submit({ wanted }, context);
      expect(reply).toEqual({ kind: 'rejected', problems: { wanted: expect.stringMatching(/^(Write in a few words|Keep it to 500)/) } });
    }
    expect(await door.submit({}, context)).toMatchObject({ kind: 'rejected' });
    expect(await door.dump()).toBe(before);
  });

  it('is kept with the rating, once', async () => {
    const { context } = await open();
    for (const wanted of ['the address', 'the address for notice']) {
      expect(textOf(asMessage(await door.submit({ wanted }, context)))).toContain('Passed on, without your name.');
    }
    expect(await ratings()).toMatchObject([{ helpful: false, wanted: 'the address for notice' }]);
  });
});

describe('sharing', () => {
  it('of an answer that one person saw goes to the room, with the question, and takes theirs away', async () => {
    const answer = await door.say(QUESTION, SAM, COMMAND);
    expect(answer.audience).toBe('asker');
    const shared = asMessage(await door.press(button(answer, 'Share with the channel'), SAM, COMMAND));
    expect(shared).toMatchObject({ audience: 'room', pressed: 'removed' });
    expect(refsIn(shared)).toEqual(['11(o)']);
    expect(textOf(shared)).toContain(`Asked: “${QUESTION}”`);
    expect(labels(shared)).not.toContain('Share with the channel');
  });

  it('is not offered where everybody saw it, nor where there is no channel', async () => {
    for (const where of [TEAM, null]) expect(labels(await door.say(QUESTION, SAM, where))).not.toContain('Share with the channel');
  });

  it('of something the agreement does not say is shared too', async () => {
    const answer = await door.say('who do we send the notice letter to?', SAM, COMMAND);
    const shared = asMessage(await door.press(button(answer, 'Share with the channel'), SAM, COMMAND));
    expect(shared.audience).toBe('room');
    expect(textOf(shared)).toContain('does not say who notice is sent to');
    expect(textOf(shared)).toContain('Asked: “who do we send the notice letter to?”');
  });
});
