import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asPlainText } from '../../src/bot/plain-text.ts';
import type { BenefitFacts, LaterEvent } from '../../src/data/benefits.ts';
import { loadKnowledge } from '../../src/data/load-knowledge.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type Notice, type NoticeAbout, recipientKey } from '../../src/data/outbox.ts';
import { protocolsOf } from '../../src/data/protocols.ts';
import { type Knowledge, makeStores, type Stores } from '../../src/data/stores.ts';
import { askForApproval } from '../../src/handlers/ask-for-approval.ts';
import type { Message } from '../../src/handlers/reply.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { darlington, factsWith, partnership } from '../data/partnership-of-tests.ts';

const NOW = '2015-10-05T09:00:00.000Z';
const clock = { now: () => NOW, today: () => NOW.slice(0, 10) };
let knowledge: Knowledge;
let stores: Stores;
beforeAll(() => {
  const loaded = loadKnowledge('src/data/agreements', 'src/data/sample-partnership.yaml');
  if (!loaded.ok) throw new Error('the bundled knowledge does not load');
  knowledge = { ...loaded.knowledge, partnership };
});
beforeEach(async () => {
  stores = makeStores(await openStore('memory:'), knowledge);
});

const said = (by: string) => ({ by, at: NOW });
const suggested = (facts: Partial<BenefitFacts> = {}) =>
  stores.benefits.add('darlington', { is: 'suggested', facts: factsWith(facts), ...said('sam@dccg.example') }, 'Ev1');
const then = (event: LaterEvent) => stores.benefits.addTo('darlington', 1, event, `Ev-${event.is}`);

/** What is told to somebody by their first name, or null. */
async function tell(name: string, about: NoticeAbout, at = clock, with_: Stores = stores): Promise<Message | null> {
  const to = partnership.people.find((one) => one.name.startsWith(name))?.email ?? 'nobody@dbc.example';
  const notice: Notice = { id: 'n', to: { is: 'person', email: to }, agreement: 'darlington', about, at: NOW, attempts: 0, nextTryAt: NOW };
  return (await tellNotice(notice, with_, at))?.message ?? null;
}
const textOf = (message: Message | null) => (message === null ? null : asPlainText(message));
const buttonsOf = (message: Message | null) => message?.buttons.map(({ name, value }) => [name, value]);

describe('a suggestion', () => {
  const awaits: NoticeAbout = { is: 'suggestion-awaits', number: 1 };
  const decided: NoticeAbout = { is: 'suggestion-decided', number: 1 };
  const entry = { a: 'darlington', n: '1' };

  it('is brought to the Director with what can be done about it', async () => {
    await suggested({ clause: '11(n)' });
    const message = await tell('Dora', awaits);
    expect(textOf(message)).toBe(
      [
        'Sam Secondee suggests B-0001 for the log: £12,400, cashable, July to September 2015.',
        'Joint equipment store. From 11(n).',
        'Apportionment awaits approval by Darlington Borough Council and Darlington Clinical Commissioning Group.',
        'The log of accrued benefits of the Darlington memorandum.',
      ].join('\n'),
    );
    expect(message?.audience).toBe('asker');
    expect(buttonsOf(message)).toEqual([
      ['accept-benefit', entry],
      ['accept-amended', entry],
      ['decline-benefit', entry],
    ]);
  });

  it('that somebody else has decided in the meantime is not announced as open', async () => {
    await suggested();
    await then({ is: 'accepted', ...said('dev@dbc.example') });
    expect(await tell('Dora', awaits)).toBeNull();
  });

  it('that was accepted is told to whoever suggested it', async () => {
    await suggested();
    expect(await tell('Sam', decided)).toBeNull();
    await then({ is: 'accepted', ...said('dora@dbc.example') });
    const message = await tell('Sam', decided);
    expect(textOf(message)).toContain('Your suggestion B-0001 is in the log: £12,400, cashable, July to September 2015.');
    expect(textOf(message)).toContain('Joint equipment store. Dora Director accepted it.');
    expect(buttonsOf(message)).toEqual([['show-benefit', entry]]);
  });

  it('that was declined is told with the reason, or that there was none', async () => {
    await suggested();
    await then({ is: 'declined', reason: 'Counted in B-0007.', ...said('dora@dbc.example') });
    expect(textOf(await tell('Sam', decided))).toMatch(
      /^Your suggestion B-0001 was declined by Dora Director\.\n(.*\n)+Reason: Counted in B-0007\./,
    );
    stores = makeStores(await openStore('memory:'), knowledge);
    await suggested();
    await then({ is: 'declined', ...said('dora@dbc.example') });
    expect(textOf(await tell('Sam', decided))).toContain('No reason was given.');
  });

  it('is told to nobody who has left, is of another agreement, or is not in the file any more', async () => {
    await suggested();
    for (const name of ['Olive', 'Carol', 'Nobody']) expect(await tell(name, awaits), name).toBeNull();
    await then({ is: 'accepted', ...said('dora@dbc.example') });
    expect(await tell('Sam', decided, { now: () => NOW, today: () => '2016-04-01' })).toBeNull();
    // A finance lead may read the log, but the suggestion is not theirs to decide.
    expect(await tell('Fred', awaits)).toBeNull();
  });
});

