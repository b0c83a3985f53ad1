import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { asPlainText } from '../../src/bot/plain-text.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import type { Clock } from '../../src/handlers/handler.ts';
import type { Button, ButtonName, FormName, Message, Part, Reply } from '../../src/handlers/reply.ts';
import type { ButtonValue, Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';

const loaded = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP);
if (!loaded.ok) throw new Error('The bundled records do not load.');
/** What Accord knows, read once for a file of tests. */
export const { knowledge } = loaded;

export const CLOCK: Clock = { now: () => '2026-11-22T12:00:00.000Z', today: () => '2026-11-22' };
export const SAM = 'sam@dccg.example';
export const JO = 'jo@derby-council.example';
export const PAT = 'pat@pdc.example';
/** Known, and bound to no agreement. */
export const UNA = 'una@elsewhere.example';

/** Where something was said: alone with Accord, aloud in a channel, or by a slash command in one. */
export type Where = { channel: string; aloud: boolean } | null;
export const TEAM: Where = { channel: 'darlington-team', aloud: true };
export const COMMAND: Where = { channel: 'darlington-team', aloud: false };

/** Accord’s front door over a store in memory: each call is one request, and gives the reply. */
export async function openDoor(over: Partial<Knowledge> = {}) {
  const store = await openStore('memory:');
  const stores = makeStores(store, { ...knowledge, ...over });
  let requests = 0;
  const send = (as: string, where: Where, act: Request['act']): Promise<Reply> =>
    route(
      {
        id: `r${++requests}`,
        asker: { platform: 'local', id: as },
        channel: where?.channel ?? null,
        public: where?.aloud ?? false,
        act,
      },
      stores,
      CLOCK,
    );
  return {
    stores,
    send,
    say: async (text: string, as = SAM, where: Where = null) => asMessage(await send(as, where, { is: 'said', text })),
    press: (button: Pick<Button, 'name' | 'value'>, as = SAM, where: Where = null) =>
      send(as, where, { is: 'pressed', button: button.name as ButtonName, value: button.value }),
    submit: (values: Record<string, string>, context: ButtonValue, form = 'tell-keeper', where: Where = null) =>
      send(SAM, where, { is: 'submitted', form: form as FormName, values, context }),
    /** Every entry of the store, keys and values, as one text. */
    dump: async () => (await store.list('', 10_000)).map(({ key, value }) => `${key} ${value}`).join('\n'),
  };
}

export type Door = Awaited<ReturnType<typeof openDoor>>;

/** A reply that is a message. */
export function asMessage(reply: Reply): Message {
  if (reply.kind !== 'message') throw new Error(`A message was expected, not ${reply.kind}.`);
  return reply;
}

export const textOf = asPlainText;
export const labels = (reply: Message) => reply.buttons.map((button) => button.label);
export const refsIn = (reply: Message) => clausesIn(reply).map((part) => part.citation.ref);
export const clausesIn = (reply: Message) => reply.parts.filter((part): part is Part & { is: 'clause' } => part.is === 'clause');

/** The button with that label. */
export function button(reply: Message, label: string): Button {
  const found = reply.buttons.find((one) => one.label === label);
  if (found === undefined) throw new Error(`No button “${label}” among: ${labels(reply).join(' | ')}`);
  return found;
}
