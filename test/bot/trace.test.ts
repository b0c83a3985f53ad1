import { type Attributes, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Platform } from '../../src/bot/platform.ts';
import { Unreachable } from '../../src/bot/platform.ts';
import { traceDelivery, traceDispatch } from '../../src/bot/trace.ts';
import { message } from '../../src/handlers/reply.ts';
import type { Request } from '../../src/handlers/request.ts';

/** What an operator’s SDK is given: each span with all that it carries. */
type Recorded = { name: string; attributes: Attributes; status?: unknown; ended: number };
let spans: Recorded[];

beforeEach(() => {
  spans = [];
  trace.disable();
  trace.setGlobalTracerProvider({ getTracer: () => recorder });
});
afterEach(() => trace.disable());

const recorder = {
  startActiveSpan(name: string, { attributes }: { attributes: Attributes }, work: (span: Span) => unknown) {
    const recorded: Recorded = { name, attributes: { ...attributes }, ended: 0 };
    spans.push(recorded);
    return work({
      setAttributes: (more: Attributes) => void Object.assign(recorded.attributes, more),
      setStatus: (status: unknown) => void Object.assign(recorded, { status }),
      end: () => void recorded.ended++,
    } as unknown as Span);
  },
} as unknown as Tracer;

const MARK = 'my leave keeps getting refused';
const request: Request = {
  id: 'Ev0SECRET',
  asker: { platform: 'slack', id: 'U0SAM' },
  channel: 'C0JOINT',
  public: false,
  act: { is: 'submitted', form: 'raise-issue', values: { what: MARK }, context: { to: 'hr@dccg.example' } },
};
const platform = (deliver: Platform['deliver']): Platform => ({
  name: 'teams',
  mounts: [],
  start: async () => undefined,
  deliver,
  update: async () => undefined,
  stop: async () => undefined,
});

it('a request is one span, which says on what platform, what kind of act, which event, what kind of reply, and no more', async () => {
  const reply = message('asker', [{ is: 'paragraph', text: MARK }]);
  expect(await traceDispatch(async () => reply)(request)).toBe(reply);
  expect(spans).toEqual([
    {
      name: 'accord.request',
      attributes: { 'accord.platform': 'slack', 'accord.act': 'submitted', 'accord.request': 'Ev0SECRET', 'accord.reply': 'message' },
      ended: 1,
    },
  ]);
});

it('a message to somebody, and a change to one, are a span each, without whom it was to or what it said', async () => {
  const said = message('asker', [{ is: 'paragraph', text: MARK }]);
  if (said.kind !== 'message') throw new Error('not a message');
  const traced = traceDelivery(platform(async () => '17.1'));
  expect(await traced.deliver({ platform: 'teams', to: '29:sam' }, said, MARK)).toBe('17.1');
  await traced.update({ platform: 'teams', to: '29:sam' }, '17.1', said);
  expect(spans).toEqual(
    ['accord.deliver', 'accord.update'].map((name) => ({ name, attributes: { 'accord.platform': 'teams' }, ended: 1 })),
  );
});

it('what goes wrong is said by its code, never in its words, and goes on to who has to deal with it', async () => {
  const failing = traceDelivery(
    platform(async () => {
      throw new Unreachable('channel_not_found', new Error(MARK));
    }),
  );
  const said = message('asker', [{ is: 'paragraph', text: MARK }]);
  if (said.kind !== 'message') throw new Error('not a message');
  await expect(failing.deliver({ platform: 'teams', to: '29:sam' }, said)).rejects.toBeInstanceOf(Unreachable);
  expect(spans).toMatchObject([{ status: { code: SpanStatusCode.ERROR, message: 'channel_not_found' }, ended: 1 }]);
  expect(JSON.stringify(spans)).not.toContain(MARK);
});

it('without an SDK everything works as it is', async () => {
  trace.disable();
  expect(await traceDispatch(async () => ({ kind: 'silence' }))(request)).toEqual({ kind: 'silence' });
  expect(spans).toEqual([]);
});