describe('a detriment', () => {
  const about: NoticeAbout = { is: 'detriment', number: 1, detriments: [{ partner: 'dccg', by: 'entry', pence: -12_000 }] };
  const logged = () =>
    stores.benefits.add(
      'darlington',
      { is: 'logged', facts: factsWith({ class: 'disbenefit', amountPence: -30_000 }), ...said('dora@dbc.example') },
      'Ev1',
    );

  it('is told as a warning with the clause of the agreement on it', async () => {
    await logged();
    const message = await tell('Fred', about);
    expect(textOf(message)).toMatch(/^B-0001 may leave Darlington Clinical Commissioning Group worse off\./);
    expect(textOf(message)).toContain('£120 worse off');
    expect(message?.parts.find((part) => part.is === 'clause')).toMatchObject({ citation: { ref: '11(p)' } });
    expect(textOf(message)).toContain('A warning only');
  });

  it('is not told of an entry that was undone or withdrawn before', async () => {
    await logged();
    await then({ is: 'withdrawn', reason: 'Entered twice', ...said('dora@dbc.example') });
    expect(await tell('Fred', about)).toBeNull();
  });
});

describe('a protocol that awaits approval', () => {
  const [first] = protocolsOf(partnership, darlington);
  const about: NoticeAbout = { is: 'protocol-awaits', protocol: first!.id };
  const approve = (organisation: string, by: string) =>
    stores.approvals.add(first!, { is: 'approved', organisation, ...said(by) }, `Ev-${organisation}`);

  it('is brought to the finance lead of each partner, once', async () => {
    await askForApproval(stores, clock);
    await askForApproval(stores, clock);
    const left = await stores.notices.due(NOW);
    const own = left.filter((one) => one.about.is === 'protocol-awaits' && one.about.protocol === first!.id);
    expect(own.map(({ to }) => recipientKey(to)).sort()).toEqual(['fiona@dbc.example', 'fred@dccg.example']);
    expect(left.every(({ agreement }) => agreement === 'darlington')).toBe(true);
  });

  it('shows its shares and the button that approves it', async () => {
    const message = await tell('Fiona', about);
    expect(textOf(message)).toBe(
      [
        'The gain/share protocol of 1 September 2014 awaits your approval for Darlington Borough Council.',
        'Darlington Borough Council: 60%',
        'Darlington Clinical Commissioning Group: 40%',
        'Until the finance lead of every partner has approved it, nothing it covers is apportioned in the log of the Darlington memorandum.',
      ].join('\n'),
    );
    expect(buttonsOf(message)).toEqual([['approve-protocol', { a: 'darlington', p: first!.id }]]);
  });

  it('is not brought to a lead who has approved it, nor when it is not in the file any more', async () => {
    await approve('dbc', 'fiona@dbc.example');
    expect(await tell('Fiona', about)).toBeNull();
    expect(await tell('Fred', about)).not.toBeNull();
    const changed = { ...stores, partnership: { ...partnership, protocols: [] } };
    expect(await tell('Fred', about, clock, changed)).toBeNull();
    await approve('dccg', 'fred@dccg.example');
    await askForApproval(stores, clock);
    const left = await stores.notices.due(NOW);
    expect(left.filter((one) => one.about.is === 'protocol-awaits' && one.about.protocol === first!.id)).toEqual([]);
  });

  it('is not brought to anybody who leads no partner', async () => {
    expect(await tell('Dora', about)).toBeNull();
    expect(await tell('Carol', about)).toBeNull();
  });
});
