import { beforeEach, describe, expect, it } from 'vitest';
import type { Tell } from '../../src/bot/deliver.ts';
import { Busy, Unreachable } from '../../src/bot/platform.ts';
import type { KeyValue } from '../../src/data/key-value.ts';
import { recipientKey } from '../../src/data/outbox.ts';
import { message } from '../../src/handlers/reply.ts';
import { type Desk, JOINT, mortal, openDesk, sayNumber } from './run-delivery.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});

const fails = (error: Error) => () => {
  throw error;
};
const reaches = (...refused: string[]) => {
  return ({ to }: { to: string }) => {
    if (refused.includes(to)) throw new Unreachable(`none-such-${to.length}`);
  };
};
const places = () => desk.said.map(({ platform, to }) => `${platform} ${to}`);

describe('a notice is said', () => {
  it('once, where its person has an account, on the platform that is running', async () => {
    await desk.leave('dora@dbc.example', 'sam@dccg.example');
    const platforms = [desk.platform('teams'), desk.platform('slack')];
    await desk.round(platforms);
    await desk.round(platforms);
    expect(places().sort()).toEqual(['slack U0DORA', 'teams 29:sam']);
  });

  it('on the local page by e-mail address', async () => {
    await desk.leave('hana@dbc.example');
    await desk.round([desk.platform('local')]);
    expect(places()).toEqual(['local hana@dbc.example']);
  });

  it('in a room and at an account by their ids', async () => {
    await desk.leaveFor([JOINT, { is: 'account', platform: 'email', id: 'hr@dbc.example' }]);
    await desk.round([desk.platform('slack'), desk.platform('email')]);
    expect(places()).toEqual(['slack C0JOINT', 'email hr@dbc.example']);
  });

  it('on another platform when the first does not reach them, or is busy', async () => {
    for (const failure of [new Unreachable('slack-user_not_found'), new Busy('slack-rate-limited')]) {
      await desk.leaveFor([{ is: 'person', email: 'dora@dbc.example' }], failure.code);
      await desk.round([desk.platform('slack', fails(failure)), desk.platform('teams')]);
    }
    expect(places()).toEqual(['teams 29:dora', 'teams 29:dora']);
    expect(await desk.waiting()).toEqual([]);
  });

  it('by e-mail to somebody who has no chat, not to somebody whose chat is busy, and never what is private', async () => {
    const email = desk.platform('email');
    await desk.leave('dora@dbc.example');
    await desk.round([desk.platform('slack', fails(new Busy('http-503'))), email]);
    expect(places()).toEqual([]);
    const secret: Tell = async (...told) => ({ ...(await sayNumber(...told))!, previewSafe: 'Accord: something for you to read' });
    await desk.leave('hana@dbc.example');
    await desk.round([desk.platform('slack'), email], secret);
    expect(places()).toEqual([]);
    desk.pass(3600);
    await desk.round([desk.platform('slack', fails(new Unreachable('slack-user_not_found'))), email]);
    expect(places().sort()).toEqual(['email dora@dbc.example', 'email hana@dbc.example']);
  });

  it('with nothing of its content in the notification, where it asks for that', async () => {
    await desk.leave('dora@dbc.example');
    await desk.round([desk.platform('slack')], async () => ({
      message: message('asker', [{ is: 'paragraph', text: 'My leave is refused.' }]),
      previewSafe: 'Accord: something for you to read',
    }));
    expect(desk.said).toEqual([expect.objectContaining({ text: 'My leave is refused.', preview: 'Accord: something for you to read' })]);
  });

  it('by one of two processes that deliver at once', async () => {
    await desk.leave('dora@dbc.example', 'sam@dccg.example', 'hana@dbc.example');
    const all = () => desk.round([desk.platform('slack'), desk.platform('teams'), desk.platform('local')]);
    await Promise.all([all(), all(), all()]);
    expect(desk.said).toHaveLength(3);
  });

  it('once, though another process said it between its being found and its being claimed', async () => {
    await desk.leave('dora@dbc.example');
    const claim: KeyValue['claim'] = async (...claimed) => {
      await desk.round([desk.platform('slack')]);
      return desk.store.claim(...claimed);
    };
    await desk.round([desk.platform('slack')], sayNumber, { ...desk.store, claim });
    expect(desk.said).toHaveLength(1);
  });

  it('not at all when there is nothing left to tell', async () => {
    await desk.leave('dora@dbc.example');
    await desk.round([desk.platform('slack')], async () => null);
    await desk.round([desk.platform('slack')]);
    expect(desk.said).toEqual([]);
  });
});

