import { makeDelivery } from '../../src/bot/deliver.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { Platform } from '../../src/bot/platform.ts';
import { dayAt } from '../../src/data/days.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';
import type { Form, Message, Reply } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';
import { route } from '../../src/handlers/route.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { asMessage, button, knowledge } from './front-door.ts';
import { asForm, filledIn } from './log-door.ts';

export const DORA = 'dora@dbc.example';
export const SAM = 'sam@dccg.example';
export const ASHA = 'asha@dbc.example';
export const CAROL = 'carol@derby-council.example';
export const JO = 'jo@derby-council.example';

/** A message as it stands where it was posted: its words now, and how often it was changed. */
export type Standing = { platform: string; to: string; message: Message; text: string; changes: number };

/**
 * Duties through Accord’s front door, with a clock that is moved, rounds of the scheduler, and platforms that keep what they are sent.
 * `only` leaves one agreement, so that others have no part in a test.
 */
export async function openDutyDoor({ over = {}, only = 'darlington' }: { over?: Partial<Knowledge>; only?: string } = {}) {
  const store = await openStore('memory:');
  const agreements = over.agreements ?? new Map([...knowledge.agreements].filter(([id]) => id === only));
  const stores = makeStores(store, { ...knowledge, ...over, agreements });
  let at = '2015-10-05T10:00:00.000Z';
  let requests = 0;
  const clock = { now: () => at, today: () => dayAt(at) };
  const board: Standing[] = [];
  const platform = (name: Platform['name']): Platform => ({
    name,
    mounts: [],
    start: async () => undefined,
    stop: async () => undefined,
    deliver: async ({ to }, message) => String(board.push({ platform: name, to, message, text: asPlainText(message), changes: 0 })),
    update: async (_, posted, message) => {
      const standing = board[Number(posted) - 1]!;
      Object.assign(standing, { message, text: asPlainText(message), changes: standing.changes + 1 });
    },
  });
  const platforms = [platform('slack'), platform('teams'), platform('local')];
  const delivery = makeDelivery({
    tell: tellNotice,
    stores,
    store,
    platforms,
    clock,
    log: openLog('fatal', { write: () => undefined }),
    metrics: openMetrics(),
  });
  const reminding = openReminding(stores);
  const send = (as: string, act: Request['act'], channel: string | null = null, id = `r${++requests}`): Promise<Reply> =>
    route({ id, asker: { platform: 'local', id: as }, channel, public: channel !== null, act }, stores, clock);
  const door = {
    store,
    stores,
    clock,
    board,
    send,
    /** Moves the clock to an instant. */
    now(instant: string) {
      at = instant;
    },
    say: async (as: string, text: string, channel: string | null = null) => asMessage(await send(as, { is: 'said', text }, channel)),
    press: (as: string, on: Message, label: string, channel: string | null = null) => {
      const { name, value } = button(on, label);
      return send(as, { is: 'pressed', button: name, value }, channel);
    },
    pressed: async (as: string, on: Message, label: string) => asMessage(await door.press(as, on, label)),
    form: async (as: string, on: Message, label: string, channel: string | null = null) => asForm(await door.press(as, on, label, channel)),
    submit: (as: string, form: Form, typed: Record<string, string> = {}, channel: string | null = null, id?: string) =>
      send(as, { is: 'submitted', form: form.name, values: { ...filledIn(form), ...typed }, context: form.context }, channel, id),
    /** What the scheduler does in a round, and what is said in it, in the order it is said. */
    async round(reminders = reminding) {
      const before = board.length;
      await reminders.leave(clock);
      await delivery.begin();
      await delivery.ended();
      return board.slice(before);
    },
    /** A round at an instant. */
    async roundAt(instant: string) {
      at = instant;
      return door.round();
    },
    /** The last message posted to the team’s channel on the local page. */
    posted: (to = 'darlington-team') => board.findLast((one) => one.to === to)!,
    /** Marks what a message speaks of as done. */
    done: async (as: string, on: Message, typed: Record<string, string> = {}, channel: string | null = null) =>
      door.submit(as, await door.form(as, on, 'Done', channel), typed, channel),
  };
  return door;
}

export type DutyDoor = Awaited<ReturnType<typeof openDutyDoor>>;
