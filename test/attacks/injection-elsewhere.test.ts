import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEmail } from '../../src/bot/email/app.ts';
import { unanswered } from '../../src/bot/terminal/unanswered.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { makeStores } from '../../src/data/stores.ts';
import { message } from '../../src/handlers/reply.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { startMailServer } from '../bot/email/mail-server.ts';
import { openTerminal } from '../bot/terminal/terminal-of-a-test.ts';
import { factsWith } from '../data/partnership-of-tests.ts';
import { knowledge } from '../handlers/front-door.ts';
import { HOSTILE, MARK } from './hostile-text.ts';
import { inTempFolder } from './temp-folder.ts';
import { startUnderAttack, type UnderAttack } from './under-attack.ts';

let accord: UnderAttack;
beforeEach(async () => {
  accord = await startUnderAttack();
  const facts = factsWith({ what: HOSTILE });
  await accord.stores.benefits.add('darlington', { is: 'suggested', facts, by: 'sam@dccg.example', at: accord.clock.now() }, 'r1');
});
afterEach(() => accord.stop());

describe('what somebody wrote, in an e-mail', () => {
  it('adds nothing to the head of a message, and is text in both of its parts', async () => {
    const server = await startMailServer();
    const email = makeEmail({ url: server.url, from: { name: 'Accord', address: 'accord@partnership.example' } });
    await accord.stores.notices.leave({ is: 'suggestion-awaits', number: 1 }, [{ is: 'person', email: 'dora@dbc.example' }], {
      requestId: 'r9',
      agreement: 'darlington',
      at: accord.clock.now(),
    });
    const [notice] = await accord.stores.notices.due(accord.clock.now());
    const told = await tellNotice(notice!, accord.stores, accord.clock);
    await email.deliver({ platform: 'email', to: 'dora@dbc.example' }, told!.message);
    await email.deliver({ platform: 'email', to: 'dora@dbc.example' }, message('asker', [{ is: 'heading', text: HOSTILE.slice(-120) }]));
    const [mail, second] = server.received;
    expect(second!.head.match(/^(?:Bcc|Body)/im)).toBeNull();
    expect(second!.subject.match(/[\p{Cc}\u2028\u202e]/u)).toBeNull();
    expect(mail!.to).toEqual(['dora@dbc.example']);
    expect(mail!.text).toContain(MARK);
    expect(mail!.head.match(/^(?:Bcc|Body)/im)).toBeNull();
    expect(mail!.subject.match(/[\p{Cc}\u2028\u202e]/u)).toBeNull();
    expect(mail!.html.match(/<(?:img|script|at)\b|<!channel|onerror=alert\(1\)>/i)).toBeNull();
    for (const to of ['dora@dbc.example\r\nBcc: x@evil.example', 'dora@dbc.example, x@evil.example', 'x <dora@dbc.example>', ''])
      await expect(email.deliver({ platform: 'email', to }, told!.message), to).rejects.toMatchObject({ code: 'smtp-no-address' });
    expect(server.received).toHaveLength(2);
    await server.close();
  });
});

describe('what somebody asked, in an administrator’s terminal', () => {
  it('moves no cursor, colours nothing and makes no line of its own', () =>
    inTempFolder(async (folder) => {
      const url = `sqlite:${folder}/accord.db`;
      const store = await openStore(url);
      const kept = { question: HOSTILE, agreement: 'darlington', nearest: null, at: accord.clock.now() };
      await makeStores(store, knowledge).unanswered.put(kept, 'darlington', 'q1');
      await store.close();
      const terminal = openTerminal({ ACCORD_STORE: url });
      await unanswered({}, terminal);
      expect(terminal.written()).toContain(MARK);
      expect(terminal.written().match(/(?!\n)\p{Cc}|\p{Bidi_Control}/u)).toBeNull();
      expect(
        terminal
          .written()
          .split('\n')
          .filter((line) => /^\s*Bcc:/.test(line)),
      ).toEqual([]);
    }));
});
