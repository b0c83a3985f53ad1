import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asMessage, button, COMMAND, JO, knowledge, labels, openDoor, PAT, refsIn, SAM, TEAM, textOf, UNA } from './front-door.ts';

const door = await openDoor();
const { say, press, send } = door;
const ADULTS = '01632 960123';
const CHILDREN = '01632 960124';

type Labelled = { id: string; text: string; kind: string };
const messages = readFileSync(new URL('../eval/messages.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Labelled);
const ofKind = (...kinds: string[]) => messages.filter(({ kind }) => kinds.includes(kind));

describe('an employment matter', () => {
  it('is for the writer’s own employer: who takes it there, what the agreement says, nothing stored', async () => {
    const reply = await say('my leave keeps getting refused and hes not even my boss', SAM, TEAM);
    expect(reply.audience).toBe('asker');
    expect(refsIn(reply)).toEqual(['11(h)']);
    const text = textOf(reply);
    expect(text).toMatch(/^This is for your own employer, Darlington Clinical Commissioning Group, and nobody else\./);
    expect(text).toContain('You have been seconded from there since 1 September 2014.');
    expect(text).toContain('Who takes employment issues there: Hugo Harbour, then CCG employment team.');
    expect(text).toContain('Nothing has been stored or sent. What you wrote stands in the channel');
  });

  it('of a joint post names both employers and guesses neither', async () => {
    const text = textOf(await say('my leave keeps getting refused and hes not even my boss', JO));
    expect(text).toContain('Derby City Council and Derby City Primary Care Trust, and Accord does not guess');
    expect(text).toContain('At Derby City Primary Care Trust: PCT employment team.');
  });

  it('of somebody unknown names nobody', async () => {
    expect(textOf(await say('my manager is bullying me', 'nobody@nowhere.example'))).toContain('Accord does not know who employs you.');
  });

  it('shows no page of background to somebody upset: a long clause is a button', async () => {
    const reply = await say('my manager is bullying me', 'carol@derby-council.example');
    expect(refsIn(reply)).toEqual([]);
    const clause = button(reply, 'The agreement on this: Supporting 1.3 Integrated provision');
    expect(refsIn(asMessage(await press(clause)))).toEqual(['Supporting 1.3']);
  });

  it('never comes without the safeguarding line', async () => {
    for (const { text } of messages) {
      const said = textOf(await say(text));
      if (said.startsWith('This is for your own employer')) {
        expect(said, text).toContain(ADULTS);
        expect(said, text).toContain(CHILDREN);
      }
    }
  });
});

describe('somebody may be harmed, or is in despair', () => {
  it('safeguarding: whom to tell now, to the writer alone', async () => {
    const reply = await say('one of the agency staff grabbed mr b really hard on tuesday', SAM, TEAM);
    expect(reply.audience).toBe('asker');
    expect(textOf(reply)).toMatch(/^If anyone is in danger now, call 999\.\nTell the safeguarding team today\. For an adult: /);
    expect(textOf(reply)).toContain('can be raised separately with your own employer, in confidence');
    expect(textOf(reply)).toContain('Accord has not stored this or told anyone.');
  });

  it('crisis: where help is, no form and no button', async () => {
    const reply = await say('cant do this any more i want to end it all', SAM, TEAM);
    expect(reply).toMatchObject({ audience: 'asker', buttons: [] });
    expect(textOf(reply)).toMatch(/^If you might act on this, or someone is in danger, call 999 or go to A&E now\./);
    expect(textOf(reply)).toContain('116 123');
  });

  it('is told whom to tell, whatever the message was taken for, in all but the rarest case', async () => {
    const missed = [];
    for (const { id, text } of ofKind('safeguarding')) {
      const said = textOf(await say(text));
      if (!said.includes(ADULTS) && !said.includes('999')) missed.push(id);
    }
    expect(missed.length).toBeLessThanOrEqual(1);
  });
});

describe('in a channel', () => {
  it('what touches somebody’s work, harm or despair is answered to the asker alone, and nothing of it is in the store', async () => {
    const own = await openDoor();
    const aloud: string[] = [];
    for (const { id, text } of ofKind('employment', 'safeguarding', 'crisis')) {
      const reply = await own.say(`${text} quodlibetarian`, SAM, TEAM);
      if (reply.audience === 'room') aloud.push(id);
    }
    expect(aloud.length, aloud.join(' ')).toBeLessThanOrEqual(4);
    const kept = (await own.dump()).split('\n').filter((line) => line.includes('quodlibetarian'));
    expect(kept.length).toBeLessThanOrEqual(aloud.length);
  });

  it('a message read as one of these leaves nothing in the store, whichever button under it is pressed', async () => {
    const own = await openDoor();
    for (const { text } of ofKind('employment', 'safeguarding', 'crisis')) {
      const said = `${text} quodlibetarian`;
      if (!['employment', 'safeguarding', 'crisis'].includes(own.stores.kindOf(said).kind)) continue;
      for (const where of [TEAM, COMMAND, null]) {
        const reply = await own.say(said, SAM, where);
        expect(reply.audience).toBe('asker');
        expect(labels(reply)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Share|[Hh]elpful/)]));
        for (const one of reply.buttons) await own.press(one, SAM, where);
      }
    }
    expect(await own.dump()).toBe('');
  });
});

