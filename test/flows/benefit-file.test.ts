import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, direct } from '../bot/slack/payloads.ts';
import { factsWith } from '../data/partnership-of-tests.ts';
import { collectComplaints, findBrowser, startBrowser } from './browser.ts';
import { sendCommand, sendEvent } from './fake-slack.ts';
import { activitiesOf, type Json, textsOf } from './fake-teams.ts';
import { type EveryFace, runEveryFace } from './run-every-face.ts';

const DORA = 'dora@dbc.example';
const ASKED = 'board report for 2015/16';
const NAME = 'benefits-darlington-2015-04-01-to-2016-03-31.html';

let accord: EveryFace;
beforeEach(async () => {
  accord = await runEveryFace();
  await accord.stores.benefits.add('darlington', { is: 'logged', facts: factsWith(), by: DORA, at: accord.clock.now() }, 'r1');
  accord.fakeSlack.answers('files.getUploadURLExternal', () => ({
    body: { ok: true, upload_url: accord.fakeSlack.uploadUrl, file_id: 'F0REPORT' },
  }));
  accord.fakeSlack.answers('chat.postMessage', () => ({ body: { ok: true, channel: 'D0DORA', ts: '1700000009.000100' } }));
});
afterEach(() => accord.stop());

describe('a file in Slack', () => {
  it('asked for in a direct message comes in that conversation', async () => {
    await sendEvent(accord.port, direct({ user: 'U0DORA', channel: 'D0DORA', text: ASKED }));
    const said = await accord.fakeSlack.next();
    expect(said).toMatchObject({ name: 'chat.postMessage', args: { channel: 'D0DORA' } });
    expect(said.args.text).toContain(NAME);
    const granted = await accord.fakeSlack.next();
    expect(granted).toMatchObject({ name: 'files.getUploadURLExternal', args: { filename: NAME } });
    const upload = await accord.fakeSlack.next();
    expect(upload).toMatchObject({ name: 'upload', args: { type: 'text/html; charset=utf-8' } });
    expect(upload.args.bytes).toBeGreaterThan(1000);
    expect(await accord.fakeSlack.next()).toMatchObject({
      name: 'files.completeUploadExternal',
      args: { files: [{ id: 'F0REPORT', title: NAME }], channel_id: 'D0DORA', thread_ts: '1700000001.000100' },
    });
  });

  it('asked for in a channel comes in the person’s own conversation, and no file goes to the channel', async () => {
    await sendCommand(accord.port, command(ASKED, { user_id: 'U0DORA', response_url: accord.fakeSlack.responseUrl('c1') }));
    expect(await accord.fakeSlack.next()).toMatchObject({ name: 'response:c1', args: { response_type: 'ephemeral' } });
    expect(await accord.fakeSlack.next()).toMatchObject({ name: 'chat.postMessage', args: { channel: 'U0DORA', text: `File: ${NAME}` } });
    await accord.fakeSlack.next();
    await accord.fakeSlack.next();
    const completed = await accord.fakeSlack.next();
    expect(completed).toMatchObject({ name: 'files.completeUploadExternal', args: { channel_id: 'D0DORA' } });
    expect(completed.args).not.toHaveProperty('thread_ts');
  });

  it('that Slack does not take is said so', async () => {
    accord.fakeSlack.answers('upload', () => ({ status: 400 }));
    await sendEvent(accord.port, direct({ user: 'U0DORA', channel: 'D0DORA', text: ASKED }));
    for (const name of ['chat.postMessage', 'files.getUploadURLExternal', 'upload'])
      expect((await accord.fakeSlack.next()).name).toBe(name);
    const { name, args } = await accord.fakeSlack.next();
    expect([name, args.channel, args.text]).toEqual([
      'chat.postMessage',
      'U0DORA',
      `Slack did not take the file ${NAME}. Please try again in a few minutes.`,
    ]);
    expect(accord.logged.join('')).toContain('http-400');
  });

  it('is refused to somebody of another agreement, and nothing is uploaded', async () => {
    await sendEvent(accord.port, direct({ user: 'U0CAROL', channel: 'D0CAROL', text: 'board report for the Darlington memorandum' }));
    expect((await accord.fakeSlack.next()).args.text).toMatch(/^Only people who work under the Darlington memorandum/);
    await accord.stop();
    expect(accord.fakeSlack.calls).toEqual([]);
    accord = await runEveryFace();
  });
});

