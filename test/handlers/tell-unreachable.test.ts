import { beforeEach, describe, expect, it } from 'vitest';
import { asPlainText } from '../../src/bot/plain-text.ts';
import { openStore } from '../../src/data/open-stores.ts';
import type { Notice, Recipient } from '../../src/data/outbox.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { type Knowledge, makeStores, type Stores } from '../../src/data/stores.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { noteReached, noteUnreachable } from '../../src/handlers/tell-unreachable.ts';

const NOW = '2015-10-05T09:00:00.000Z';
const clock = { now: () => NOW, today: () => NOW.slice(0, 10) };
const held = { agreement: 'darlington', home: ['dbc'], post: 'Administrator', from: '2014-09-01' };
const partnership = partnershipFile.parse({
  organisations: [{ id: 'dbc', name: 'Darlington Borough Council' }],
  people: [
    { email: 'ada@dbc.example', name: 'Ada Administrator', roles: ['administrator'], secondments: [held] },
    { email: 'abe@derby.example', name: 'Abe Administrator', roles: ['administrator'] },
    { email: 'sam@dccg.example', name: 'Sam Secondee' },
  ],
  channels: [{ slack: 'C0JOINT', name: 'joint-team', agreement: 'darlington' }],
});
const JOINT: Recipient = { is: 'room', platform: 'slack', id: 'C0JOINT' };
const waiting = (to: Recipient, agreement = 'darlington'): Notice => ({
  id: 'n1',
  to,
  agreement,
  about: { is: 'suggestion-awaits', number: 1 },
  at: NOW,
  attempts: 0,
  nextTryAt: NOW,
});

let stores: Stores;
beforeEach(async () => {
  stores = makeStores(await openStore('memory:'), { partnership, agreements: new Map() } as unknown as Knowledge);
});
const fail = (to: Recipient, agreement?: string) =>
  noteUnreachable({ notice: waiting(to, agreement), code: 'slack-channel_not_found' }, stores, clock);
const left = () => stores.notices.due(NOW);
const toldTo = async () => (await left()).map(({ to }) => to);

describe('an administrator', () => {
  it('is told which channel cannot be reached, since when, why and what to do', async () => {
    await fail(JOINT);
    const [notice] = await left();
    const told = await tellNotice(notice!, stores, clock);
    expect(asPlainText(told!.message)).toBe(
      [
        'Accord cannot reach the channel “joint-team” on Slack.',
        'It has tried since 5 October 2015. What waits there is tried again for a week. Add Accord to the channel, or correct the channel in the partnership file.',
        'The reason given: slack-channel_not_found',
      ].join('\n'),
    );
  });

  it('of the agreement concerned is told, and every administrator where none is named for it', async () => {
    await fail(JOINT);
    expect(await toldTo()).toEqual([{ is: 'person', email: 'ada@dbc.example' }]);
    await fail({ is: 'person', email: 'sam@dccg.example' }, 'derby');
    expect(await toldTo()).toEqual([
      { is: 'person', email: 'ada@dbc.example' },
      { is: 'person', email: 'ada@dbc.example' },
      { is: 'person', email: 'abe@derby.example' },
    ]);
  });

  it('who cannot be reached is not told so', async () => {
    await fail({ is: 'person', email: 'ada@dbc.example' });
    expect(await left()).toEqual([]);
  });

  it('is told nothing when the channel has been reached in the meantime, though it be lost again later', async () => {
    await fail(JOINT);
    const [notice] = await left();
    await noteReached(JOINT, stores);
    expect(await tellNotice(notice!, stores, clock)).toBeNull();
    await noteUnreachable({ notice: waiting(JOINT), code: 'x' }, stores, { ...clock, now: () => '2015-10-06T09:00:00.000Z' });
    expect(await tellNotice(notice!, stores, clock)).toBeNull();
  });

  it('who has stopped being one is told nothing', async () => {
    await fail(JOINT);
    const [notice] = await left();
    const none = { ...stores, partnership: { ...partnership, people: partnership.people.filter(({ name }) => !name.startsWith('Ada')) } };
    expect(await tellNotice(notice!, none, clock)).toBeNull();
  });
});