describe('a close call', () => {
  const CLOSE = 'we share an office w the mental health trust lot, do we share a boss too';

  it('between a question and one’s own situation is answered to the asker alone, and offers both', async () => {
    const reply = await say(CLOSE, 'carol@derby-council.example', { channel: 'derby-team', aloud: true });
    expect(reply.audience).toBe('asker');
    expect(refsIn(reply).length).toBe(1);
    expect(textOf(reply)).toContain('Answered to you alone, in case this is about somebody’s own situation.');
    expect(labels(reply)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Share|[Hh]elpful/)]));
    const own = asMessage(await press(button(reply, 'This is about my own situation'), 'carol@derby-council.example'));
    expect(textOf(own)).toMatch(/^This is for your own employer, Derby City Council/);
    const back = asMessage(await press(button(own, 'See what the agreement says'), 'carol@derby-council.example'));
    expect(refsIn(back)).toEqual(refsIn(reply));
    expect(await door.dump()).not.toContain('share a boss');
  });

  it('stays private when it has to be asked which agreement is meant', async () => {
    const choice = await say(CLOSE, UNA, TEAM).then((reply) => (reply.audience === 'asker' ? reply : Promise.reject(new Error('aloud'))));
    expect(choice.audience).toBe('asker');
    const own = await openDoor();
    const asked = await own.say(CLOSE, UNA);
    const answered = asMessage(await own.press(button(asked, 'Harrow report'), UNA));
    expect(answered).toMatchObject({ audience: 'asker', pressed: 'replaced' });
    expect(await own.dump()).toBe('');
  });

  it('between a question and harm says whom to tell under the answer', async () => {
    const reply = await say('do carers and families have a say in planning isle of wight', UNA, TEAM);
    expect(reply.audience).toBe('asker');
    expect(refsIn(reply)).toEqual(['2.4 bullet 14']);
    expect(textOf(reply)).toContain(CHILDREN);
  });

  it('of harm that may be a question offers the agreement beside whom to tell', async () => {
    const reply = await say('what have we promised about keeping at risk kids n adults safe');
    expect(textOf(reply)).toMatch(/^If anyone is in danger now, call 999\./);
    expect(refsIn(asMessage(await press(button(reply, 'See what the agreement says'), PAT))).length).toBe(1);
  });
});

describe('a question about a clause on employment or safeguarding', () => {
  it.each([
    ['what does the agreement say about employment issues', '11(h)'],
    ['which clause says who deals with grievances', '11(h)'],
    ['what does the memorandum say about secondment', '11(h)'],
  ])('is answered as a question: %s', async (question, ref) => {
    const reply = await say(question);
    expect(refsIn(reply)).toContain(ref);
    expect(textOf(reply)).not.toContain('This is for your own employer');
  });
});

describe('what Accord is not for', () => {
  it.each(['hello', 'thanks', 'is the car park open sat', 'zxqwv'])('is told to the asker alone: %s', async (text) => {
    const reply = await say(text, SAM, TEAM);
    expect(reply.audience).toBe('asker');
    expect(textOf(reply)).toMatch(/^Accord looks up what your partnership agreement says\./);
  });
});

describe('help', () => {
  it.each(['help', 'HELP', '', 'what can you do'])('says what can be asked and who sees it: “%s”', async (text) => {
    const reply = await say(text);
    for (const { name } of knowledge.agreements.values()) expect(textOf(reply)).toContain(name);
    expect(textOf(reply)).toContain('Who sees it:');
    expect(textOf(reply)).toContain('does not give legal advice');
  });

  it('answers every example it gives', async () => {
    for (const part of (await say('help')).parts) {
      for (const example of part.is === 'list' ? part.items : []) {
        const reply = await say(example);
        expect(textOf(reply), example).not.toMatch(/^Accord (looks up|answers)/);
      }
    }
  });

  it('welcomes a room in which it was installed', async () => {
    const reply = asMessage(await send(SAM, TEAM, { is: 'joined' }));
    expect(reply.audience).toBe('room');
    expect(labels(reply)).toEqual(['See what you can ask']);
    expect(textOf(asMessage(await press(reply.buttons[0]!, SAM, TEAM)))).toContain('Who sees it:');
  });
});
