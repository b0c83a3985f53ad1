import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSlackPayload } from '../../../src/bot/slack/gate.ts';
import { plainTextOf } from '../../../src/bot/slack/incoming-text.ts';
import { read, readMessagesTab } from '../../../src/bot/slack/read.ts';
import { callback, command, direct, ephemeral, homeOpened, mention, press, shortcut, submission } from './payloads.ts';

const metadata = JSON.stringify({
  context: { question: 'q1' },
  place: { room: 'C0JOINT', alone: false, on: 'ephemeral', responseUrl: 'https://hooks.slack.com/1' },
});

describe('what somebody did in Slack is read as a request', () => {
  it('a mention in a channel is something said in public, without the mention', () => {
    expect(read(mention())).toEqual({
      request: {
        id: 'Ev0MENTION',
        asker: { platform: 'slack', id: 'T0DBC/U0SAM' },
        channel: 'C0JOINT',
        public: true,
        act: { is: 'said', text: 'how much notice do we have to give?' },
      },
      place: { user: 'U0SAM', room: 'C0JOINT', alone: false, thread: '1700000000.000100', threadBegun: false },
    });
  });

  it('a mention inside a thread belongs to that thread', () => {
    expect(read(mention({ thread_ts: '1699999999.000100' }))!.place).toMatchObject({ thread: '1699999999.000100', threadBegun: true });
  });

  it('the mention is taken out wherever it stands, and other people stay by name', () => {
    const said = (text: string, authorizations?: unknown) =>
      read({ ...mention({ text }), ...(authorizations === undefined ? {} : { authorizations }) })!.request.act;
    expect(said('does <@U0DORA|dora> know, <@U0ACCORD|accord>?')).toEqual({ is: 'said', text: 'does @dora know, ?' });
    expect(said('<@U0ACCORD> and <@U0DORA>', [])).toEqual({ is: 'said', text: 'and @U0DORA' });
  });

  it('somebody from the other workspace of a shared channel is known by their own', () => {
    expect(read(mention({ user_team: 'T0CCG', team: 'T0CCG' }))!.request.asker.id).toBe('T0CCG/U0SAM');
  });

  it('a direct message has no channel and is not public; its answer stays in its thread', () => {
    const reading = read(direct())!;
    expect(reading.request).toMatchObject({ id: 'Ev0DIRECT', channel: null, public: false, act: { is: 'said', text: 'how much notice?' } });
    expect(reading.place).toMatchObject({ room: 'D0SAM', alone: true, thread: '1700000001.000100' });
  });

  it('a shortcut is chosen on nothing, and its answer belongs in the person’s own conversation', () => {
    expect(read(shortcut('log-benefit', null))).toEqual({
      request: {
        id: 'shortcut.log-benefit',
        asker: { platform: 'slack', id: 'T0DBC/U0SAM' },
        channel: null,
        public: false,
        act: { is: 'chosen', shortcut: 'log-benefit', text: '' },
      },
      place: { user: 'U0SAM', room: null, alone: true, responseUrl: undefined },
      trigger: 'shortcut.log-benefit',
    });
  });

  it('a shortcut on a message carries its words, and its answer is for whoever chose it', () => {
    const chosen = read(shortcut('log-benefit-from-message', 'We saved £300 &amp; more, <@U0SAM|sam>'))!;
    expect(chosen.request).toMatchObject({
      channel: 'C0JOINT',
      public: false,
      act: { is: 'chosen', shortcut: 'log-benefit', text: 'We saved £300 & more, @sam' },
    });
    expect(chosen.place).toMatchObject({ room: 'C0JOINT', alone: false, responseUrl: 'https://hooks.slack.com/app/T0DBC/1/x' });
  });

  it.each([
    ['a shortcut that is not ours', shortcut('constructor', null)],
    ['a bot', direct({ bot_id: 'B1' })],
    ['a bot that mentions Accord', mention({ bot_id: 'B1' })],
    ['Accord itself', direct({ user: 'U0ACCORD' })],
    ['an edit', direct({ subtype: 'message_changed' })],
    ['a deletion', direct({ subtype: 'message_deleted', hidden: true })],
    ['a message in a channel without a mention', direct({ channel: 'C0JOINT', channel_type: 'channel' })],
    ['an event nobody asked for', callback('Ev1', { type: 'reaction_added', user: 'U0SAM', item: {} })],
    ['the Messages tab', homeOpened('messages')],
    ['another app’s command', command('help', { command: '/other' })],
    ['a menu', press('ask', {}, { actions: [{ type: 'static_select', selected_option: {} }] })],
    ['a button that is not ours', press('ask', {}, { actions: [{ type: 'button', value: 'click' }] })],
    ['a form that is not ours', submission('tell-keeper', '', {})],
  ])('%s is not for us', (_, body) => {
    expect(read(body)).toBeNull();
  });

  it('a message with a file is its words', () => {
    expect(read(direct({ subtype: 'file_share', text: 'is this allowed?' }))!.request.act).toEqual({
      is: 'said',
      text: 'is this allowed?',
    });
  });

  it('a command is said in private in the channel it was typed in, and alone it asks for help', () => {
    expect(read(command('ask what about leave &amp; sickness?'))).toEqual({
      request: {
        id: 'trigger.ask what about leave &amp; sickness?',
        asker: { platform: 'slack', id: 'T0DBC/U0SAM' },
        channel: 'C0JOINT',
        public: false,
        act: { is: 'said', text: 'ask what about leave & sickness?' },
      },
      place: { user: 'U0SAM', room: 'C0JOINT', alone: false, responseUrl: 'https://hooks.slack.com/commands/T0DBC/1/x' },
      trigger: 'trigger.ask what about leave &amp; sickness?',
    });
    expect(read(command('  '))!.request.act).toEqual({ is: 'said', text: 'help' });
    expect(read(command('help', { channel_id: 'D0SAM', channel_name: 'directmessage' }))!.request.channel).toBeNull();
  });

  it('a pressed button carries its name and value, and says whether others saw it', () => {
    expect(read(press('rate', { helpful: 'yes' }))!.request).toMatchObject({
      channel: 'C0JOINT',
      public: true,
      act: { is: 'pressed', button: 'rate', value: { helpful: 'yes' } },
    });
    expect(read(press('rate', { helpful: 'yes' }, ephemeral))!).toMatchObject({
      request: { public: false, channel: 'C0JOINT' },
      place: { on: 'ephemeral' },
    });
    const onHome = read(
      press('ask', {}, { container: { type: 'view', view_id: 'V1' }, channel: undefined, message: undefined, response_url: undefined }),
    )!;
    expect(onHome).toMatchObject({ request: { public: false, channel: null }, place: { on: 'home', room: null, alone: true } });
  });

  it('a form carries what was filled in, what it was opened with, and where it came from', () => {
    const body = submission('tell-keeper', metadata, {
      note: { type: 'plain_text_input', value: 'x < y & z' },
      kind: { type: 'static_select', selected_option: { value: 'gap' } },
      on: { type: 'datepicker', selected_date: '2026-05-01' },
      empty: { type: 'plain_text_input', value: null },
    });
    expect(read(body)).toMatchObject({
      request: {
        channel: 'C0JOINT',
        public: false,
        act: {
          is: 'submitted',
          form: 'tell-keeper',
          values: { note: 'x < y & z', kind: 'gap', on: '2026-05-01', empty: '' },
          context: { question: 'q1' },
        },
      },
      place: { user: 'U0SAM', room: 'C0JOINT', on: 'ephemeral', responseUrl: 'https://hooks.slack.com/1' },
    });
  });

  it('the same form sent twice is one request, and a corrected one is another', () => {
    const sent = (note: string) => read(submission('tell-keeper', metadata, { note: { value: note } }))!.request.id;
    expect(sent('a')).toBe(sent('a'));
    expect(sent('a')).not.toBe(sent('b'));
  });

  it('the Home tab is opened, and the Messages tab is told apart', () => {
    expect(read(homeOpened('home'))!.request.act).toEqual({ is: 'opened', view: 'home' });
    expect(readMessagesTab(homeOpened('messages'))).toBe('D0SAM');
    expect(readMessagesTab(homeOpened('home'))).toBeNull();
  });
});

