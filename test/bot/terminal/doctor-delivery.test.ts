import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Unreachable } from '../../../src/bot/platform.ts';
import { checkDelivery } from '../../../src/bot/terminal/doctor-delivery.ts';
import { checkSmtp } from '../../../src/bot/terminal/doctor-smtp.ts';
import { collection } from '../../../src/data/collection.ts';
import { openStore } from '../../../src/data/open-stores.ts';
import { recipientKey } from '../../../src/data/outbox.ts';
import { unreachable } from '../../../src/data/unreachable.ts';
import { startMailServer } from '../email/mail-server.ts';
import { JOINT, openDesk, partnership } from '../run-delivery.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

describe('the doctor on delivery', () => {
  it('is content when everybody was reached, and says nothing of a store it cannot open', async () => {
    expect(await checkDelivery('memory:', partnership)).toEqual([
      { ok: true, what: 'Delivery', says: 'everybody Accord had something to tell was reached' },
    ]);
    expect(await checkDelivery('postgres://127.0.0.1:1/none', partnership)).toEqual([]);
  });

  it('names whom it could not reach, since when and why, and the mend', async () => {
    const desk = await openDesk();
    await desk.leaveFor([JOINT]);
    await desk.leave('hana@dbc.example');
    const gone = desk.platform('slack', ({ to }) => {
      if (to === 'C0JOINT') throw new Unreachable('slack-channel_not_found');
    });
    await desk.round([gone]);

    const folder = mkdtempSync(join(tmpdir(), 'accord-doctor-'));
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
    const url = `sqlite:${join(folder, 'accord.db')}`;
    const store = await openStore(url);
    const kept = collection(store, 'unreachable', unreachable);
    for (const one of await desk.stores(desk.store).unreachable.list([], 10)) await kept.put(one, recipientKey(one.to));
    await store.close();

    expect(await checkDelivery(url, partnership)).toEqual([
      {
        ok: false,
        what: 'Delivery',
        says: 'Hana Homefield has not been reached since 1 September 2015 (no-account)',
        mend: 'Correct the account in the partnership file.',
      },
      {
        ok: false,
        what: 'Delivery',
        says: 'the channel “joint-team” on Slack has not been reached since 1 September 2015 (slack-channel_not_found)',
        mend: 'Add Accord to the channel, or correct the channel in the partnership file.',
      },
    ]);
  });
});

describe('the doctor on e-mail', () => {
  const from = { name: 'Accord', address: 'accord@partnership.example' };
  const server = async (login?: number) => {
    const started = await startMailServer(login === undefined ? {} : { login });
    cleanUps.push(started.close);
    return started;
  };

  it('is content when it is off', async () => {
    expect(await checkSmtp(undefined)).toEqual({ ok: true, what: 'E-mail', says: 'off: no SMTP_URL' });
  });

  it('is content when the mail server takes the login, and sends nothing', async () => {
    const { url, received } = await server();
    expect(await checkSmtp({ url, from })).toMatchObject({ ok: true, says: expect.stringContaining('accord@partnership.example') });
    expect(received).toEqual([]);
  });

  it('says what is wrong and how to mend it, and shows no password', async () => {
    const { url } = await server(535);
    const refused = await checkSmtp({ url: url.replace('smtp://', 'smtp://accord:secret@'), from });
    expect(refused).toMatchObject({ ok: false, mend: 'Check the user and password in SMTP_URL.' });
    expect(refused.says).toMatch(/^the mail server refuses the login \(smtp-535\)/);
    expect(JSON.stringify(refused)).not.toContain('secret');
    const gone = await startMailServer();
    await gone.close();
    expect(await checkSmtp({ url: gone.url, from })).toMatchObject({
      ok: false,
      says: expect.stringContaining('the mail server is not there (smtp-socket)'),
      mend: 'Check SMTP_URL, and that this machine can reach the mail server.',
    });
  });
});
