import { asPlainText } from '../../src/bot/plain-text.ts';
import { dayAt } from '../../src/data/days.ts';
import { makeIssueKeys } from '../../src/data/issue-keys.ts';
import { openVault } from '../../src/data/issue-vault.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { recipientKey } from '../../src/data/outbox.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { makeStores } from '../../src/data/stores.ts';
import { eraseHandled, escalateIssues } from '../../src/handlers/look-after-issues.ts';
import type { Form, Message, Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { makeBytes } from '../data/bytes-of-tests.ts';
import { asMessage, button, knowledge } from './front-door.ts';
import { asForm, filledIn } from './log-door.ts';

export const SAM = 'sam@dccg.example';
export const HUGO = 'hugo@dccg.example';
export const HANA = 'hana@dbc.example';
export const DORA = 'dora@dbc.example';
export const JO = 'jo@derby-council.example';
export const UNA = 'una@elsewhere.example';

/** What somebody fills in, but for who may read it. */
export const WRITTEN = {
  kind: 'leave',
  what: 'My leave was refused again, quodlibetarian.',
  urgency: 'week',
  reach: '01632 960199',
  here: 'yes',
};

/** Employment issues through Accord’s front door, over a store in memory, with a clock that can be moved and an outbox that is emptied. */
export async function openIssueDoor(partnership: Partnership = knowledge.partnership) {
  const store = await openStore('memory:');
  const bytes = makeBytes('issues');
  const vault = await openVault(store, makeIssueKeys([bytes(32)], bytes), bytes);
  const stores = makeStores(store, { ...knowledge, partnership }, vault);
  let at = '2015-10-05T10:00:00.000Z';
  let requests = 0;
  const clock = { now: () => at, today: () => dayAt(at) };
  const send = (as: string, act: Request['act'], id = `r${++requests}`, channel: string | null = null): Promise<Reply> =>
    route({ id, asker: { platform: 'local', id: as }, channel, public: channel !== null, act }, stores, clock);
  const door = {
    store,
    stores,
    clock,
    send,
    /** Moves the clock to an instant. */
    now(instant: string) {
      at = instant;
    },
    say: async (as: string, text: string, channel: string | null = null) =>
      asMessage(await send(as, { is: 'said', text }, undefined, channel)),
    press: (as: string, on: Message, label: string, id?: string) => {
      const { name, value } = button(on, label);
      return send(as, { is: 'pressed', button: name, value }, id);
    },
    pressed: async (as: string, on: Message, label: string) => asMessage(await door.press(as, on, label)),
    submit: (as: string, form: Form, typed: Record<string, string>, id?: string) =>
      send(as, { is: 'submitted', form: form.name, values: { ...filledIn(form), ...typed }, context: form.context }, id),
    /** Raises Sam’s issue with the CCG and gives its reference. */
    async raise(typed: Record<string, string> = {}, id?: string) {
      const form = asForm(await send(SAM, { is: 'said', text: 'raise' }));
      const reply = asMessage(await door.submit(SAM, form, { ...WRITTEN, 'readers-dccg': 'all', ...typed }, id));
      return { reply, reference: /E-[A-Z2-9]{6}/.exec(asPlainText(reply))![0] };
    },
    /** Delivers everything that waits: to whom, what a notification shows, and the message. */
    async deliver() {
      const said: { to: string; preview: string | undefined; text: string; message: Message }[] = [];
      for (const notice of await stores.notices.due(at)) {
        const told = await tellNotice(notice, stores, clock);
        if (told !== null)
          said.push({ to: recipientKey(notice.to), preview: told.previewSafe, text: asPlainText(told.message), message: told.message });
        await stores.notices.settle(notice, told === null ? 'nothing to tell' : 'sent', at);
      }
      return said;
    },
    /** What the scheduler does in a round, and what is said after it. */
    async round(days = 30) {
      await escalateIssues(stores, clock);
      await eraseHandled(stores, clock, days);
      return door.deliver();
    },
    /** Every entry of the store, keys and values, as one text. */
    dump: async () => (await store.list('', 10_000)).map(({ key, value }) => `${key} ${value}`).join('\n'),
  };
  return door;
}

export type IssueDoor = Awaited<ReturnType<typeof openIssueDoor>>;
