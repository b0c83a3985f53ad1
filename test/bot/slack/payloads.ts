/*
 * What Slack sends, in the shape its reference gives it; every name in it is a sample.
 */

export function mention(over: Record<string, unknown> = {}, eventId = 'Ev0MENTION') {
  return callback(eventId, {
    type: 'app_mention',
    user: 'U0SAM',
    text: '<@U0ACCORD> how much notice do we have to give?',
    ts: '1700000000.000100',
    channel: 'C0JOINT',
    team: 'T0DBC',
    event_ts: '1700000000.000100',
    ...over,
  });
}

export function direct(over: Record<string, unknown> = {}, eventId = 'Ev0DIRECT') {
  return callback(eventId, {
    type: 'message',
    channel_type: 'im',
    user: 'U0SAM',
    text: 'how much notice?',
    ts: '1700000001.000100',
    channel: 'D0SAM',
    team: 'T0DBC',
    event_ts: '1700000001.000100',
    ...over,
  });
}

export function homeOpened(tab: string, eventId = 'Ev0HOME') {
  return callback(eventId, { type: 'app_home_opened', user: 'U0SAM', channel: 'D0SAM', tab, event_ts: '1700000002.000100' });
}

export function callback(eventId: string, event: Record<string, unknown>) {
  return {
    token: 'unused',
    team_id: 'T0DBC',
    api_app_id: 'A0ACCORD',
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: 1700000000,
    authorizations: [{ enterprise_id: null, team_id: 'T0DBC', user_id: 'U0ACCORD', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  };
}

export function command(text: string, over: Record<string, string> = {}) {
  return {
    token: 'unused',
    team_id: 'T0DBC',
    team_domain: 'sample',
    channel_id: 'C0JOINT',
    channel_name: 'joint-team',
    user_id: 'U0SAM',
    user_name: 'sam',
    command: '/accord',
    text,
    api_app_id: 'A0ACCORD',
    is_enterprise_install: 'false',
    response_url: 'https://hooks.slack.com/commands/T0DBC/1/x',
    trigger_id: `trigger.${text}`,
    ...over,
  };
}

export function press(name: string, value: Record<string, string>, over: Record<string, unknown> = {}) {
  return {
    type: 'block_actions',
    user: { id: 'U0SAM', username: 'sam', name: 'sam', team_id: 'T0DBC' },
    api_app_id: 'A0ACCORD',
    token: 'unused',
    container: { type: 'message', message_ts: '1700000003.000100', channel_id: 'C0JOINT', is_ephemeral: false },
    trigger_id: `press.${name}.${JSON.stringify(value)}`,
    team: { id: 'T0DBC', domain: 'sample' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'C0JOINT', name: 'joint-team' },
    message: { ts: '1700000003.000100', thread_ts: '1700000000.000100' },
    response_url: 'https://hooks.slack.com/actions/T0DBC/1/x',
    actions: [
      {
        action_id: `${name}-0`,
        block_id: 'b',
        type: 'button',
        text: { type: 'plain_text', text: name },
        value: JSON.stringify({ name, value }),
        action_ts: '1700000004.1',
      },
    ],
    ...over,
  };
}

export const ephemeral = {
  container: { type: 'message', message_ts: '1700000003.000100', channel_id: 'C0JOINT', is_ephemeral: true },
  message: undefined,
};

/** An entry of Slack’s own menus; `text` is the message it was chosen on, null for the one that is offered everywhere. */
export function shortcut(callbackId: string, text: string | null, over: Record<string, unknown> = {}) {
  return {
    type: text === null ? 'shortcut' : 'message_action',
    token: 'unused',
    action_ts: '1700000006.000100',
    team: { id: 'T0DBC', domain: 'sample' },
    user: { id: 'U0SAM', username: 'sam', team_id: 'T0DBC' },
    is_enterprise_install: false,
    enterprise: null,
    callback_id: callbackId,
    trigger_id: `shortcut.${callbackId}`,
    ...(text === null
      ? {}
      : {
          response_url: 'https://hooks.slack.com/app/T0DBC/1/x',
          message_ts: '1700000000.000100',
          channel: { id: 'C0JOINT', name: 'joint-team' },
          message: { type: 'message', user: 'U0DORA', ts: '1700000000.000100', text },
        }),
    ...over,
  };
}

export function submission(form: string, metadata: string, values: Record<string, Record<string, unknown>>, hash = '1700000005.abc') {
  const state = { values: Object.fromEntries(Object.entries(values).map(([name, input]) => [name, { input }])) };
  return {
    type: 'view_submission',
    team: { id: 'T0DBC', domain: 'sample' },
    user: { id: 'U0SAM', username: 'sam', name: 'sam', team_id: 'T0DBC' },
    api_app_id: 'A0ACCORD',
    token: 'unused',
    trigger_id: 'submitted.1',
    view: { id: 'V0FORM', team_id: 'T0DBC', type: 'modal', callback_id: form, private_metadata: metadata, hash, state },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
}
