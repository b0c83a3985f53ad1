import { beforeEach, describe, expect, it } from 'vitest';
import { deadlineOf, hasPassed } from '../../src/data/issue-deadline.ts';
import { makeIssueKeys, SealBroken } from '../../src/data/issue-keys.ts';
import { type IssueLog, type NewIssue, openIssueLog } from '../../src/data/issue-log.ts';
import { entries, needsKey, openNotice, openVault, sealAnew, sealNotice } from '../../src/data/issue-vault.ts';
import { type IssueWords, isOpen } from '../../src/data/issues.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { openOutbox } from '../../src/data/outbox.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { eraseName, recordsOf } from '../../src/data/person-records.ts';
import { makeBytes } from './bytes-of-tests.ts';

const bytes = makeBytes('issue log');
const [KEY, NEWER] = [bytes(32), bytes(32)];
const AT = '2015-10-05T10:00:00.000Z';
const HUGO = 'email:hugo@dccg.example';
const TEAM = 'email:hr@dccg.example';
const SAM = { email: 'sam@dccg.example', accounts: ['U0SAM', '29:sam'] };
const WORDS: IssueWords = { kind: 'pay', urgency: 'week', what: 'My pay is wrong, quodlibetarian.', reach: '01632 960199', here: true };
const ISSUE: NewIssue = {
  organisation: 'dccg',
  email: 'sam@dccg.example',
  account: { platform: 'slack', id: 'T0/U0SAM' },
  name: 'Sam Secondee',
  leftOut: [],
  asked: HUGO,
  at: AT,
};

let store: KeyValue;
let log: IssueLog;
beforeEach(async () => {
  store = await openStore('memory:');
  log = openIssueLog(store, await openVault(store, makeIssueKeys([KEY], bytes), bytes));
});
const dump = async () => (await store.list('', 10_000)).map(({ key, value }) => `${key} ${value}`).join('\n');

describe('an issue that is raised', () => {
  it('is kept with everything that was written, under a reference', async () => {
    const issue = await log.raise(ISSUE, WORDS, 'r1');
    expect(issue).toMatchObject({ state: 'waiting', asked: [{ contact: HUGO, deliveredAt: null }], exhausted: false, erased: false });
    expect(issue.raised.reference).toMatch(/^E-[2-9A-Z]{6}$/);
    expect(await log.wordsOf(issue)).toEqual([{ at: AT, words: WORDS }]);
    expect((await log.ofPerson(ISSUE)).map(({ id }) => id)).toEqual([issue.id]);
    expect((await log.open()).map(({ id }) => id)).toEqual([issue.id]);
  });

  it('is one issue however often its request is delivered, also at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => log.raise(ISSUE, WORDS, 'r1')));
    expect(new Set(all.map(({ id, raised }) => `${id} ${raised.reference}`)).size).toBe(1);
    expect(await log.ofPerson(ISSUE)).toHaveLength(1);
    expect((await log.get(all[0]!.id))!.history).toHaveLength(1);
    expect((await log.raise(ISSUE, WORDS, 'r2')).raised.reference).not.toBe(all[0]!.raised.reference);
  });

  it('is found from every account of the person, and by nobody else', async () => {
    await log.raise(ISSUE, WORDS, 'r1');
    expect(await log.ofPerson({ email: 'sam@dccg.example', account: { platform: 'teams', id: '29:sam' } })).toHaveLength(1);
    expect(await log.ofPerson({ email: 'dora@dbc.example', account: { platform: 'slack', id: 'T0/U0SAM' } })).toEqual([]);
    expect(await log.ofPerson({ email: null, account: { platform: 'slack', id: 'T0/U0SAM' } })).toEqual([]);
  });

  it('shows nothing of itself in the store: no word, name, address, organisation, state or reference', async () => {
    const issue = await log.raise(ISSUE, WORDS, 'r1');
    await log.add(issue.id, { is: 'added', at: AT }, 'r2', { what: 'And floccinaucinihilipilification.' });
    await log.add(issue.id, { is: 'acknowledged', by: HUGO, at: AT }, 'r3');
    const all = await dump();
    for (const secret of [
      'quodlibetarian',
      'floccinauc',
      'Sam',
      'sam@',
      'U0SAM',
      'hugo',
      'dccg',
      'acknowledged',
      'raised',
      '960199',
      '2015-10',
      'pay',
    ])
      expect(all, secret).not.toContain(secret);
    expect(all).not.toContain(issue.raised.reference);
    expect(all).not.toContain(issue.raised.reference.slice(2));
  });
});

