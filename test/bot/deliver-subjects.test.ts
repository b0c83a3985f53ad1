import { beforeEach, describe, expect, it } from 'vitest';
import type { Tell } from '../../src/bot/deliver.ts';
import { message } from '../../src/handlers/reply.ts';
import type { Told } from '../../src/handlers/tell-notice.ts';
import { type Desk, JOINT, mortal, openDesk } from './run-delivery.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});

const about = (text: string, how?: Told['how'], subject = 'review 2016-03-31'): Tell => {
  return async () => ({ message: message('room', [{ is: 'paragraph', text }]), subject, ...(how ? { how } : {}) });
};
let requests = 0;
const tell = async (tell: Tell, to = JOINT) => {
  await desk.leaveFor([to], `Ev${requests++}`);
  await desk.round([desk.platform('slack')], tell);
};

describe('a message with a subject', () => {
  it('is changed where it was posted last', async () => {
    await tell(about('Due in three months.'));
    await tell(about('Due in a week.'));
    await tell(about('Done by Dora Director.', 'update'));
    expect(desk.said.map(({ text }) => text)).toEqual(['Due in three months.', 'Due in a week.']);
    expect(desk.changed).toEqual([expect.objectContaining({ to: 'C0JOINT', text: 'Done by Dora Director.', posted: 'slack-2' })]);
  });

  it('is changed for each recipient and subject by itself, and nowhere else', async () => {
    await tell(about('Due in a week.'));
    await tell(about('Done.', 'update', 'another duty'));
    await tell(about('Done.', 'update'), { is: 'room', platform: 'slack', id: 'C0OTHER' });
    expect(desk.changed).toEqual([]);
    expect(desk.said).toHaveLength(1);
    expect(await desk.waiting()).toEqual([]);
  });

  it('is posted where there is none to change, if it asks for that', async () => {
    await tell(about('Due in a week.', 'update-or-post'));
    await tell(about('Done.', 'update-or-post'));
    expect(desk.said.map(({ text }) => text)).toEqual(['Due in a week.']);
    expect(desk.changed.map(({ text }) => text)).toEqual(['Done.']);
  });

  it('is changed again after a crash without a word of it: nobody sees it twice', async () => {
    await tell(about('Due in a week.'));
    await desk.leaveFor([JOINT], 'EvCrash');
    const process = mortal(desk.store);
    await new Promise<void>((died) => {
      const dying = desk.platform('slack', () => {
        process.kill();
        queueMicrotask(died);
      });
      void desk.delivery([dying], about('Done.', 'update'), process.store).begin();
    });
    await desk.claimsRunOut();
    await desk.round([desk.platform('slack')], about('Done.', 'update'));
    expect(desk.changed.map(({ text }) => text)).toEqual(['Done.', 'Done.']);
    expect(await desk.metrics.text()).toMatch(/accord_notices_repeated_total 0\n/);
  });
});
