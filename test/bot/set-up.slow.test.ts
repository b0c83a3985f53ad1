import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ASHA, type RunningSetUp, runSetUp } from '../flows/run-set-up.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../docs/samples/memorandum.txt'), 'utf8');
const SAM = 'sam@dccg.example';
let running: RunningSetUp;
beforeEach(async () => {
  running = await runSetUp({ small: true });
});
afterEach(() => running.stop());

const bytes = (text: string) => new TextEncoder().encode(text);

async function handOver(text: string, newerOf?: string): Promise<string> {
  const done = await running.setUp.take(ASHA, { file: 'memorandum.txt', bytes: bytes(text), newerOf });
  if (!done.ok) throw new Error(done.sentence);
  return done.id;
}

/** Confirms whatever is open, then the agreement. */
async function confirmAll(id: string) {
  const read = await running.setUp.review(id);
  if (!read.ok) throw new Error(read.sentence);
  for (const { fact, settled } of read.review.guesses) if (settled === null) running.setUp.settle(ASHA, id, fact, { is: 'confirm' });
  return running.setUp.confirm(ASHA, id);
}

it('a newer version is held against the one before, and takes its place once it is confirmed; the one before is kept aside', {
  timeout: 60_000,
}, async () => {
  const id = await handOver(SAMPLE);
  expect((await confirmAll(id)).ok).toBe(true);
  expect(await handOver(SAMPLE.replace('nine months', 'twelve months'), id)).toBe(id);
  const read = await running.setUp.review(id);
  expect(read).toMatchObject({ ok: true, review: { newer: { added: 0, changed: 1, gone: [] } } });
  const changed = read.ok ? read.review.clauses.filter(({ change }) => change !== undefined) : [];
  expect(changed.map(({ ref, change, before }) => [ref, change, before?.includes('nine months')])).toEqual([['7.1', 'changed', true]]);
  expect(running.stores.agreements.get(id)?.facts.noticeMonths?.value).toBe(9);

  expect((await confirmAll(id)).ok).toBe(true);
  expect(running.stores.agreements.get(id)?.facts.noticeMonths?.value).toBe(12);
  expect(readdirSync(join(running.importedFolder, 'earlier'))).toEqual([`${id}.until-2026-11-22.yaml`]);
});

it('another document with the same name gets an id of its own', { timeout: 30_000 }, async () => {
  const first = await handOver(SAMPLE);
  expect(await handOver(SAMPLE)).toBe(`${first}-2`);
});

it('only an administrator or the Director does any of it', { timeout: 30_000 }, async () => {
  const id = await handOver(SAMPLE);
  const refused = { ok: false, sentence: 'Only an administrator or the Director can do that. Dora Director or Asha Administrator can.' };
  expect(await running.setUp.take(SAM, { file: 'x.txt', bytes: bytes(SAMPLE) })).toEqual(refused);
  expect(running.setUp.settle(SAM, id, 'facts.startsOn', { is: 'strike' })).toEqual(refused);
  expect(running.setUp.settleSure(SAM, id)).toEqual(refused);
  expect(await running.setUp.confirm('', id)).toEqual(refused);
  expect(existsSync(join(running.importedFolder, `${id}.yaml`))).toBe(false);
});

it('a document that cannot be read is one sentence, and nothing is kept', async () => {
  const done = await running.setUp.take(ASHA, { file: 'x.docx', bytes: bytes('PK\u0003\u0004 not really') });
  expect(done).toMatchObject({ ok: false, sentence: expect.stringMatching(/damaged|packed folder/) });
  expect(running.setUp.overview().drafts).toEqual([]);
});

it('files with mistakes change nothing that is known, and are taken up once they are mended', { timeout: 60_000 }, async () => {
  const id = await handOver(SAMPLE);
  expect((await confirmAll(id)).ok).toBe(true);
  const file = join(running.importedFolder, `${id}.yaml`);
  const text = readFileSync(file, 'utf8');
  // One character of a clause that was imported.
  writeFileSync(file, text.replaceAll('nine months', 'five months'));
  expect(await running.reload.ifChanged()).toBe('refused');
  expect(running.stores.agreements.get(id)?.facts.noticeMonths?.value).toBe(9);
  expect(await running.reload.ifChanged()).toBe('unchanged');
  writeFileSync(file, text);
  expect(await running.reload.ifChanged()).toBe('taken up');
});
