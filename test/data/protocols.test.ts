import { expect, it } from 'vitest';
import { protocolOn, protocolsOf } from '../../src/data/protocols.ts';
import { darlington, derby, partnership } from './partnership-of-tests.ts';

const protocols = protocolsOf(partnership, darlington);

it('is in force from its day until another begins', () => {
  expect(protocolOn(protocols, '2014-08-31')).toBeUndefined();
  expect(protocolOn(protocols, '2014-09-01')?.from).toBe('2014-09-01');
  expect(protocolOn(protocols, '2015-09-30')?.from).toBe('2014-09-01');
  expect(protocolOn(protocols, '2015-10-01')?.from).toBe('2015-10-01');
});

it('gives every partner a share in basis points, in the order the agreement names them', () => {
  expect(protocols[0]!.shares).toEqual([
    { partner: 'dbc', basisPoints: 6000 },
    { partner: 'dccg', basisPoints: 4000 },
  ]);
  expect(protocols[1]!.shares.map((share) => share.basisPoints)).toEqual([3333, 6667]);
  expect(protocolsOf(partnership, derby)[0]!.shares).toEqual([
    { partner: 'derby-council', basisPoints: 5000 },
    { partner: 'derby-pct', basisPoints: 5000 },
    { partner: 'dmht', basisPoints: 0 },
  ]);
});

it('is another protocol when its shares or its day change, and the same when only the file’s order does', () => {
  const idWith = (from: string, shares: Record<string, number>) =>
    protocolsOf({ ...partnership, protocols: [{ agreement: 'darlington', from, shares, approvedBy: [] }] }, darlington)[0]!.id;
  const id = idWith('2014-09-01', { dbc: 60, dccg: 40 });
  expect(idWith('2014-09-01', { dccg: 40, dbc: 60 })).toBe(id);
  expect(idWith('2014-09-01', { dbc: 60.01, dccg: 39.99 })).not.toBe(id);
  expect(idWith('2014-09-02', { dbc: 60, dccg: 40 })).not.toBe(id);
});
