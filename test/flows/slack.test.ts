import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, direct, ephemeral, homeOpened, mention, press, shortcut, submission } from '../bot/slack/payloads.ts';
import { type FakeSlack, sendCommand, sendEvent, sendInteraction, startFakeSlack } from './fake-slack.ts';
import { type Running, run } from './run-slack.ts';

let fake: FakeSlack;
let accord: Running;
beforeEach(async () => {
  fake = await startFakeSlack();
  accord = await run(fake);
});
afterEach(async () => {
  await accord.stop().catch(() => undefined);
  await fake.close();
});

describe('somebody asks in Slack', () => {
  it('by a mention: the answer is in its thread, for everybody, in one call', async () => {
    expect((await sendEvent(accord.port, mention())).status).toBe(200);
    const { name, args } = await fake.next();
    expect(name).toBe('chat.postMessage');
    expect(args).toMatchObject({
      channel: 'C0JOINT',
      thread_ts: '1700000000.000100',
      text: 'T0DBC/U0SAM in C0JOINT said how much notice do we have to give?',
      authorization: 'Bearer xoxb-test',
      unfurl_links: 'false',
      mrkdwn: 'false',
    });
    expect((args.blocks as { type: string }[]).map((block) => block.type)).toEqual(['rich_text', 'actions']);
    await accord.slack.stop();
    expect(fake.calls).toEqual([]);
  });

  it('by a mention about something that is for them alone', async () => {
    await sendEvent(accord.port, mention({ text: '<@U0ACCORD> privately, my leave' }));
    expect(await fake.next()).toMatchObject({ name: 'chat.postEphemeral', args: { channel: 'C0JOINT', user: 'U0SAM' } });
  });

  it('by a direct message', async () => {
    await sendEvent(accord.port, direct());
    expect(await fake.next()).toMatchObject({
      name: 'chat.postMessage',
      args: { channel: 'D0SAM', text: 'T0DBC/U0SAM in private said how much notice?' },
    });
  });

  it('by /accord: acknowledged with nothing, answered to them alone', async () => {
    const response = await sendCommand(accord.port, command('ask how much notice?', { response_url: fake.responseUrl('c1') }));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await fake.next()).toMatchObject({
      name: 'response:c1',
      args: { response_type: 'ephemeral', replace_original: false, text: 'T0DBC/U0SAM in C0JOINT said ask how much notice?' },
    });
  });

  it('by /accord with a character set in the content type, as some proxies add', async () => {
    const response = await sendCommand(accord.port, command('', { response_url: fake.responseUrl('c2') }), {
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    });
    expect(response.status).toBe(200);
    expect(await fake.next()).toMatchObject({ args: { text: 'T0DBC/U0SAM in C0JOINT said help' } });
  });

  it('with hostile text: it is shown as it was written and pings nobody', async () => {
    await sendEvent(accord.port, mention({ text: '<@U0ACCORD> &lt;!channel&gt; *b* `c` \u0000\u202E' }));
    const { args } = await fake.next();
    expect(args.text).toBe('T0DBC/U0SAM in C0JOINT said &lt;!channel&gt; *b* `c` ');
    expect(args.blocks).toMatchObject([
      { elements: [{ elements: [{ type: 'text', text: 'T0DBC/U0SAM in C0JOINT said <!channel> *b* `c` ' }] }] },
      {},
    ]);
  });

  it.each(['', '😀😀😀', 'x'.repeat(40_000), 'שלום מה קורה'])('with %.12s and gets an answer', async (text) => {
    await sendEvent(accord.port, mention({ text: `<@U0ACCORD> ${text}` }));
    expect((await fake.next()).name).toBe('chat.postMessage');
  });

  it('while the store is broken: a plain sentence with a reference, and nothing personal in the log', async () => {
    await sendEvent(accord.port, mention({ text: '<@U0ACCORD> break' }));
    const { args } = await fake.next();
    expect(args.text).toMatch(/nothing was changed[\s\S]*quote R-/);
    expect(accord.logged.join('')).toContain('store-broken');
    expect(accord.logged.join('')).not.toContain('leave');
  });
});

describe('somebody opens Accord', () => {
  it('on the Home tab: their page', async () => {
    await sendEvent(accord.port, homeOpened('home'));
    expect(await fake.next()).toMatchObject({
      name: 'views.publish',
      args: { user_id: 'U0SAM', view: { type: 'home', blocks: [{ type: 'header', text: { text: 'Your agreement' } }] } },
    });
  });

  it('on the Messages tab: prompts, and no thread with them, with which Slack would drop them', async () => {
    await sendEvent(accord.port, homeOpened('messages'));
    const { name, args } = await fake.next();
    expect(name).toBe('assistant.threads.setSuggestedPrompts');
    expect(args).toMatchObject({ channel_id: 'D0SAM', prompts: expect.arrayContaining([{ title: 'What can I ask?', message: 'help' }]) });
    expect(args).not.toHaveProperty('thread_ts');
  });
});