describe('Slack’s markup is read as the words that stood on the screen', () => {
  it.each([
    ['<@U1|dora> in <#C1|joint-team>', '@dora in #joint-team'],
    ['<https://example.org/a?b=1&amp;c=2|the page> or <https://example.org>', 'the page or https://example.org'],
    ['<mailto:dora@example.org|dora@example.org> <mailto:sam@example.org>', 'dora@example.org sam@example.org'],
    ['<!here> <!subteam^S1|@finance> <!date^1^{date}|1 May 2026> <!channel>', '@here @finance 1 May 2026 @channel'],
    ['a &lt;b&gt; &amp;lt; c', 'a <b> &lt; c'],
    ['  many   spaces\tand\nlines ', 'many spaces and\nlines'],
    ['<unfinished', '<unfinished'],
  ])('%s', (sent, words) => {
    expect(plainTextOf(sent)).toBe(words);
  });
});

describe('whatever is sent', () => {
  const wellFormed = [
    mention(),
    direct(),
    homeOpened('home'),
    homeOpened('messages'),
    command('help'),
    press('ask', { text: 'x' }),
    submission('tell-keeper', metadata, { note: { value: 'x' } }),
  ];

  it('any JSON is a request or nothing, never an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(read(body) === null || typeof read(body)!.request.id === 'string').toBe(true);
        readMessagesTab(body);
        isSlackPayload(body);
      }),
      { numRuns: 500 },
    );
  });

  it('a payload of Slack’s with any one value changed to anything is a request or nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wellFormed), fc.nat(), fc.jsonValue(), (payload, which, value) => {
        const changed = structuredClone(payload) as Record<string, unknown>;
        const paths = pathsOf(changed);
        const path = paths[which % paths.length]!;
        const holder = path.slice(0, -1).reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, changed);
        holder[path.at(-1)!] = value;
        const reading = read(changed);
        if (reading === null) return;
        expect(typeof reading.request.id).toBe('string');
        expect(reading.request.asker.id).toMatch(/\//);
        expect(() => JSON.stringify(reading)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])]);
}
