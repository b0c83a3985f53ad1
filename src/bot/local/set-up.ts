import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { SetUp, Step } from '../set-up.ts';
import { type Refusal, refusalOfPost } from './guard.ts';
import { readBytes, readJson, sayPlainly, sendJson } from './http.ts';
import { DOCUMENT_BYTES_AT_MOST } from './limits.ts';

/** Where the page “Set up” calls. */
export const SET_UP_PATH = '/local/set-up/';

const text = z.string().max(4000);
const acting = z.object({ as: z.string().min(1).max(320), id: z.string().min(1).max(100) });
const settled = acting.extend({
  fact: z.string().min(1).max(500),
  verdict: z.discriminatedUnion('is', [
    z.object({ is: z.literal('confirm') }),
    z.object({ is: z.literal('strike') }),
    z.object({ is: z.literal('correct'), value: text, ref: text.optional(), on: text.optional() }),
  ]),
});

/** A path below `/local/set-up/`, for a request that has been let in. */
export type SetUpRoute = (path: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The calls of the page “Set up”. What cannot be done is one plain sentence with status 409. */
export function makeSetUpRoute(setUp: SetUp): SetUpRoute {
  const review = async (id: string): Promise<Step> => setUp.review(id);
  /** After each step the page is given the draft as it now stands. */
  const thenReview = async (done: Step, id: string): Promise<Step> => (done.ok ? review(id) : done);
  const calls: Readonly<Record<string, (body: unknown) => Promise<Step> | undefined>> = {
    settle: (body) => when(settled, body, async ({ as, id, fact, verdict }) => thenReview(setUp.settle(as, id, fact, given(verdict)), id)),
    'settle-sure': (body) => when(acting, body, async ({ as, id }) => thenReview(setUp.settleSure(as, id), id)),
    confirm: (body) => when(acting, body, async ({ as, id }) => partnersOf(await setUp.confirm(as, id))),
  };
  return async (path, query, request, response) => {
    const name = path.slice(SET_UP_PATH.length);
    if ((name === 'overview' || name === 'draft') && request.method !== 'GET') return sayPlainly(response, 405, 'Use GET here.');
    if (name === 'overview') return sendJson(response, setUp.overview());
    if (name === 'draft') return answer(response, await review(query.get('id') ?? ''));
    if (name === 'import') return take(setUp, query, request, response);
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (call === undefined) return sayPlainly(response, 404, 'There is nothing here.');
    const refusal = refusalOfPost(request);
    if (refusal) return sayPlainly(response, refusal.status, refusal.sentence);
    const done = await call(await readJson(request));
    return done === undefined ? sayPlainly(response, 400, 'That could not be read.') : answer(response, done);
  };
}

function when<T>(schema: z.ZodType<T>, body: unknown, then: (call: T) => Promise<Step>): Promise<Step> | undefined {
  const read = schema.safeParse(body);
  return read.success ? then(read.data) : undefined;
}

type Given = z.infer<typeof settled>['verdict'];

function given(verdict: Given): Parameters<SetUp['settle']>[3] {
  if (verdict.is !== 'correct') return verdict;
  const { value, ref, on } = verdict;
  return { is: 'correct', value, ...(ref === undefined ? {} : { ref }), ...(on === undefined ? {} : { on }) };
}

/** Of a confirmed agreement the page needs its name, and what its partners are called in the partnership file. */
function partnersOf(done: Awaited<ReturnType<SetUp['confirm']>>): Step {
  if (!done.ok) return done;
  const { id, name, parties } = done.record;
  return { ok: true, id, name, partners: parties.map((party) => ({ id: party.id, name: party.name })) } as Step;
}

/** A document as bytes: another website cannot make a browser send this type unasked. */
async function take(setUp: SetUp, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refusalOfDocument(request);
  if (refusal) return sayPlainly(response, refusal.status, refusal.sentence);
  const bytes = await readBytes(request, DOCUMENT_BYTES_AT_MOST);
  if (bytes === undefined) return sayPlainly(response, 400, 'That document is too large, or did not arrive whole.');
  const newerOf = query.get('newer-of') ?? '';
  const file = (query.get('file') ?? '').slice(0, 200) || 'document';
  return answer(response, await setUp.take(query.get('as') ?? '', { file, bytes, ...(newerOf === '' ? {} : { newerOf }) }));
}

function refusalOfDocument({ method, headers }: IncomingMessage): Refusal | null {
  if (method !== 'POST') return { status: 405, sentence: 'Use POST here.' };
  if (headers['content-type'] !== 'application/octet-stream')
    return { status: 403, sentence: 'Send the document as it is, with the content type application/octet-stream.' };
  return null;
}

function answer(response: ServerResponse, done: Step): void {
  if (done.ok) sendJson(response, done);
  else sayPlainly(response, 409, done.sentence);
}