describe('somebody presses a button', () => {
  it('in the channel: the card is replaced in place', async () => {
    const response = await sendInteraction(accord.port, press('rate', { answer: '1' }, { response_url: fake.responseUrl('a1') }));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await fake.next()).toMatchObject({ name: 'response:a1', args: { replace_original: true, text: 'Noted.' } });
  });

  it('and fills in the form it opens: mistakes are shown in it, the same mistake again too, and what is right is taken once', async () => {
    await sendInteraction(
      accord.port,
      press('tell-keeper', {}, { ...ephemeral, response_url: fake.responseUrl('a2'), trigger_id: 'trigger.form' }),
    );
    const opened = await fake.next();
    expect(opened).toMatchObject({
      name: 'views.open',
      args: { trigger_id: 'trigger.form', view: { callback_id: 'tell-keeper', blocks: [{ block_id: 'note' }] } },
    });
    const metadata = (opened.args.view as { private_metadata: string }).private_metadata;
    const send = async (note: string) =>
      (await sendInteraction(accord.port, submission('tell-keeper', metadata, { note: { type: 'plain_text_input', value: note } }))).text();
    const problem = JSON.stringify({ response_action: 'errors', errors: { note: 'Write a little more.' } });
    expect(await send('short')).toBe(problem);
    expect(await send('short')).toBe(problem);
    expect(await send('who pays for the building?')).toBe('');
    expect(await fake.next()).toMatchObject({
      name: 'response:a2',
      args: { replace_original: true, text: 'The keeper will see it: who pays for the building? (q1)' },
    });
    expect(await send('who pays for the building?')).toBe('');
    await accord.slack.stop();
    expect(fake.calls).toEqual([]);
  });

  it('whose response URL has run out: the answer comes as a direct message', async () => {
    fake.answers('response:a3', () => ({ status: 404, body: { ok: false, error: 'expired_url' } }));
    await sendInteraction(accord.port, press('rate', {}, { ...ephemeral, response_url: fake.responseUrl('a3') }));
    expect((await fake.next()).name).toBe('response:a3');
    expect((await fake.next()).name).toBe('response:a3');
    expect(await fake.next()).toMatchObject({ name: 'chat.postMessage', args: { channel: 'U0SAM', text: 'Noted.' } });
  });
});

describe('somebody chooses a shortcut', () => {
  it.each([
    ['everywhere', 'log-benefit', null, 'Chosen on nothing'],
    ['on a message', 'log-benefit-from-message', 'We saved £300', 'Chosen on a message'],
  ])('that Slack offers %s: its form is opened', async (_, id, text, title) => {
    const response = await sendInteraction(accord.port, shortcut(id, text));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await fake.next()).toMatchObject({
      name: 'views.open',
      args: { trigger_id: `shortcut.${id}`, view: { title: { text: title } } },
    });
  });
});

describe('twice is once', () => {
  it('an event delivered three times is answered once', async () => {
    const retry = (attempt: number) =>
      sendEvent(
        accord.port,
        mention(),
        attempt === 0 ? {} : { headers: { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': 'http_timeout' } },
      );
    expect((await Promise.all([0, 1, 2].map(retry))).map((response) => response.status)).toEqual([200, 200, 200]);
    expect((await fake.next()).name).toBe('chat.postMessage');
    await accord.slack.stop();
    expect(fake.calls).toEqual([]);
  });

  it('also by another instance on the same store, and after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-slack-'));
    const url = `sqlite:${join(folder, 'accord.db')}`;
    const first = await run(fake, url);
    const second = await run(fake, url);
    await Promise.all([sendEvent(first.port, mention()), sendEvent(second.port, mention())]);
    await first.stop();
    await second.stop();
    const third = await run(fake, url);
    await sendEvent(third.port, mention());
    await third.stop();
    rmSync(folder, { recursive: true });
    expect(fake.calls.map((call) => call.name)).toEqual(['chat.postMessage']);
  });

  it('before it is started it asks Slack to come again', async () => {
    const early = await run(fake, 'memory:', false);
    expect((await sendEvent(early.port, mention())).status).toBe(503);
    await early.stop();
  });
});
