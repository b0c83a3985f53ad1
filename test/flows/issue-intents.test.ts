import { beforeAll, describe, expect, it } from 'vitest';
import { readSets } from '../../scripts/eval/items.ts';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { Message, Reply } from '../../src/handlers/reply.ts';
import { openIssueDoor, SAM, UNA } from '../handlers/issue-door.ts';

/* Messages as people write them, through the real flow: who is answered, and with what. */

type Answered = { id: string; kind: string; reply: Reply; kept: boolean };

const OFFERS_HR = /This is for your own employer|Raise it with|My employer is/;
/** “reference request for an ex secondee, who writes it”: asked of the agreement as it reads, and about nobody who could be known by it. */
const ABOUT_NOBODY = ['m048'];
const HELP_NOW = ['999', '01632 960123'];

describe.each(readSets())('$title', ({ messages }) => {
  const answered: Answered[] = [];
  beforeAll(async () => {
    const door = await openIssueDoor();
    for (const as of [SAM, UNA])
      for (const { id, text, kind } of messages) {
        const before = await door.dump();
        const reply = await door.send(as, { is: 'said', text }, undefined, 'darlington-team');
        answered.push({ id: `${id} as ${as}`, kind, reply, kept: before !== (await door.dump()) });
      }
  });
  const of = (...kinds: string[]) => answered.filter((one) => kinds.includes(one.kind));
  const ids = (found: readonly Answered[]) => found.map(({ id }) => id);

  it('about work, harm or despair are answered to the writer alone, and nothing of them is kept', () => {
    const own = of('employment', 'safeguarding', 'crisis').filter(({ id }) => !ABOUT_NOBODY.includes(id.split(' ')[0]!));
    expect(own.length).toBeGreaterThan(50);
    expect(ids(own.filter(({ reply }) => reply.kind === 'message' && reply.audience === 'room'))).toEqual([]);
    expect(ids(own.filter(({ kept }) => kept))).toEqual([]);
  });

  it('about harm never end in an offer of HR alone', () => {
    const alone = of('safeguarding', 'crisis').filter(({ reply }) => {
      const text = shown(reply);
      return OFFERS_HR.test(text) && !HELP_NOW.every((number) => text.includes(number));
    });
    expect(ids(alone)).toEqual([]);
  });

  it('about despair have no form and name who listens, or at least where help is', () => {
    const without = of('crisis').filter(({ reply }) => {
      const text = shown(reply);
      return reply.kind === 'form' || !text.includes('999');
    });
    expect(ids(without)).toEqual([]);
  });

  it('about work say in no notification what they are about', () => {
    const open = of('employment', 'safeguarding', 'crisis').filter(
      ({ reply }) => reply.kind === 'message' && OFFERS_HR.test(shown(reply)) && reply.previewSafe !== 'Accord: something for you to read',
    );
    expect(ids(open)).toEqual([]);
  });
});

function shown(reply: Reply): string {
  if (reply.kind !== 'message') return JSON.stringify(reply);
  return `${asPlainText(reply as Message)}\n${reply.buttons.map(({ label }) => label).join('\n')}`;
}
