import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_PARTNERSHIP } from '../../src/bot/config.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import { fingerprintOf, keep, openKept } from '../../src/data/kept-knowledge.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';

const folder = mkdtempSync(join(tmpdir(), 'accord-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const agreements = join(folder, 'agreements');
// One agreement is enough to learn from, and quick.
cpSync(join(BUNDLED_AGREEMENTS, 'darlington.yaml'), join(agreements, 'darlington.yaml'));
const partnership = join(folder, 'partnership.yaml');
writeFileSync(
  partnership,
  'organisations:\n  - { id: dbc, name: Darlington Borough Council }\npeople:\n  - { email: sam@dccg.example, name: Sam Secondee }\n',
);
const file = join(folder, 'var', 'knowledge.cache');

const QUESTIONS = [
  'how much notice do we have to give',
  'who pays for a loss',
  'my boss keeps refusing my leave',
  'what colour is the sky',
  'notise perid',
];

function load(keptIn?: string) {
  const loaded = loadKnowledge(agreements, partnership, keptIn);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.knowledge;
}
const said = ({ finder, kindOf, stemsOf }: ReturnType<typeof load>) =>
  QUESTIONS.map((question) => [
    finder.find(question, ['darlington']),
    finder.about('review', 'darlington'),
    kindOf(question),
    [...stemsOf(question)],
  ]);

let afresh: ReturnType<typeof said>;
beforeAll(() => {
  afresh = said(load());
  load(file);
});

describe('what was learnt at one start and kept for the next', () => {
  const whole = () => readFileSync(file);
  let kept: Buffer;
  beforeAll(() => {
    kept = whole();
  });
  beforeEach(() => writeFileSync(file, kept));

  it('answers exactly as what is learnt afresh', () => {
    expect(openKept(file, fingerprintOf(agreements))).toBeDefined();
    expect(said(load(file))).toEqual(afresh);
    expect(whole(), 'nothing was made again').toEqual(kept);
  });

  it('finds the clauses of the very records that are loaded', () => {
    const knowledge = load(file);
    const [first] = knowledge.finder.find(QUESTIONS[0]!, ['darlington']).clauses;
    expect(first!.agreement).toBe(knowledge.agreements.get('darlington'));
    expect(first!.agreement.clauses).toContain(first!.clause);
  });

  it.each<[string, () => void]>([
    ['missing', () => undefined],
    ['cut short', () => writeFileSync(file, kept.subarray(0, kept.length / 2))],
    ['changed in what was read', () => writeFileSync(file, damaged(1_100))],
    ['changed in what was learnt', () => writeFileSync(file, damaged(kept.length - 1_000))],
    ['a folder', () => cpSync(agreements, file, { recursive: true })],
  ])('is not used when the file is %s', (_, spoil) => {
    rmSync(file);
    spoil();
    expect(said(load(file))).toEqual(afresh);
    rmSync(file, { recursive: true, force: true });
  });

  it('is not used for other records: a corrected one is answered from at once', () => {
    const record = join(agreements, 'darlington.yaml');
    const before = readFileSync(record, 'utf8');
    try {
      writeFileSync(record, before.replace(/^name: .*$/m, 'name: The corrected memorandum'));
      expect(load(file).agreements.get('darlington')!.name).toBe('The corrected memorandum');
    } finally {
      writeFileSync(record, before);
    }
  });

  it('holds nothing of the partnership file, and is for its owner alone', () => {
    expect(whole().includes('sam@dccg.example')).toBe(false);
    expect(whole().includes('11(o)')).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('says what is wrong with a record, kept or not', () => {
    const bad = join(agreements, 'bad.yaml');
    writeFileSync(bad, 'id: bad\n');
    try {
      expect(loadKnowledge(agreements, partnership, file)).toMatchObject({ ok: false });
      expect(whole()).toEqual(kept);
    } finally {
      rmSync(bad);
    }
  });

  it.skipIf(process.getuid?.() === 0)('starts all the same where nothing may be written', () => {
    // the superuser may write anywhere
    const closed = mkdtempSync(join(folder, 'closed-'));
    chmodSync(closed, 0o500);
    expect(said(load(join(closed, 'knowledge.cache')))).toEqual(afresh);
  });

  it('starts all the same where a file stands in the place of the folder', () => {
    expect(load(join(partnership, 'knowledge.cache')).agreements.size).toBe(1);
  });

  function damaged(at: number): Buffer {
    const bytes = Buffer.from(kept);
    bytes[at]! ^= 1;
    return bytes;
  }
});

it('the sample partnership loads with what was kept', () => {
  const own = join(folder, 'own.cache');
  const first = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP, own);
  const second = loadKnowledge(BUNDLED_AGREEMENTS, SAMPLE_PARTNERSHIP, own);
  if (!first.ok || !second.ok) throw new Error('the bundled files do not load');
  const all = [...first.knowledge.agreements.keys()];
  for (const question of QUESTIONS) expect(second.knowledge.finder.find(question, all)).toEqual(first.knowledge.finder.find(question, all));
});

it('a part that was not kept is not there', () => {
  const own = join(folder, 'parts.cache');
  keep(own, 'f', { one: new Map([['a', 1]]) });
  const recall = openKept(own, 'f')!;
  expect(recall('one')).toEqual(new Map([['a', 1]]));
  expect(recall('two')).toBeUndefined();
  expect(openKept(own, 'g')).toBeUndefined();
});
