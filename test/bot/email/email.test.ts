import { afterEach, describe, expect, it } from 'vitest';
import type { SmtpConfig } from '../../../src/bot/config.ts';
import { makeEmail, verifyEmail } from '../../../src/bot/email/app.ts';
import { Busy, Unreachable } from '../../../src/bot/platform.ts';
import { type Message, message } from '../../../src/handlers/reply.ts';
import { openDesk } from '../run-delivery.ts';
import { type MailServer, type Refusing, startMailServer, startRudeServer } from './mail-server.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function mailServer(refusing?: Refusing): Promise<MailServer> {
  const server = await startMailServer(refusing);
  servers.push(server);
  return server;
}
async function rudeServer(talk: Parameters<typeof startRudeServer>[0]): Promise<string> {
  const server = await startRudeServer(talk);
  servers.push(server);
  return server.url;
}

const FROM: SmtpConfig['from'] = { name: 'Accord', address: 'accord@partnership.example' };
const TO = { platform: 'email' as const, to: 'hr@dbc.example' };
// The server of the tests greets after a tenth of a second, to catch those who talk before.
const QUICK = { connecting: 5000, greeting: 5000, silent: 5000 };
const IMPATIENT = { connecting: 5000, greeting: 60, silent: 200 };
const issue = message(
  'asker',
  [
    { is: 'heading', text: 'Sam Secondee has raised an issue.' },
    { is: 'paragraph', text: 'My leave is refused <b>& more</b>.' },
  ],
  [{ name: 'show-help', label: 'I have it', value: {} }],
);
const deliver = (url: string, what: Message = issue, preview?: string, to = TO, patience = QUICK) =>
  makeEmail({ url, from: FROM }, patience).deliver(to, what, preview);
const deliverImpatiently = (url: string) => deliver(url, issue, undefined, TO, IMPATIENT);

