import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message } from '../../src/handlers/reply.ts';
import { command, direct, mention } from '../bot/slack/payloads.ts';
import { type FakeSlack, type SlackCall, sendCommand, sendEvent, startFakeSlack } from './fake-slack.ts';
import { picture, type Running, run } from './run-slack.ts';

let fake: FakeSlack;
let accord: Running;
beforeEach(async () => {
  fake = await startFakeSlack();
  accord = await run(fake);
  fake.answers('files.getUploadURLExternal', () => ({ body: { ok: true, upload_url: fake.uploadUrl, file_id: 'F0CHART' } }));
});
afterEach(async () => {
  await accord.stop();
  await fake.close();
});

const shown = { type: 'image', slack_file: { id: 'F0CHART' }, alt_text: 'Savings rise to £12,400 <!channel>' };
const blocksOf = ({ args }: SlackCall) => args.blocks as { type: string }[];

/** What Accord sent until it had nothing more to send. */
async function allSent(): Promise<SlackCall[]> {
  await accord.slack.stop();
  return fake.calls;
}

describe('a picture', () => {
  it('is uploaded with its description, shared nowhere by itself, and stands in the message', async () => {
    await sendEvent(accord.port, mention({ text: '<@U0ACCORD> draw' }));
    const [granted, upload, completed, said, ...rest] = await allSent();
    expect(granted).toMatchObject({
      name: 'files.getUploadURLExternal',
      args: { filename: 'chart.png', length: '4', alt_txt: picture.alt },
    });
    expect(upload).toEqual({ name: 'upload', args: { bytes: 4, type: 'image/png' } });
    expect(completed).toMatchObject({ name: 'files.completeUploadExternal', args: { files: [{ id: 'F0CHART' }] } });
    expect(completed!.args).not.toHaveProperty('channel_id');
    expect(said).toMatchObject({ name: 'chat.postMessage', args: { channel: 'C0JOINT' } });
    expect(blocksOf(said!)).toEqual([expect.objectContaining({ type: 'rich_text' }), shown]);
    expect(said!.args.text).toContain('£12,400 &lt;!channel&gt;');
    expect(rest).toEqual([]);
  });

  it('goes with the answer to a command, to the asker alone', async () => {
    await sendCommand(accord.port, command('draw', { response_url: fake.responseUrl('c1') }));
    const said = (await allSent()).at(-1)!;
    expect(said).toMatchObject({ name: 'response:c1', args: { response_type: 'ephemeral' } });
    expect(blocksOf(said)[1]).toEqual(shown);
  });

  it('goes with what is said unprompted', async () => {
    await accord.slack.deliver({ platform: 'slack', to: 'T0DBC/U0SAM' }, message('asker', [picture]));
    const said = (await allSent()).at(-1)!;
    expect(said).toMatchObject({ name: 'chat.postMessage', args: { channel: 'U0SAM', blocks: [shown] } });
  });

  it('is waited for while Slack still looks at the file: the same message again, once', async () => {
    fake.answers('chat.postMessage', (attempt) => ({ body: attempt === 1 ? { ok: false, error: 'invalid_blocks' } : { ok: true } }));
    await sendEvent(accord.port, direct({ text: 'draw' }));
    const said = (await allSent()).filter(({ name }) => name === 'chat.postMessage');
    expect(said).toHaveLength(2);
    expect(said.map((call) => blocksOf(call)[1])).toEqual([shown, shown]);
  });
});

describe('a picture that Slack does not take', () => {
  it.each<[string, string, { status?: number; body?: unknown }]>([
    ['the scope is missing', 'files.getUploadURLExternal', { body: { ok: false, error: 'missing_scope' } }],
    ['the grant makes no sense', 'files.getUploadURLExternal', { body: { ok: true, upload_url: 'file:///etc/passwd', file_id: 'F1' } }],
    ['the upload is refused', 'upload', { status: 413 }],
    ['the upload is not completed', 'files.completeUploadExternal', { body: { ok: false, error: 'file_not_found' } }],
  ])('is told by its description, and the answer arrives: %s', async (_, name, answer) => {
    fake.answers(name, () => answer);
    await sendEvent(accord.port, mention({ text: '<@U0ACCORD> draw' }));
    const said = (await allSent()).filter((call) => call.name === 'chat.postMessage');
    expect(said).toHaveLength(1);
    expect(blocksOf(said[0]!).map(({ type }) => type)).toEqual(['rich_text', 'rich_text']);
    expect(JSON.stringify(said[0]!.args.blocks)).toContain(picture.alt);
    expect(accord.logged.join()).not.toContain('12,400');
  });

  it('in an answer to a command: the words arrive at the same place, and nowhere else', async () => {
    fake.answers('response:c2', (attempt) => ({ status: attempt === 1 ? 403 : 200 }));
    await sendCommand(accord.port, command('draw', { response_url: fake.responseUrl('c2') }));
    const said = (await allSent()).slice(3);
    expect(said.map(({ name }) => name)).toEqual(['response:c2', 'response:c2']);
    expect(blocksOf(said[1]!).map(({ type }) => type)).toEqual(['rich_text', 'rich_text']);
  });

  it('unprompted: whoever delivers is told when the words do not arrive either', async () => {
    fake.answers('chat.postMessage', () => ({ body: { ok: false, error: 'channel_not_found' } }));
    await expect(accord.slack.deliver({ platform: 'slack', to: 'U0GONE' }, message('asker', [picture]))).rejects.toMatchObject({
      code: 'slack-channel_not_found',
    });
  });
});