describe('a file in Teams', () => {
  const FROM = { id: '29:dora', name: 'Dora Director', aadObjectId: 'b0000000-0000-4000-8000-00000000d03a' };
  const put: { type: string | undefined; range: string | undefined; length: string | undefined; body: string }[] = [];
  let drive: Server;
  let driveUrl: string;
  let status = 201;
  beforeEach(async () => {
    put.length = 0;
    status = 201;
    drive = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { 'content-type': type, 'content-range': range, 'content-length': length } = request.headers;
      if (request.method === 'PUT') put.push({ type, range, length, body });
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
    await new Promise<void>((resolve) => drive.listen(0, '127.0.0.1', resolve));
    driveUrl = `http://127.0.0.1:${(drive.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => drive.close(resolve)));

  const sent = () => activitiesOf(accord.fakeTeams.serviceUrl);
  /** Asks for the report, and gives the question whether it is wanted. */
  const asked = async (room: 'personal' | 'group', from = FROM) => {
    await accord.sendTeams({ ...sent().reacts('personal', 'seen'), from });
    await accord.sendTeams({ ...sent().says(room, 'm1', ASKED), from });
    return accord.fakeTeams.calls.find(({ body }) => body?.attachments?.[0].contentType.endsWith('file.consent'));
  };
  const decides = (action: 'accept' | 'decline', context: Json, over: object = {}) => ({
    ...sent().reacts('personal', `d-${action}`),
    from: FROM,
    type: 'invoke',
    name: 'fileConsent/invoke',
    replyToId: 'consent-1',
    value: {
      type: 'fileUpload',
      action,
      context,
      ...(action === 'decline'
        ? {}
        : {
            uploadInfo: {
              contentUrl: `${driveUrl}/shown`,
              name: NAME,
              uploadUrl: `${driveUrl}/put`,
              uniqueId: 'ABC',
              fileType: 'html',
              ...over,
            },
          }),
    },
  });
  const lastSaid = () => accord.fakeTeams.calls.filter(({ method }) => method === 'POST').at(-1)!.body;

  it.each(['personal', 'group'] as const)('asked for in a %s chat is offered in the person’s own', async (room) => {
    const offer = (await asked(room))!;
    expect(offer.conversation).toBe('a:sam-and-accord');
    const [card] = offer.body.attachments;
    expect(card).toMatchObject({ name: NAME, content: { description: `File: ${NAME}` } });
    expect(card.content.sizeInBytes).toBeGreaterThan(1000);
  });

  it('that is taken is put where Teams says, and shown; the question goes', async () => {
    const { content } = (await asked('personal'))!.body.attachments[0];
    expect((await accord.sendTeams(decides('accept', content.acceptContext))).status).toBe(200);
    expect(put).toHaveLength(1);
    expect(put[0]!.body).toContain('Accrued benefits: Darlington memorandum');
    expect(put[0]).toMatchObject({
      type: 'application/octet-stream',
      range: `bytes 0-${content.sizeInBytes - 1}/${content.sizeInBytes}`,
      length: String(content.sizeInBytes),
    });
    expect(lastSaid().attachments).toEqual([
      {
        contentType: 'application/vnd.microsoft.teams.card.file.info',
        contentUrl: `${driveUrl}/shown`,
        name: NAME,
        content: { uniqueId: 'ABC', fileType: 'html' },
      },
    ]);
    expect(accord.fakeTeams.calls.at(-1)).toMatchObject({ method: 'DELETE', activity: 'consent-1' });
  });

  it('that is not wanted is put nowhere; the question goes', async () => {
    const { content } = (await asked('personal'))!.body.attachments[0];
    expect((await accord.sendTeams(decides('decline', content.declineContext))).status).toBe(200);
    expect(put).toEqual([]);
    expect(accord.fakeTeams.calls.at(-1)).toMatchObject({ method: 'DELETE', activity: 'consent-1' });
  });

  it.each([
    ['on another machine, unsigned', 201, { uploadUrl: 'https://drive.example/put' }],
    ['that leads elsewhere', 302, {}],
    ['that refuses', 507, {}],
  ])('is not put at an address %s', async (_, answered, over) => {
    status = answered;
    const { content } = (await asked('personal'))!.body.attachments[0];
    await accord.sendTeams(decides('accept', content.acceptContext, over));
    expect(lastSaid().text).toBe(`Teams did not take the file ${NAME}. Please try again in a few minutes.`);
    expect(put.length).toBe(answered === 201 ? 0 : 1);
    expect(accord.logged.join('').includes('upload-refused')).toBe(answered === 201);
  });

  it('is made for whoever takes it: somebody of another agreement is refused, whatever the question carried', async () => {
    const { content } = (await asked('personal'))!.body.attachments[0];
    const carol = { id: '29:carol', name: 'Carol', aadObjectId: 'b0000000-0000-4000-8000-0000000ca201' };
    await accord.sendTeams({ ...decides('accept', content.acceptContext), from: carol });
    expect(put).toEqual([]);
    expect(textsOf(lastSaid()).join(' ')).toMatch(/Only people who work under the Darlington memorandum/);
  });

  it('is no answer in a room, nor with anything missing', async () => {
    const { content } = (await asked('personal'))!.body.attachments[0];
    const { conversation, channelData } = sent().says('group', 'x', '') as Json;
    expect((await accord.sendTeams({ ...decides('accept', content.acceptContext), conversation, channelData })).status).toBe(400);
    expect((await accord.sendTeams(decides('accept', {}))).status).toBe(400);
    expect((await accord.sendTeams(decides('accept', content.acceptContext, { uploadUrl: 'nowhere' }))).status).toBe(400);
    expect(put).toEqual([]);
  });
});

describe('a file on the local page', () => {
  const askFor = async (as: string, text: string, room = 'alone') => {
    const id = crypto.randomUUID();
    await fetch(`${accord.page}/local/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, as, room, text }),
    });
    return { as, room, entry: `${id}:answer` };
  };
  const get = (query: Record<string, string>) => fetch(`${accord.page}/local/file?${new URLSearchParams(query)}`);

  it('can be kept from its message, under its name, and is never shown as a page of this one', async () => {
    const response = await get(await askFor(DORA, 'send me the log as csv'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="benefits-darlington.csv"');
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox;/);
    expect(await response.text()).toContain('B-0001,in the log,Joint equipment store');
  });

  it('is given to nobody else, in a channel neither', async () => {
    const asked = await askFor(DORA, ASKED, 'channel:darlington-team');
    expect((await get(asked)).status).toBe(200);
    expect((await get({ ...asked, as: 'sam@dccg.example' })).status).toBe(404);
    expect((await get({ ...asked, as: 'nobody@dbc.example' })).status).toBe(404);
    expect((await get({ ...asked, file: '7' })).status).toBe(404);
  });

  const browserPath = findBrowser();
  it.skipIf(browserPath === undefined)('stands under its message as a link that keeps it', { timeout: 60_000 }, async () => {
    const browser = await startBrowser(browserPath!);
    try {
      const complaints: string[] = [];
      const page = await browser.newPage({ locale: 'en-GB' });
      collectComplaints(page, complaints);
      await page.goto(`${accord.page}/`);
      await page.getByLabel('You are').selectOption(DORA);
      await page.locator('nav [data-room="alone"]').click();
      await page.locator('#text').fill('send me the log as csv');
      await page.keyboard.press('Enter');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Keep benefits-darlington.csv' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('benefits-darlington.csv');
      expect(readFileSync(await download.path(), 'utf8')).toContain('B-0001,in the log,Joint equipment store');
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
