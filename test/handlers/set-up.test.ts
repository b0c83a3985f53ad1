import { describe, expect, it } from 'vitest';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { Partnership, Person } from '../../src/data/partnership.ts';
import { reminderRooms } from '../../src/data/reminder-rooms.ts';
import { rolesOn } from '../../src/data/roles-today.ts';
import { knownToday } from '../../src/handlers/known-today.ts';
import type { Message, Reply } from '../../src/handlers/reply.ts';
import { CLOCK, knowledge, openDoor, SAM } from './front-door.ts';

const ASHA = 'asha@dbc.example';
const DORA = 'dora@dbc.example';
const FIONA = 'fiona@dbc.example';
const NEW_ROOM = { channel: 'new-room', aloud: true };
const words = (reply: Reply) => (reply.kind === 'message' ? asPlainText(reply) : JSON.stringify(reply));

/** The sample partnership with one person changed. */
function withPerson(email: string, change: (person: Person) => Person): Partnership {
  const people = knowledge.partnership.people.map((person) => (person.email === email ? change(person) : person));
  return { ...knowledge.partnership, people };
}
const ended = (email: string, to: string) =>
  withPerson(email, (person) => ({ ...person, secondments: person.secondments.map((held) => ({ ...held, to })) }));

describe('a channel Accord is invited to', () => {
  it('is asked once which agreement it works under, which only an administrator or the Director can answer', async () => {
    const door = await openDoor();
    const asked = (await door.send(SAM, NEW_ROOM, { is: 'joined' })) as Message;
    expect(asked.audience).toBe('room');
    expect(words(asked)).toContain('Which agreement does this channel work under, and shall reminders come here?');
    const button = asked.buttons.find(({ name }) => name === 'bind-channel')!;
    expect(button.opensForm).toBe(true);
    expect(words(await door.press(button, SAM, NEW_ROOM))).toBe(
      'Only an administrator or the Director can say that. That is Dora Director or Asha Administrator.',
    );
    for (const email of [ASHA, DORA]) expect((await door.press(button, email, NEW_ROOM)).kind).toBe('form');
    const refused = await door.send(SAM, NEW_ROOM, {
      is: 'submitted',
      form: 'bind-channel',
      values: { agreement: 'purbeck', reminders: 'yes' },
      context: button.value,
    });
    expect(refused.kind).toBe('rejected');
    expect(await door.stores.channelBindings.all()).toEqual([]);
  });

  it('answers for its agreement from then on, takes reminders, and is not asked again', async () => {
    const door = await openDoor();
    const context = { c: 'new-room' };
    const kept = await door.send(ASHA, NEW_ROOM, {
      is: 'submitted',
      form: 'bind-channel',
      values: { agreement: 'purbeck', reminders: 'yes' },
      context,
    });
    expect(words(kept)).toBe('This channel works under the Purbeck memorandum.\nReminders come here. Said by Asha Administrator.');
    expect(words(await door.say('how much notice do we have to give?', 'una@elsewhere.example', NEW_ROOM))).toContain('Purbeck memorandum');
    const { partnership } = await knownToday(door.stores, CLOCK);
    expect(reminderRooms(partnership, 'purbeck').map(({ to }) => to.id)).toContain('new-room');
    expect(words(await door.send(SAM, NEW_ROOM, { is: 'joined' }))).not.toContain('Which agreement');
  });

  it('stays as the partnership file has it', async () => {
    const door = await openDoor();
    const room = { channel: 'darlington-team', aloud: true };
    const reply = await door.send(ASHA, room, {
      is: 'submitted',
      form: 'bind-channel',
      values: { agreement: 'purbeck', reminders: 'no' },
      context: { c: 'darlington-team' },
    });
    expect(words(reply)).toContain('The partnership file says already');
    expect(await door.stores.channelBindings.all()).toEqual([]);
  });
});

describe('a role ends with the secondment it was held in', () => {
  const on = (email: string, to: string, day: string) =>
    rolesOn(ended(email, to), knowledge.agreements, day).people.find((person) => person.email === email)!.roles;

  it.each([DORA, ASHA, FIONA])('of %s: held on its last day, gone the day after', (email) => {
    expect(on(email, '2026-11-22', '2026-11-22')).toHaveLength(1);
    expect(on(email, '2026-11-22', '2026-11-23')).toEqual([]);
  });

  it('of a finance lead also while another post goes on, under agreements of other partners', () => {
    const moved = withPerson(FIONA, (person) => ({
      ...person,
      secondments: [
        ...person.secondments.map((held) => ({ ...held, to: '2026-11-21' })),
        { agreement: 'purbeck', home: ['pdc'], post: 'Officer', from: '2026-11-22', terms: 'allocated' as const },
      ],
    }));
    expect(rolesOn(moved, knowledge.agreements, '2026-11-22').people.find(({ email }) => email === FIONA)!.roles).toEqual([]);
  });

  it('with the right to read the log and to approve a protocol', async () => {
    const before = await openDoor();
    expect(words(await before.say('show the log of benefits', FIONA))).not.toContain('can read its log');
    const after = await openDoor({ partnership: ended(FIONA, '2026-11-21') });
    expect(words(await after.say('show the log of benefits under darlington', FIONA))).toContain('can read its log');
    expect(words(await after.say('approve the protocol of the darlington memorandum', FIONA))).toContain('can read its log');
  });

  it('with the right to say which agreement a channel works under', async () => {
    const door = await openDoor({ partnership: ended(ASHA, '2026-11-21') });
    const reply = await door.press({ name: 'bind-channel', value: { c: 'new-room' } }, ASHA, NEW_ROOM);
    expect(words(reply)).toBe('Only an administrator or the Director can say that. That is Dora Director.');
  });
});

describe('what is still to set up', () => {
  it('is listed on an administrator’s Home, in order, and on nobody else’s', async () => {
    const draft = { file: 'x.draft.yaml', id: 'ambleford', name: 'Ambleford memorandum', aliases: ['ambleford'] };
    const door = await openDoor({ drafts: [draft] });
    const home = async (email: string) => words(await door.send(email, null, { is: 'opened', view: 'home' }));
    expect(await home(ASHA)).toMatch(/Still to set up\n[^\n]*Look through the draft of the Ambleford memorandum and confirm it/);
    expect(await home(SAM)).not.toContain('Still to set up');
  });
});
