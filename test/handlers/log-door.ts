import { openStore } from '../../src/data/open-stores.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { makeStores } from '../../src/data/stores.ts';
import type { Button, Form, Message, Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { asMessage, button, knowledge } from './front-door.ts';

export const DORA = 'dora@dbc.example';
export const SAM = 'sam@dccg.example';
export const FIONA = 'fiona@dbc.example';
export const FRED = 'fred@dccg.example';
export const CAROL = 'carol@derby-council.example';
export const UNA = 'una@elsewhere.example';

/** The log through Accord’s front door, over a store in memory, with a clock that can be moved. */
export async function openLogDoor(partnership: Partnership = knowledge.partnership) {
  const stores = makeStores(await openStore('memory:'), { ...knowledge, partnership });
  let at = '2015-10-05T10:00:00.000Z';
  let requests = 0;
  const clock = { now: () => at, today: () => at.slice(0, 10) };
  const send = (as: string, act: Request['act'], id = `r${++requests}`): Promise<Reply> =>
    route({ id, asker: { platform: 'local', id: as }, channel: null, public: false, act }, stores, clock);
  const press = (as: string, { name, value }: Pick<Button, 'name' | 'value'>, id?: string) =>
    send(as, { is: 'pressed', button: name, value }, id);
  const door = {
    stores,
    send,
    press,
    /** Moves the clock to an instant. */
    now(instant: string) {
      at = instant;
    },
    say: async (as: string, text: string, id?: string): Promise<Message> => asMessage(await send(as, { is: 'said', text }, id)),
    pressed: async (as: string, on: Message, label: string, id?: string): Promise<Message> =>
      asMessage(await press(as, button(on, label), id)),
    form: async (as: string, on: Message, label: string): Promise<Form> => asForm(await press(as, button(on, label))),
    /** Sends a form in as it was drawn, with what was typed over it. */
    submit: (as: string, form: Form, typed: Record<string, string> = {}, id?: string): Promise<Reply> =>
      send(as, { is: 'submitted', form: form.name, values: { ...filledIn(form), ...typed }, context: form.context }, id),
    entries: () => stores.benefits.newest('darlington', 100),
    notices: () => stores.notices.due('2999-01-01T00:00:00.000Z'),
    /** An entry in the log, by Dora. */
    log: async (sentence: string) => door.pressed(DORA, await door.say(DORA, sentence), 'Save'),
  };
  return door;
}

export type LogDoor = Awaited<ReturnType<typeof openLogDoor>>;

export function asForm(reply: Reply): Form {
  if (reply.kind !== 'form') throw new Error(`A form was expected, not ${JSON.stringify(reply)}.`);
  return reply.form;
}

/** What stands in the fields of a form before anything is typed. */
export function filledIn(form: Form): Record<string, string> {
  return Object.fromEntries(form.fields.map(({ name, value }) => [name, value ?? '']));
}
