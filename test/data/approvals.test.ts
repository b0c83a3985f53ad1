import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Approvals, approvalOf, mayDecide, openApprovals } from '../../src/data/approvals.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { protocolsOf } from '../../src/data/protocols.ts';
import { darlington, named, partnership } from './partnership-of-tests.ts';

const [protocol, next] = protocolsOf(partnership, darlington) as [ReturnType<typeof protocolsOf>[0], ReturnType<typeof protocolsOf>[0]];
let store: KeyValue;
let approvals: Approvals;
beforeEach(async () => {
  store = await openStore('memory:');
  approvals = openApprovals(store);
});
afterEach(() => store.close());

let requests = 0;
/** A finance lead says something of a protocol, if they may. Gives the reason when they may not. */
async function decide(name: string, is: 'approved' | 'withdrawn', of = protocol, requestId = `request ${++requests}`) {
  const may = mayDecide(named(name), is, of, await approvals.of(of), partnership);
  if (!may.ok) return may.reason;
  for (const organisation of may.organisations)
    await approvals.add(of, { is, organisation, by: named(name).email, at: '2015-11-22T10:00:00.000Z' }, requestId);
  return 'kept';
}
const standing = async (of = protocol) => approvalOf(of, await approvals.of(of));

it('awaits the finance lead of every partner, in partner order', async () => {
  expect(await standing()).toEqual({ is: 'awaiting', organisations: ['dbc', 'dccg'] });
  await decide('Fred', 'approved');
  expect(await standing()).toEqual({ is: 'awaiting', organisations: ['dbc'] });
  await decide('Fiona', 'approved');
  expect(await standing()).toEqual({ is: 'approved' });
});

it('is approved once: twice is said to be so', async () => {
  await decide('Fred', 'approved');
  expect(await decide('Fred', 'approved')).toBe(
    'Darlington CCG has already approved the protocol of 1 September 2014: Fred Funds, on 22 November 2015. Once is enough. Fiona Figures can approve it for Darlington Borough Council.',
  );
  expect(await standing()).toEqual({ is: 'awaiting', organisations: ['dbc'] });
});

it('keeps a repeated request once', async () => {
  await decide('Fred', 'approved', protocol, 'same');
  await approvals.add(protocol, { is: 'approved', organisation: 'dccg', by: 'fred@dccg.example', at: '2015-11-23T10:00:00.000Z' }, 'same');
  expect(await approvals.of(protocol)).toHaveLength(1);
});

it('can be withdrawn by either and given again, and all of it stays readable', async () => {
  expect(await decide('Fiona', 'withdrawn')).toMatch(/has not approved .* no approval to withdraw/);
  await decide('Fiona', 'approved');
  await decide('Fred', 'approved');
  await decide('Fiona', 'withdrawn');
  expect(await standing()).toEqual({ is: 'awaiting', organisations: ['dbc'] });
  expect(await decide('Fiona', 'withdrawn')).toMatch(/has already withdrawn its approval/);
  await decide('Fiona', 'approved');
  expect(await standing()).toEqual({ is: 'approved' });
  expect((await approvals.of(protocol)).map((word) => `${word.organisation} ${word.is}`)).toEqual([
    'dbc approved',
    'dccg approved',
    'dbc withdrawn',
    'dbc approved',
  ]);
});

it('says nothing of another protocol of the same agreement', async () => {
  await decide('Fiona', 'approved');
  await decide('Fred', 'approved');
  expect(await standing(next)).toEqual({ is: 'awaiting', organisations: ['dbc', 'dccg'] });
});

it('is for finance leads of the partners alone, and says who they are', async () => {
  for (const name of ['Dora', 'Sam', 'Carol'])
    expect(await decide(name, 'approved')).toBe(
      'Only the finance lead of each partner can approve a protocol or withdraw that: Fiona Figures for Darlington Borough Council, Fred Funds for Darlington CCG.',
    );
  expect(mayDecide(undefined, 'approved', protocol, [], partnership).ok).toBe(false);
});
