import { describe, expect, it } from 'vitest';
import { acknowledgement, answerTo, type Call, unprompted } from '../../../src/bot/slack/answer.ts';
import { quietLog, slackCode } from '../../../src/bot/slack/quiet-log.ts';
import { read } from '../../../src/bot/slack/read.ts';
import { type Message, message } from '../../../src/handlers/reply.ts';
import { callback, command, direct, ephemeral, homeOpened, mention, press } from './payloads.ts';

const said = (audience: Message['audience'], pressed?: Message['pressed']) =>
  message(audience, [{ is: 'paragraph', text: 'An answer.' }], [], pressed);
const calls = (body: unknown, reply: Parameters<typeof answerTo>[1]) => answerTo(read(body)!, reply).map(brief);
const onHome = press(
  'ask',
  {},
  { container: { type: 'view', view_id: 'V1' }, channel: undefined, message: undefined, response_url: undefined },
);

/** What of a call says where it goes and who sees it. */
function brief(call: Call) {
  if ('method' in call) {
    const { channel, user, thread_ts: thread, user_id: home } = call.args as Record<string, string>;
    return { to: call.method, ...(channel && { channel }), ...(user && { user }), ...(thread && { thread }), ...(home && { home }) };
  }
  const { response_type: type, replace_original: replace, delete_original: remove, thread_ts: thread } = call.body;
  return {
    to: new URL(call.url).pathname.split('/')[1],
    ...(type ? { type } : {}),
    ...(replace ? { replace } : {}),
    ...(remove ? { remove } : {}),
    ...(thread ? { thread } : {}),
  };
}

describe('an answer goes where it belongs, in one call', () => {
  it('to everybody, in the thread of the mention', () => {
    expect(calls(mention(), said('room'))).toEqual([{ to: 'chat.postMessage', channel: 'C0JOINT', thread: '1700000000.000100' }]);
  });

  it('to the asker alone: in the channel, because Slack shows it in a thread only where one has begun', () => {
    expect(calls(mention(), said('asker'))).toEqual([{ to: 'chat.postEphemeral', channel: 'C0JOINT', user: 'U0SAM' }]);
    expect(calls(mention({ thread_ts: '1699999999.000100' }), said('asker'))).toEqual([
      { to: 'chat.postEphemeral', channel: 'C0JOINT', user: 'U0SAM', thread: '1699999999.000100' },
    ]);
  });

  it.each(['asker', 'room'] as const)('in a direct message to the %s as an ordinary message in its thread', (audience) => {
    expect(calls(direct(), said(audience))).toEqual([{ to: 'chat.postMessage', channel: 'D0SAM', thread: '1700000001.000100' }]);
  });

  it('to a command by its response URL, alone or shared', () => {
    expect(calls(command('ask x'), said('asker'))).toEqual([{ to: 'commands', type: 'ephemeral' }]);
    expect(calls(command('ask x'), said('room'))).toEqual([{ to: 'commands', type: 'in_channel' }]);
    expect(calls(command('ask x', { channel_id: 'D0OTHER', channel_name: 'directmessage' }), said('room'))).toEqual([
      { to: 'commands', type: 'ephemeral' },
    ]);
  });

  it('on the Home tab when that is opened, and in the direct message when a button is pressed there', () => {
    expect(calls(homeOpened('home'), said('asker'))).toEqual([{ to: 'views.publish', home: 'U0SAM' }]);
    expect(calls(onHome, said('asker'))).toEqual([{ to: 'chat.postMessage', channel: 'U0SAM' }]);
    expect(calls(onHome, said('asker', 'replaced'))).toEqual([{ to: 'views.publish', home: 'U0SAM' }]);
  });

  it('nowhere when there is nothing to say', () => {
    expect(calls(mention(), { kind: 'silence' })).toEqual([]);
  });

  it('unprompted to a channel or a person, with or without the workspace in the address', () => {
    expect(brief(unprompted('C0JOINT', said('room')))).toEqual({ to: 'chat.postMessage', channel: 'C0JOINT' });
    expect(brief(unprompted('T0DBC/U0SAM', said('room')))).toEqual({ to: 'chat.postMessage', channel: 'U0SAM' });
  });
});

