import { z } from 'zod';
import { makeClock } from '../../src/bot/clock.ts';
import { makeDispatch } from '../../src/bot/dispatch.ts';
import { openLog } from '../../src/bot/log.ts';
import { openMetrics } from '../../src/bot/metrics.ts';
import type { Platform } from '../../src/bot/platform.ts';
import { type Serving, serve } from '../../src/bot/serve.ts';
import { makeSlack } from '../../src/bot/slack/app.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Stores } from '../../src/data/stores.ts';
import type { Handler } from '../../src/handlers/handler.ts';
import { type Form, message } from '../../src/handlers/reply.ts';
import { type FakeSlack, SIGNING_SECRET } from './fake-slack.ts';

const form: Form = {
  name: 'tell-keeper',
  title: 'Tell the keeper',
  fields: [{ name: 'note', label: 'What is missing', type: 'long-text', required: true, longest: 500 }],
  submit: 'Tell them',
  context: { question: 'q1' },
  schema: z.object({ note: z.string().min(10, 'Write a little more.') }) as unknown as Form['schema'],
};

export const picture = { is: 'image' as const, alt: 'Savings rise to £12,400 <!channel>', png: new Uint8Array([137, 80, 78, 71]) };

/** A small handler of the test’s own: it answers with what it was asked, and in the way the words ask for. */
export const handle: Handler = async ({ act, channel, public: isPublic, asker }) => {
  const audience = isPublic ? 'room' : 'asker';
  switch (act.is) {
    case 'said':
      if (act.text === 'break') throw Object.assign(new Error('my leave is refused'), { code: 'store-broken' });
      if (act.text.includes('draw')) return message(audience, [{ is: 'paragraph', text: 'So far:' }, picture]);
      return message(
        act.text.startsWith('privately') ? 'asker' : audience,
        [{ is: 'paragraph', text: `${asker.id} in ${channel ?? 'private'} said ${act.text}` }],
        [{ name: 'rate', label: 'Helpful', value: { answer: '1' } }],
      );
    case 'pressed':
      return act.button === 'tell-keeper'
        ? { kind: 'form', form }
        : message(audience, [{ is: 'paragraph', text: 'Noted.' }], [], 'replaced');
    case 'submitted': {
      const checked = form.schema.safeParse(act.values);
      if (checked.success)
        return message(
          'asker',
          [{ is: 'paragraph', text: `The keeper will see it: ${checked.data.note} (${act.context.question})` }],
          [],
          'replaced',
        );
      return { kind: 'rejected', problems: Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join('.'), issue.message])) };
    }
    case 'chosen':
      return { kind: 'form', form: { ...form, title: act.text === '' ? 'Chosen on nothing' : 'Chosen on a message' } };
    case 'opened':
      return message('asker', [{ is: 'heading', text: 'Your agreement' }]);
    case 'sent':
    case 'joined':
      return { kind: 'silence' };
    default:
      return act satisfies never;
  }
};

// The handler above reads no records.
export const noRecords = {} as Stores;

export type Running = { port: number; slack: Platform; store: KeyValue; logged: string[]; stop(): Promise<void> };

export async function run(fake: FakeSlack, storeUrl = 'memory:', started = true): Promise<Running> {
  const logged: string[] = [];
  const log = openLog('trace', { write: (line) => void logged.push(line) });
  const store = await openStore(storeUrl);
  const slack = makeSlack({ mode: 'http', botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: fake.apiUrl }, { log });
  const serving: Serving = await serve(slack.mounts, 0, '127.0.0.1');
  if (started) await slack.start(makeDispatch({ handle, stores: noRecords, store, clock: makeClock(), log, metrics: openMetrics() }));
  return {
    port: serving.port,
    slack,
    store,
    logged,
    async stop() {
      await slack.stop();
      await serving.close();
      await store.close();
    },
  };
}