describe('an e-mail', () => {
  it('arrives as text and as HTML, from Accord to one address, with its heading as subject and no buttons', async () => {
    const server = await mailServer();
    expect(await deliver(server.url)).toBeUndefined();
    const [mail] = server.received;
    expect(mail).toMatchObject({
      from: 'accord@partnership.example',
      to: ['hr@dbc.example'],
      subject: 'Sam Secondee has raised an issue.',
      text: 'Sam Secondee has raised an issue.\n\nMy leave is refused <b>& more</b>.\n',
    });
    expect(mail!.html).toContain('<p>My leave is refused &lt;b&gt;&amp; more&lt;/b&gt;.</p>');
    expect(mail!.head).toMatch(/^From: Accord <accord@partnership\.example>$/m);
    expect(mail!.head).toMatch(/^To: hr@dbc\.example$/m);
    expect(mail!.head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(mail!.text + mail!.html).not.toContain('I have it');
  });

  it('says nothing of its content before it is opened, where it asks for that', async () => {
    const server = await mailServer();
    await deliver(server.url, issue, 'Accord: something for you to read');
    const [mail] = server.received;
    expect(mail!.subject).toBe('Accord: something for you to read');
    expect(mail!.head).not.toMatch(/Sam|leave|issue/);
    // What a reader of mail shows beside the subject is the beginning of the text.
    expect(mail!.text).toMatch(/^Accord: something for you to read\n\nSam Secondee/);
    expect(
      mail!.html
        .replace(/<head>.*<\/head>|<[^>]+>/g, '')
        .trim()
        .slice(0, 200),
    ).not.toMatch(/Sam|leave|raised/);
  });

  it('gains no header and no recipient from a subject, a name or an address', async () => {
    const server = await mailServer();
    const evil = 'Hello\r\nBcc: everybody@else.example\r\n\r\nBody';
    await deliver(server.url, message('asker', [{ is: 'heading', text: evil }]));
    await deliver(server.url, issue, evil);
    for (const mail of server.received) {
      expect(mail.to).toEqual(['hr@dbc.example']);
      expect(mail.head).not.toMatch(/^Bcc:/im);
      expect(mail.subject).toBe('Hello Bcc: everybody@else.example Body');
    }
    for (const to of [
      'hr@dbc.example, everybody@else.example',
      'hr@dbc.example\r\nRCPT TO:<x@y.example>',
      'Hugo <hr@dbc.example>',
      'hr',
      '',
    ])
      await expect(deliver(server.url, issue, undefined, { platform: 'email', to })).rejects.toMatchObject({ code: 'smtp-no-address' });
    expect(server.received).toHaveLength(2);
  });
});

describe('a mail server', () => {
  it.each([
    [{ recipient: 550 }, 'smtp-550'],
    [{ message: 554 }, 'smtp-554'],
  ])('that refuses for good (%j) does not reach the recipient', async (refusing, code) => {
    const failure = await deliver((await mailServer(refusing)).url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toMatchObject({ code });
  });

  it.each([
    [{ recipient: 451 }, 'smtp-451'],
    [{ message: 421 }, 'smtp-421'],
    [{ greeting: 421 }, 'smtp-421'],
    // Who may not send at all is no matter of the recipient’s.
    [{ greeting: 554 }, 'smtp-554'],
    [{ login: 535 }, 'smtp-535'],
  ])('that refuses for now (%j) is tried again, and the message has not arrived', async (refusing, code) => {
    const { url } = await mailServer(refusing);
    const failure = await deliver(url.replace('smtp://', 'smtp://accord:secret@')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Busy);
    expect(failure).toMatchObject({ code, mayHaveArrived: false });
  });

  it('that is not there, or does not greet, is tried again, and the message has not arrived', async () => {
    const gone = await startRudeServer(() => undefined);
    await gone.close();
    const silent = await rudeServer(() => undefined);
    await expect(deliver(gone.url)).rejects.toMatchObject({ name: 'Busy', code: 'smtp-socket', mayHaveArrived: false });
    await expect(deliverImpatiently(silent)).rejects.toMatchObject({ name: 'Busy', code: 'smtp-timedout', mayHaveArrived: false });
  });

  it('that falls silent, or hangs up, after it has the message may have taken it', async () => {
    const talk = (end: (answer: (line: string) => void, hangUp: () => void) => void) => {
      return rudeServer((socket) => {
        const answer = (line: string) => void socket.write(`${line}\r\n`);
        answer('220 rude');
        let inMessage = false;
        socket.on('data', (data) => {
          const said = String(data);
          if (inMessage) {
            if (said.endsWith('\r\n.\r\n')) end(answer, () => socket.destroy());
            return;
          }
          for (const line of said.split('\r\n').filter(Boolean)) {
            inMessage = line === 'DATA';
            answer(inMessage ? '354 go on' : '250 ok');
          }
        });
      });
    };
    const silent = await talk(() => undefined);
    const hangingUp = await talk((_, hangUp) => hangUp());
    for (const url of [silent, hangingUp])
      await expect(deliverImpatiently(url)).rejects.toMatchObject({ name: 'Busy', mayHaveArrived: true });
  });

  it('can be asked whether it takes the user and the password', async () => {
    await expect(verifyEmail({ url: (await mailServer()).url, from: FROM }, QUICK)).resolves.toBeUndefined();
    const { url } = await mailServer({ login: 535 });
    await expect(verifyEmail({ url: url.replace('smtp://', 'smtp://accord:secret@'), from: FROM }, QUICK)).rejects.toMatchObject({
      responseCode: 535,
    });
  });
});

it('a notice waits over an hour in which the mail server refuses everything, and then arrives once', async () => {
  const desk = await openDesk();
  await desk.leaveFor([{ is: 'account', platform: 'email', id: 'hr@dbc.example' }]);
  const refusing = await mailServer({ greeting: 421 });
  for (let minute = 0; minute < 60; minute += 1, desk.pass(60)) await desk.round([makeEmail({ url: refusing.url, from: FROM }, QUICK)]);
  const server = await mailServer();
  desk.pass(60 * 60);
  for (let round = 0; round < 2; round += 1) await desk.round([makeEmail({ url: server.url, from: FROM }, QUICK)]);
  expect(server.received.map(({ text }) => text)).toEqual(['For account:email:hr@dbc.example: B-42 awaits you.\n']);
});
