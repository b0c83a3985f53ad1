import { beforeEach, describe, expect, it } from 'vitest';
import { Busy, Unreachable } from '../../src/bot/platform.ts';
import type { Recipient } from '../../src/data/outbox.ts';
import { type Desk, JOINT, openDesk } from './run-delivery.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});

const room = (id: string): Recipient => ({ is: 'room', platform: 'slack', id });
const numbersIn = (id: string) => desk.said.filter(({ to }) => to === id).map(({ text }) => Number(/B-(\d+)/.exec(text)![1]));
const leave = async (id: string, ...numbers: number[]) => {
  for (const number of numbers) await desk.leaveFor([room(id)], `${id} ${number}`, { is: 'suggestion-awaits', number });
};

describe('the notices to one recipient', () => {
  it('are said in the order in which they were left', async () => {
    await leave('C0JOINT', 5, 3, 4, 1, 2);
    await desk.round([desk.platform('slack')]);
    expect(numbersIn('C0JOINT')).toEqual([5, 3, 4, 1, 2]);
  });

  it('are said in order by two processes too, which never speak to one recipient at once', async () => {
    await leave('C0JOINT', 1, 2, 3, 4, 5, 6);
    let speaking = 0;
    const slow = () =>
      desk.platform('slack', async () => {
        speaking += 1;
        expect(speaking).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        speaking -= 1;
      });
    await Promise.all([desk.round([slow()]), desk.round([slow()]), desk.round([slow()])]);
    expect(numbersIn('C0JOINT')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('wait for one that is not taken, and keep their order after it', async () => {
    await leave('C0JOINT', 1, 2);
    let limited = true;
    const slack = desk.platform('slack', () => {
      if (limited) throw new Busy('slack-rate-limited', { retryAfterMs: 20_000 });
    });
    await desk.round([slack]);
    limited = false;
    await leave('C0JOINT', 3);
    await desk.round([slack]);
    expect(numbersIn('C0JOINT')).toEqual([]);
    desk.pass(20);
    await desk.round([slack]);
    expect(numbersIn('C0JOINT')).toEqual([1, 2, 3]);
  });

  it('that are left while others are under way are said in the same round', async () => {
    await leave('C0JOINT', 1);
    const delivery = desk.delivery([
      desk.platform('slack', async ({ text }) => {
        if (!text.includes('B-1')) return;
        await leave('C0JOINT', 2);
        await delivery.begin();
      }),
    ]);
    await delivery.begin();
    await delivery.ended();
    expect(numbersIn('C0JOINT')).toEqual([1, 2]);
  });
});

describe('a recipient that answers slowly', () => {
  it('delays nobody else, also not what is left for others meanwhile', async () => {
    await leave('C0SLOW', 1);
    const slow = Promise.withResolvers<void>();
    const delivery = desk.delivery([desk.platform('slack', ({ to }) => (to === 'C0SLOW' ? slow.promise : undefined))]);
    await delivery.begin();
    await leave('C0QUICK', 2);
    await delivery.begin();
    await expect.poll(() => numbersIn('C0QUICK')).toEqual([2]);
    expect(numbersIn('C0SLOW')).toEqual([]);
    slow.resolve();
    await delivery.ended();
    expect(numbersIn('C0SLOW')).toEqual([1]);
  });

  it('is one of eight at the most that are spoken to at once', async () => {
    for (let index = 0; index < 20; index += 1) await leave(`C${index}`, 1);
    let speaking = 0;
    let most = 0;
    const slack = desk.platform('slack', async () => {
      most = Math.max(most, ++speaking);
      await new Promise((resolve) => setImmediate(resolve));
      speaking -= 1;
    });
    await desk.round([slack]);
    expect(desk.said).toHaveLength(20);
    expect(most).toBe(8);
  });
});

describe('a recipient that cannot be reached', () => {
  const gone = () =>
    desk.platform('slack', ({ to }) => {
      if (to === 'C0JOINT') throw new Unreachable('slack-channel_not_found');
    });
  const listed = () => desk.stores(desk.store).unreachable.list([], 10);

  it('is tried again after long pauses and kept on a list until something reaches it', async () => {
    await desk.leaveFor([JOINT]);
    const since = desk.clock.now();
    await desk.round([gone()]);
    desk.pass(14 * 60);
    await desk.round([desk.platform('slack')]);
    expect(numbersIn('C0JOINT')).toEqual([]);
    desk.pass(60);
    await desk.round([gone()]);
    expect(await listed()).toEqual([{ to: JOINT, agreement: 'darlington', code: 'slack-channel_not_found', since }]);
    desk.pass(60 * 60);
    await desk.round([desk.platform('slack')]);
    expect(numbersIn('C0JOINT')).toEqual([42]);
    expect(await listed()).toEqual([]);
  });

  it('is told to the administrator once, until something reaches it', async () => {
    await desk.leaveFor([JOINT]);
    for (let round = 0; round < 4; round += 1, desk.pass(4 * 60 * 60)) await desk.round([gone()]);
    const toAda = async () => [
      ...desk.said.filter(({ to }) => to === 'U0ADA'),
      ...(await desk.waiting()).filter(({ to }) => to.is === 'person'),
    ];
    expect(await toAda()).toHaveLength(1);
    await desk.round([desk.platform('slack')]);
    await leave('C0JOINT', 7);
    await desk.round([gone()]);
    await desk.round([gone()]);
    expect(await toAda()).toHaveLength(2);
  });

  it('of whom something private awaits is told to nobody and kept on no list', async () => {
    await desk.leaveFor([JOINT], 'Ev1', { is: 'private', sealed: 'x' });
    await desk.round([gone()]);
    expect(await desk.waiting()).toHaveLength(1);
    expect(await listed()).toEqual([]);
    expect(desk.logged.join()).toContain('slack-channel_not_found');
    expect(desk.logged.join()).not.toMatch(/private|C0JOINT/);
  });

  it('because its platform is not connected is kept on the list, for those who run Accord', async () => {
    await desk.leaveFor([JOINT]);
    await desk.round([desk.platform('local')]);
    expect(await listed()).toEqual([expect.objectContaining({ code: 'not-connected' })]);
    expect(await desk.waiting()).toHaveLength(1);
  });

  it('because a person has no account anywhere is one too', async () => {
    await desk.leave('hana@dbc.example');
    await desk.round([desk.platform('slack'), desk.platform('teams')]);
    expect(await listed()).toEqual([expect.objectContaining({ code: 'no-account' })]);
  });
});