describe('a notice that cannot be delivered', () => {
  it('is tried again after a pause that grows, and holds up nobody else', async () => {
    await desk.leave('dora@dbc.example', 'sam@dccg.example');
    let tries = 0;
    const platforms = [
      desk.platform('slack', () => {
        tries += 1;
        if (tries < 4) throw new Busy('http-500');
      }),
      desk.platform('teams', reaches('29:dora')),
    ];
    await desk.round(platforms);
    expect(places()).toEqual(['teams 29:sam']);
    for (const [seconds, triedBy] of [
      [29, 1],
      [1, 2],
      [59, 2],
      [1, 3],
      [299, 3],
      [1, 4],
    ] as const) {
      desk.pass(seconds);
      await desk.round(platforms);
      expect(tries).toBe(triedBy);
    }
    expect(places().at(-1)).toBe('slack U0DORA');
  });

  it('is tried again when the platform asked for it, neither sooner nor later', async () => {
    await desk.leaveFor([JOINT]);
    let tries = 0;
    const limited = desk.platform('slack', () => {
      tries += 1;
      if (tries < 3) throw new Busy('slack-rate-limited', { retryAfterMs: 90_000 });
    });
    for (const [seconds, triedBy] of [
      [0, 1],
      [89, 1],
      [1, 2],
      [89, 2],
      [1, 3],
    ] as const) {
      desk.pass(seconds);
      await desk.round([limited]);
      expect(tries).toBe(triedBy);
    }
    expect(places()).toEqual(['slack C0JOINT']);
  });

  it('is logged by its id and a code, without whom or what it is about', async () => {
    await desk.leave('dora@dbc.example');
    await desk.round([
      desk.platform('slack', fails(Object.assign(new Error('Dora Director is on leave'), { code: 'slack-invalid_blocks' }))),
    ]);
    const { id } = (await desk.waiting())[0]!;
    expect(JSON.parse(desk.logged[0]!)).toMatchObject({ notice: id, attempts: 1, code: 'slack-invalid_blocks' });
    expect(desk.logged).toHaveLength(1);
    expect(desk.logged.join()).not.toMatch(/dora|Dora|U0DORA|leave|suggestion/);
  });

  it('is given up after a week, and that is an error in the log and a count', async () => {
    await desk.leave('dora@dbc.example');
    const platforms = [desk.platform('slack', fails(new Busy('http-503')))];
    for (let day = 0; day <= 8; day += 1, desk.pass(24 * 60 * 60)) await desk.round(platforms);
    const errors = desk.logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
    expect(errors).toEqual([expect.objectContaining({ code: 'http-503', attempts: 9 })]);
    expect(await desk.waiting()).toEqual([]);
    expect(await desk.metrics.text()).toContain('accord_notices_total{outcome="given up"} 1');
  });

  it('because it could not be put into words does not keep the next to the same person from being said', async () => {
    await desk.leave('dora@dbc.example');
    await desk.leaveFor([{ is: 'person', email: 'dora@dbc.example' }], 'Ev2', { is: 'suggestion-decided', number: 7 });
    const tell: Tell = async (notice, ...rest) => {
      if (notice.about.is === 'suggestion-awaits') throw new Error('broken');
      return sayNumber(notice, ...rest);
    };
    await desk.round([desk.platform('slack')], tell);
    expect(desk.said.map(({ text }) => text)).toEqual(['For dora@dbc.example: B-7 awaits you.']);
  });
});

