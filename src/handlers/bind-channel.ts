import { z } from 'zod';
import { channelId } from '../data/channel-bindings.ts';
import type { Person } from '../data/partnership.ts';
import { findChannel, findPerson, maySetUp, thoseWhoSetUp } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Form, type Message, message } from './reply.ts';
import type { Request } from './request.ts';

const NO_AGREEMENT = 'There is no agreement Accord answers from yet. Bring one in first, under “Set up”.';

const WELCOME = message(
  'room',
  [
    { is: 'heading', text: 'Accord answers what your partnership agreement says, with the clause.' },
    {
      is: 'paragraph',
      text: 'Ask in your own words: “how much notice do we have to give?” In a channel, mention @Accord. Anything about your own employment is answered to you alone.',
    },
  ],
  [{ name: 'show-help', label: 'See what you can ask', value: {} }],
);

/** Said where Accord is invited: what it does, and, in a channel that works under no agreement yet, the question which one it is. */
export function welcomeTo(request: Request, stores: Stores): Message {
  const { channel, asker } = request;
  const known = channel === null || findChannel(stores.partnership, asker.platform, channel) !== undefined;
  if (known || channel === null || stores.agreements.size === 0) return WELCOME;
  return message(
    'room',
    [
      ...WELCOME.parts,
      {
        is: 'paragraph',
        text: 'Which agreement does this channel work under, and shall reminders come here? An administrator or the Director can say.',
      },
    ],
    [bindButton(channel), ...WELCOME.buttons],
  );
}

function bindButton(channel: string): Button {
  return { name: 'bind-channel', label: 'Say which agreement', value: { c: channel }, style: 'primary', opensForm: true };
}

/** Opens the form, for those who may answer. */
export const openBindChannel: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const may = mayBind(request, stores, clock);
  if (!may.ok) return may.reply;
  if (stores.agreements.size === 0) return refuse(NO_AGREEMENT);
  const options = [...stores.agreements.values()].map(({ id, name }) => ({ value: id, label: name }));
  const form: Form = {
    name: 'bind-channel',
    title: 'This channel',
    intro: 'Questions asked here are then about that agreement, unless somebody names another.',
    fields: [
      { name: 'agreement', label: 'Which agreement does it work under?', type: 'choice', options, required: true, longest: 100 },
      {
        name: 'reminders',
        label: 'Shall reminders come here?',
        type: 'choice',
        options: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ],
        value: 'yes',
        required: true,
        longest: 3,
      },
    ],
    submit: 'Keep it',
    context: request.act.value,
    schema: answered as unknown as Form['schema'],
  };
  return { kind: 'form', form };
};

const answered = z.object({ agreement: z.string().min(1), reminders: z.enum(['yes', 'no']) });

/** Keeps which agreement a channel works under. */
export const bindChannel: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const may = mayBind(request, stores, clock);
  if (!may.ok) return { kind: 'rejected', problems: { '': may.reason } };
  const given = answered.safeParse(request.act.values).data;
  const agreement = stores.agreements.get(given?.agreement ?? '');
  const channel = request.act.context.c ?? request.channel;
  const { platform } = request.asker;
  if (given === undefined || agreement === undefined || channel === null || platform === 'terminal')
    return { kind: 'rejected', problems: { agreement: 'Choose one of the agreements.' } };
  const inFile = findChannel(stores.partnership, platform, channel);
  const bound = await stores.channelBindings.all();
  if (inFile !== undefined && !bound.some((one) => one.platform === platform && one.channel === channelId(channel)))
    return refuse('The partnership file says already what this channel works under. Change it there.');
  await stores.channelBindings.keep({
    platform,
    channel: channelId(channel),
    agreement: agreement.id,
    reminders: given.reminders === 'yes',
    by: may.person.email,
    at: clock.now(),
  });
  return message(
    'room',
    [
      { is: 'heading', text: `This channel works under the ${agreement.name}.` },
      {
        is: 'paragraph',
        text: `${given.reminders === 'yes' ? 'Reminders come here.' : 'Reminders do not come here.'} Said by ${may.person.name}.`,
      },
    ],
    [],
    'replaced',
  );
};

function mayBind(
  request: Request,
  { partnership }: Stores,
  clock: Clock,
): { ok: true; person: Person } | { ok: false; reason: string; reply: Message } {
  const person = findPerson(partnership, request.asker);
  if (person !== undefined && maySetUp(person, clock.today())) return { ok: true, person };
  const names = thoseWhoSetUp(partnership, clock.today()).map(({ name }) => name);
  const reason = `Only an administrator or the Director can say that.${names.length === 0 ? '' : ` That is ${names.join(' or ')}.`}`;
  return { ok: false, reason, reply: refuse(reason) };
}

function refuse(reason: string): Message {
  return message('asker', [{ is: 'paragraph', text: reason }]);
}