describe('what happens to an issue', () => {
  it('is kept once for each request, in order', async () => {
    const { id } = await log.raise(ISSUE, WORDS, 'r1');
    await log.add(id, { is: 'delivered', to: HUGO, at: AT }, 'd');
    const first = await log.add(id, { is: 'acknowledged', by: HUGO, at: AT }, 'r2');
    const again = await log.add(id, { is: 'acknowledged', by: HUGO, at: AT }, 'r2');
    expect([first!.counted, again!.counted]).toEqual([true, true]);
    expect(again!.issue.history.map(({ step }) => step.is)).toEqual(['raised', 'delivered', 'acknowledged']);
    expect(await log.add('no such issue', { is: 'withdrawn', at: AT }, 'r3')).toBeUndefined();
  });

  it.each<[string, Parameters<IssueLog['add']>[1][], boolean, string]>([
    ['a contact who was not asked cannot take it up', [{ is: 'acknowledged', by: TEAM, at: AT }], false, 'waiting'],
    [
      'it is not asked of the next after it was taken up',
      [
        { is: 'acknowledged', by: HUGO, at: AT },
        { is: 'escalated', to: TEAM, at: AT },
      ],
      false,
      'taken up',
    ],
    [
      'passed on, it waits again',
      [
        { is: 'acknowledged', by: HUGO, at: AT },
        { is: 'passed on', by: HUGO, to: TEAM, at: AT },
      ],
      true,
      'waiting',
    ],
    ['nobody passes it to themselves', [{ is: 'passed on', by: HUGO, to: HUGO, at: AT }], false, 'waiting'],
    [
      'closed, nothing is added',
      [
        { is: 'closed', by: HUGO, at: AT },
        { is: 'added', at: AT },
      ],
      false,
      'closed',
    ],
    [
      'withdrawn, it cannot be taken up',
      [
        { is: 'withdrawn', at: AT },
        { is: 'acknowledged', by: HUGO, at: AT },
      ],
      false,
      'withdrawn',
    ],
    ['it is not kept elsewhere before it was taken up', [{ is: 'held', by: HUGO, at: AT }], false, 'waiting'],
    ['nobody is asked twice', [{ is: 'escalated', to: HUGO, at: AT }], false, 'waiting'],
    [
      'the first contact may still take it up after the next was asked',
      [
        { is: 'escalated', to: TEAM, at: AT },
        { is: 'acknowledged', by: HUGO, at: AT },
      ],
      true,
      'taken up',
    ],
  ])('%s', async (_, steps, counted, state) => {
    const { id } = await log.raise(ISSUE, WORDS, 'r1');
    let last: Awaited<ReturnType<IssueLog['add']>>;
    for (const [at, step] of steps.entries()) last = await log.add(id, step, `s${at}`);
    expect(last).toMatchObject({ counted, issue: { state } });
  });

  it('never goes to somebody who was left out', async () => {
    const { id } = await log.raise({ ...ISSUE, leftOut: [TEAM] }, WORDS, 'r1');
    expect((await log.add(id, { is: 'escalated', to: TEAM, at: AT }, 's1'))!.counted).toBe(false);
    expect((await log.add(id, { is: 'passed on', by: HUGO, to: TEAM, at: AT }, 's2'))!.counted).toBe(false);
  });

  it('of two contacts at once one has it', async () => {
    const { id } = await log.raise(ISSUE, WORDS, 'r1');
    await log.add(id, { is: 'escalated', to: TEAM, at: AT }, 's1');
    const both = await Promise.all([HUGO, TEAM].map((by) => log.add(id, { is: 'acknowledged', by, at: AT }, `by ${by}`)));
    expect(both.filter((one) => one!.counted)).toHaveLength(1);
  });
});