describe('a crash between saying and marking', () => {
  const AGAIN = 'Sent again: you may have had this already.\nFor dora@dbc.example: B-42 awaits you.';
  /** Says the first notice and dies before it is marked. */
  const crash = async () => {
    const process = mortal(desk.store);
    await new Promise<void>((died) => {
      const dying = desk.platform('slack', () => {
        process.kill();
        queueMicrotask(died);
      });
      void desk.delivery([dying], sayNumber, process.store).begin();
    });
    await desk.claimsRunOut();
  };

  it('says it once more for each crash, which it says of itself, and never loses it', async () => {
    await desk.leave('dora@dbc.example');
    await crash();
    await crash();
    await desk.round([desk.platform('slack')]);
    await desk.round([desk.platform('slack')]);
    expect(desk.said.map(({ text }) => text)).toEqual(['For dora@dbc.example: B-42 awaits you.', AGAIN, AGAIN]);
    expect(await desk.metrics.text()).toMatch(/accord_notices_repeated_total 2\n/);
    expect(await desk.waiting()).toEqual([]);
  });

  it('is not forgotten over a failure that comes after it', async () => {
    await desk.leave('dora@dbc.example');
    await crash();
    await desk.round([desk.platform('slack', fails(new Busy('http-503')))]);
    desk.pass(60);
    await desk.round([desk.platform('slack')]);
    expect(desk.said.at(-1)!.text).toBe(AGAIN);
  });

  it('is told from a clean failure, after which it is not said again', async () => {
    await desk.leave('dora@dbc.example');
    await desk.round([desk.platform('slack', fails(new Busy('http-500')))]);
    desk.pass(60);
    await desk.round([desk.platform('slack')]);
    expect(desk.said.map(({ text }) => text)).toEqual(['For dora@dbc.example: B-42 awaits you.']);
  });

  it('is like no answer, after which it may have arrived too and is not said elsewhere', async () => {
    await desk.leave('dora@dbc.example');
    await desk.round([desk.platform('slack', fails(new Busy('slack-timeout', { mayHaveArrived: true }))), desk.platform('teams')]);
    expect(desk.said).toEqual([]);
    desk.pass(60);
    await desk.round([desk.platform('slack')]);
    expect(desk.said.map(({ text }) => text)).toEqual([AGAIN]);
  });

  it('is not a store that did not take the mark: what was said is marked when it does', async () => {
    await desk.leave('dora@dbc.example');
    let broken = true;
    const set: KeyValue['set'] = (key, value) =>
      broken && key.startsWith('told:') ? Promise.reject(new Error('disk full')) : desk.store.set(key, value);
    const delivery = desk.delivery([desk.platform('slack')], sayNumber, { ...desk.store, set });
    await delivery.begin();
    await delivery.ended();
    expect(await desk.waiting()).toHaveLength(1);
    broken = false;
    await delivery.begin();
    await delivery.ended();
    expect(desk.said).toHaveLength(1);
    expect(await desk.waiting()).toEqual([]);
  });
});

it('begins no further notice when it is told to stop, and ends the one it has begun', async () => {
  await desk.leave('dora@dbc.example');
  await desk.leaveFor([{ is: 'person', email: 'dora@dbc.example' }], 'Ev2');
  const stopped = Promise.withResolvers<void>();
  const delivery = desk.delivery([desk.platform('slack', () => stopped.resolve(delivery.stop()))]);
  await delivery.begin();
  await stopped.promise;
  expect(desk.said).toHaveLength(1);
  expect((await desk.waiting()).map(({ to }) => recipientKey(to))).toEqual(['dora@dbc.example']);
});