describe('what becomes of the message whose button was pressed', () => {
  const inRoom = press('rate', {});
  const alone = press('rate', {}, ephemeral);

  it.each([
    [
      'a card in the room stays and the answer joins its thread',
      inRoom,
      said('room'),
      [{ to: 'actions', type: 'in_channel', thread: '1700000000.000100' }],
    ],
    ['a card in the room is replaced in place', inRoom, said('room', 'replaced'), [{ to: 'actions', replace: true }]],
    [
      'a card in the room is never replaced by what one person may see',
      inRoom,
      said('asker', 'replaced'),
      [{ to: 'actions', type: 'ephemeral', thread: '1700000000.000100' }],
    ],
    ['an answer seen by one is replaced for that one', alone, said('asker', 'replaced'), [{ to: 'actions', replace: true }]],
    [
      'an answer seen by one is shared and then taken away',
      alone,
      said('room', 'replaced'),
      [
        { to: 'actions', type: 'in_channel' },
        { to: 'actions', remove: true },
      ],
    ],
    [
      'a card is taken away after the answer is there',
      inRoom,
      said('asker', 'removed'),
      [
        { to: 'actions', type: 'ephemeral', thread: '1700000000.000100' },
        { to: 'actions', remove: true },
      ],
    ],
  ])('%s', (_, body, reply, expected) => {
    expect(calls(body, reply)).toEqual(expected);
  });

  it('in a direct message a new answer stands in the thread of the pressed one, and a replaced one in its place', () => {
    const pressedAlone = press(
      'rate',
      {},
      {
        channel: { id: 'D0SAM' },
        container: { type: 'message', message_ts: '1700000003.000100', channel_id: 'D0SAM' },
        message: { ts: '1700000003.000100' },
      },
    );
    expect(calls(pressedAlone, said('asker'))).toEqual([{ to: 'chat.postMessage', channel: 'D0SAM', thread: '1700000003.000100' }]);
    expect(calls(pressedAlone, said('asker', 'replaced'))).toEqual([{ to: 'actions', replace: true }]);
  });

  it('when the response URL has run out the answer still arrives', () => {
    const [call] = answerTo(read(alone)!, said('asker', 'replaced'));
    expect('url' in call! && call.otherwise && 'url' in call.otherwise && brief(call.otherwise.otherwise!)).toEqual({
      to: 'chat.postMessage',
      channel: 'U0SAM',
    });
  });
});

describe('a form', () => {
  const form = { name: 'tell-keeper', title: 'Tell', fields: [], submit: 'Tell', context: {}, schema: undefined as never } as const;

  it('is opened from a button or a command, and from a mention says how', () => {
    expect(calls(press('tell-keeper', {}), { kind: 'form', form })).toEqual([{ to: 'views.open' }]);
    expect(calls(command('tell'), { kind: 'form', form })).toEqual([{ to: 'views.open' }]);
    expect(calls(mention(), { kind: 'form', form })).toEqual([{ to: 'chat.postEphemeral', channel: 'C0JOINT', user: 'U0SAM' }]);
  });

  it('is closed when it was taken, and keeps open with its problems when not', () => {
    expect(acknowledgement(said('asker'), ['note'])).toBeUndefined();
    expect(acknowledgement({ kind: 'silence' }, ['note'])).toBeUndefined();
    expect(acknowledgement({ kind: 'rejected', problems: { note: 'Write it out.' } }, ['note'])).toEqual({
      response_action: 'errors',
      errors: { note: 'Write it out.' },
    });
  });
});

describe('what reaches the log from Slack’s packages', () => {
  it('is a code, never what was said', () => {
    const lines: unknown[] = [];
    const keep = (facts: unknown, what: string) => void lines.push(facts, what);
    const log = quietLog({ info: keep, warn: keep, error: keep });
    log.debug();
    log.warn('Malformed request body: Unexpected token in "my leave is refused"');
    log.warn('Failed to parse and verify the request data: Failed to verify authenticity: signature mismatch');
    log.error(
      'my leave is refused',
      Object.assign(new Error('my leave is refused'), { code: 'slack_webapi_platform_error', data: { error: 'not_in_channel' } }),
    );
    log.error('my leave is refused');
    expect(lines.filter((line) => typeof line === 'object')).toEqual([
      { code: 'malformed-body' },
      { code: 'wrong-signature' },
      { code: 'slack-not_in_channel' },
      { code: 'other' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('leave');
  });

  it('knows no code in what is no error', () => {
    expect([undefined, null, 'text', {}, { code: 'my leave is refused' }].map(slackCode)).toEqual(Array(5).fill('unknown'));
  });

  it('an event of a kind nobody handles has no answer', () => {
    expect(read(callback('Ev1', { type: 'team_join', user: { id: 'U1' } }))).toBeNull();
  });
});