describe('forgetting', () => {
  it('takes what was written away and keeps reference, times and organisation', async () => {
    const raised = await log.raise(ISSUE, WORDS, 'r1');
    await log.add(raised.id, { is: 'added', at: AT }, 'r2', { what: 'More.' });
    await log.add(raised.id, { is: 'acknowledged', by: HUGO, at: AT }, 'r3');
    expect((await store.list('issue:words:', 10)).length).toBe(2);
    await log.erase((await log.get(raised.id))!, AT);
    expect(await store.list('issue:words:', 10)).toEqual([]);
    const issue = (await log.get(raised.id))!;
    expect(issue).toMatchObject({
      erased: true,
      state: 'taken up',
      raised: { reference: raised.raised.reference, organisation: 'dccg', at: AT },
    });
    expect(await log.wordsOf(issue)).toEqual([]);
    expect(isOpen(issue) && (await log.open()).length).toBe(1);
  });

  it('is for good: the same submission delivered once more does not bring the words back', async () => {
    const issue = await log.raise(ISSUE, WORDS, 'r1');
    await log.erase(issue, AT);
    expect(await log.raise(ISSUE, WORDS, 'r1')).toMatchObject({ id: issue.id, erased: true });
    expect(await store.list('issue:words:', 10)).toEqual([]);
  });

  it('looks after an ended issue no longer once it is erased', async () => {
    const { id } = await log.raise(ISSUE, WORDS, 'r1');
    await log.add(id, { is: 'closed', by: HUGO, at: AT }, 'r2');
    await log.erase((await log.get(id))!, AT);
    expect(await log.open()).toEqual([]);
    expect((await log.ofPerson(ISSUE))[0]!.state).toBe('closed');
  });

  it('clears away what a crash left of an issue that never came to be', async () => {
    await log.raise(ISSUE, WORDS, 'r1');
    for await (const { key } of entries(store, 'issue:log:')) await store.delete(key);
    await log.sweep('2015-10-04T00:00:00.000Z');
    expect(await store.list('issue:words:', 10)).toHaveLength(1);
    await log.sweep('2015-10-06T00:00:00.000Z');
    expect([...(await store.list('issue:words:', 10)), ...(await store.list('issue:open:', 10))]).toEqual([]);
  });

  it('takes every issue of a person away when they ask for it', async () => {
    const first = await log.raise(ISSUE, WORDS, 'r1');
    await log.raise(ISSUE, WORDS, 'r2');
    const other = await log.raise({ ...ISSUE, email: 'jo@dccg.example' }, WORDS, 'r3');
    expect(await log.forget(ISSUE)).toBe(2);
    expect(await log.ofPerson(ISSUE)).toEqual([]);
    expect(await log.get(first.id)).toBeUndefined();
    expect((await log.open()).map(({ id }) => id)).toEqual([other.id]);
  });

  it('puts “somebody” wherever other records name them, and takes away what waits for them', async () => {
    const outbox = openOutbox(store);
    const from = { requestId: 'x', agreement: '', at: AT };
    await outbox.leave(
      { is: 'contact-test', organisation: 'dccg' },
      [
        { is: 'person', email: 'sam@dccg.example' },
        { is: 'person', email: 'jo@dccg.example' },
      ],
      from,
    );
    await store.set(
      'benefits:darlington:00000001',
      JSON.stringify({ is: 'logged', by: 'Sam@dccg.example', facts: { what: 'Vans', amountPence: 100 } }),
    );
    await store.set('unreachable:sam@dccg.example', JSON.stringify({ code: 'x' }));
    await store.set('unreachable:adsam@dccg.example', JSON.stringify({ code: 'x' }));
    await outbox.leave({ is: 'contact-test', organisation: 'dccg' }, [{ is: 'account', platform: 'slack', id: 'T0/U0SAM' }], from);
    await store.set('teams-people:29%3Asam', JSON.stringify({ ids: ['29:sam'], conversation: 'a:1' }));
    await store.set('teams-people:29%3Asamuel', JSON.stringify({ ids: ['29:samuel'], conversation: 'a:2' }));
    await log.raise(ISSUE, WORDS, 'r1');
    const found = [];
    for await (const { key } of recordsOf(store, SAM)) found.push(key.split(':')[0]);
    expect(found).toEqual(['benefits', 'teams-people', 'unreachable', 'waiting', 'waiting']);
    expect(await eraseName(store, SAM, 'somebody')).toBe(5);
    expect(JSON.parse((await store.get('benefits:darlington:00000001'))!)).toEqual({
      is: 'logged',
      by: 'somebody',
      facts: { what: 'Vans', amountPence: 100 },
    });
    expect(await dump()).not.toMatch(/\bsam@dccg|U0SAM|29:sam"/i);
    for (const other of ['teams-people:29%3Asamuel', 'unreachable:adsam@dccg.example']) expect(await store.get(other)).toBeDefined();
    expect((await outbox.due(AT)).map(({ to }) => to)).toEqual([{ is: 'person', email: 'jo@dccg.example' }]);
    expect(await log.ofPerson(ISSUE)).toHaveLength(1);
  });
});

describe('the key', () => {
  it('that is another one opens nothing, and does not start empty', async () => {
    expect(await needsKey(store)).toBe(true);
    await expect(openVault(store, makeIssueKeys([NEWER], bytes), bytes)).rejects.toThrow(SealBroken);
    expect(await needsKey(await openStore('memory:'))).toBe(false);
  });

  it('made by two processes at once is one', async () => {
    const fresh = await openStore('memory:');
    const vaults = await Promise.all([1, 2, 3].map(() => openVault(fresh, makeIssueKeys([KEY], bytes), bytes)));
    expect(new Set(vaults.map(({ secret }) => secret)).size).toBe(1);
  });

  it('is changed with everything that was sealed before, references included; afterwards the old one is not needed', async () => {
    const before = await log.raise(ISSUE, WORDS, 'r1');
    const outbox = openOutbox(store);
    await outbox.leave(
      { is: 'private', sealed: sealNotice({ issue: before.id }, log.vault) },
      [{ is: 'person', email: 'hugo@dccg.example' }],
      {
        requestId: 'n',
        agreement: '',
        at: AT,
      },
    );
    expect(await sealAnew(store, makeIssueKeys([NEWER, KEY], bytes))).toBeGreaterThan(4);
    expect(await sealAnew(store, makeIssueKeys([NEWER, KEY], bytes))).toBe(0);
    const vault = await openVault(store, makeIssueKeys([NEWER], bytes), bytes);
    const after = openIssueLog(store, vault);
    expect(await after.get(before.id)).toEqual(before);
    expect(await after.wordsOf(before)).toEqual([{ at: AT, words: WORDS }]);
    expect(await after.raise(ISSUE, WORDS, 'r1')).toEqual(before);
    const [notice] = await outbox.due(AT);
    expect(notice!.about.is === 'private' && openNotice(notice!.about.sealed, vault)).toEqual({ issue: before.id });
    await expect(openVault(store, makeIssueKeys([KEY], bytes), bytes)).rejects.toThrow(SealBroken);
  });

  it('does not open a record that was moved under another issue', async () => {
    const [one, other] = [
      await log.raise(ISSUE, WORDS, 'r1'),
      await log.raise({ ...ISSUE, email: 'jo@dccg.example' }, { what: 'Mine.' }, 'r2'),
    ];
    await store.set(`issue:log:${other.id}:00000001`, (await store.get(`issue:log:${one.id}:00000001`))!);
    await expect(log.get(other.id)).rejects.toThrow('The store could not make sense of a record of an employment issue');
  });
});

describe('two working days of the organisation', () => {
  const partnership = partnershipFile.parse({
    organisations: [
      { id: 'dccg', name: 'CCG' },
      { id: 'scot', name: 'Board', nation: 'scotland' },
    ],
    bankHolidays: ['2015-10-15'],
  });
  it.each([
    ['a Monday', '2015-10-05T10:00:00.000Z', 'dccg', '2015-10-07', '11:00'],
    ['a Friday: over the weekend', '2015-10-09T15:30:00.000Z', 'dccg', '2015-10-13', '16:30'],
    ['a Saturday counts from Monday morning', '2015-10-10T21:00:00.000Z', 'dccg', '2015-10-14', '09:00'],
    ['over a day off that the file adds', '2015-10-14T09:00:00.000Z', 'dccg', '2015-10-19', '10:00'],
    ['over Easter in England', '2016-03-24T12:00:00.000Z', 'dccg', '2016-03-30', '12:00'],
    ['over Easter in Scotland, where Monday is no bank holiday', '2016-03-24T12:00:00.000Z', 'scot', '2016-03-29', '12:00'],
    ['over Christmas', '2015-12-24T09:00:00.000Z', 'dccg', '2015-12-30', '09:00'],
    ['over New Year in Scotland', '2015-12-31T09:00:00.000Z', 'scot', '2016-01-06', '09:00'],
    ['just after midnight in summer is the next day already', '2015-07-05T23:30:00.000Z', 'dccg', '2015-07-08', '00:30'],
    ['over the end of summer time the time of day stays', '2015-10-23T10:00:00.000Z', 'dccg', '2015-10-27', '11:00'],
  ])('%s', (_, asked, organisation, on, at) => expect(deadlineOf(asked, organisation, partnership)).toEqual({ on, at }));

  it('have passed at that time of that day, and not a minute before', () => {
    const deadline = deadlineOf('2015-10-23T10:00:00.000Z', 'dccg', partnership);
    expect(hasPassed(deadline, '2015-10-27T10:59:59.000Z')).toBe(false);
    expect(hasPassed(deadline, '2015-10-27T11:00:00.000Z')).toBe(true);
    expect(hasPassed(deadline, '2015-10-28T00:00:00.000Z')).toBe(true);
  });
});
