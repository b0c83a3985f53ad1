import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { z } from 'zod';
import { makeClock } from '../../../src/bot/clock.ts';
import { SAMPLE_PARTNERSHIP } from '../../../src/bot/config.ts';
import { makeDispatch } from '../../../src/bot/dispatch.ts';
import { makeLocal } from '../../../src/bot/local/app.ts';
import type { Entry } from '../../../src/bot/local/rooms.ts';
import { openLog } from '../../../src/bot/log.ts';
import { openMetrics } from '../../../src/bot/metrics.ts';
import { serve } from '../../../src/bot/serve.ts';
import { BUNDLED_AGREEMENTS, loadAgreements } from '../../../src/data/agreements.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import { loadPartnership, type Partnership } from '../../../src/data/partnership.ts';
import type { Stores } from '../../../src/data/stores.ts';
import type { Handler } from '../../../src/handlers/handler.ts';
import { answer, type Button, type Form, message } from '../../../src/handlers/reply.ts';

export const SAM = 'sam@dccg.example';
export const DORA = 'dora@dbc.example';
export const HOSTILE =
  '<img src=x onerror=alert(1)> <at>x</at> *bold* [a](javascript:alert(1)) `code` {{DATE(2016-03-31T00:00:00Z)}} \u202Eback';

const form: Form = {
  name: 'tell-keeper',
  title: 'What were you looking for?',
  intro: 'Without your name.',
  fields: [
    { name: 'note', label: 'What is missing', hint: 'A few words.', type: 'long-text', required: true, longest: 500 },
    { name: 'topic', label: 'What it is about', type: 'text', required: false, longest: 100 },
  ],
  submit: 'Pass it on',
  context: { q: 'q1' },
  schema: z.object({ note: z.string() }) as unknown as Form['schema'],
};

const buttons: Button[] = [
  { name: 'rate', label: 'Helpful', value: { h: 'yes' } },
  { name: 'show-more', label: 'See more', value: {} },
  { name: 'share', label: 'Share', value: {} },
  { name: 'tell-keeper', label: 'Say what is missing', value: { q: 'q1' }, style: 'primary' },
];

/** A small handler of the tests’ own: it answers in the way the words ask for, and says what it was asked. */
export const handle: Handler = async ({ act, channel, public: aloud, asker }) => {
  const audience = channel !== null && aloud ? 'room' : 'asker';
  const where = `${asker.id} in ${channel ?? 'private'}`;
  if (act.is === 'said') {
    if (act.text === 'break') throw new Error('my leave is refused');
    if (act.text === 'hostile') return message(audience, [{ is: 'paragraph', text: HOSTILE }]);
    const private_ = act.text.startsWith('my leave');
    return answer(
      [
        {
          is: 'clause',
          citation: { agreement: 'darlington', part: 'Memorandum', ref: '11(o)' },
          source: 'Darlington memorandum, 11(o)',
          label: 'Notice',
          says: 'Either partner can end it by giving six months’ notice.',
        },
      ],
      { audience: private_ ? 'asker' : audience, after: [{ is: 'paragraph', text: `${where} said ${act.text}` }], buttons },
    );
  }
  if (act.is === 'opened')
    return message('asker', [{ is: 'heading', text: `Home of ${asker.id}` }], [{ name: 'ask', label: 'Ask', value: {} }]);
  if (act.is === 'submitted')
    return (act.values.note ?? '').length < 10
      ? { kind: 'rejected', problems: { note: 'Write a little more.', '': 'One thing needs another look.' } }
      : message('asker', [{ is: 'paragraph', text: `Passed on: ${act.values.note} (${act.context.q})` }]);
  if (act.is !== 'pressed') return { kind: 'silence' };
  if (act.button === 'tell-keeper') return { kind: 'form', form };
  if (act.button === 'rate') return message(audience, [{ is: 'paragraph', text: 'Noted as helpful.' }], [], 'replaced');
  if (act.button === 'share') return message('room', [{ is: 'paragraph', text: 'Shared with all.' }], [], 'removed');
  return message(audience, [{ is: 'paragraph', text: `More for ${where}.` }]);
};

/* Read once for a file of tests: reading the agreements is most of what a server costs. */
function readOnce<T>(read: () => T): () => T {
  let kept: { value: T } | undefined;
  return () => {
    kept ??= { value: read() };
    return kept.value;
  };
}

/** The sample partnership. */
export function samplePartnership(): Partnership {
  const read = loadPartnership(SAMPLE_PARTNERSHIP, bundled());
  if (!read.ok) throw new Error(read.problems.map((problem) => `${problem.line}: ${problem.problem}`).join('\n'));
  return read.partnership;
}

const bundled = readOnce(() => {
  const read = loadAgreements(BUNDLED_AGREEMENTS);
  if (!read.ok) throw new Error('The bundled agreements do not load.');
  return read.agreements;
});

export type Answered = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  json: () => Record<string, unknown>;
};

/** The page’s server on a port of its own, with ways to call it and to listen. */
export async function runLocal(partnership = samplePartnership(), host = '127.0.0.1') {
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => void lines.push(line) });
  const store = await openStore('memory:');
  const local = makeLocal({ log, partnership, agreements: bundled() });
  const dispatch = makeDispatch({ handle, stores: {} as Stores, store, clock: makeClock(), log, metrics: openMetrics() });
  const serving = await serve(local.mounts, 0, host);
  const call = makeCaller(serving.port);
  const post = (verb: string, body: object) => call('POST', `/local/${verb}`, { 'content-type': 'application/json' }, JSON.stringify(body));
  return {
    local,
    lines,
    call,
    post,
    url: `http://localhost:${serving.port}/`,
    start: () => local.start(dispatch),
    say: (as: string, room: string, text: string, id: string = randomUUID()) => post('say', { id, as, room, text }),
    press: (as: string, room: string, entry: string, button: string, value: object = {}) =>
      post('press', { id: randomUUID(), as, room, entry, button, value }),
    listen: (as: string) => listen(`http://127.0.0.1:${serving.port}/local/events?as=${encodeURIComponent(as)}`),
    async stop() {
      await local.stop();
      await serving.close();
      await store.close();
    },
  };
}

export type Local = Awaited<ReturnType<typeof runLocal>>;

function makeCaller(port: number) {
  return (method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const sent = request(
        { agent: false, host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: response.statusCode!, headers: response.headers, body: text, json: () => JSON.parse(text) });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
}

/** What one person’s page hears: each event as it came, and everything so far as text. */
async function listen(url: string) {
  const sent = request(url, { agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks = response.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
  let text = '';
  let read = 0;
  return {
    /** The next event. */
    async next(): Promise<{ event: string; data: { room: string; entry?: Entry; gone?: string } & Record<string, Entry[]> }> {
      for (;;) {
        const end = text.indexOf('\n\n', read);
        if (end !== -1) {
          const [event, data] = text.slice(read, end).split('\n');
          read = end + 2;
          return { event: event!.slice('event: '.length), data: JSON.parse(data!.slice('data: '.length)) };
        }
        const chunk = await chunks.next();
        if (chunk.done) throw new Error('The stream has ended.');
        text += chunk.value;
      }
    },
    heard: () => text,
    stop: () => void sent.destroy(),
  };
}
