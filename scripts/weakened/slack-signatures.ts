import type { Weakening } from './weakening.ts';

const APP = 'src/bot/slack/app.ts';
const GATE = 'src/bot/slack/gate.ts';
const READ = 'src/bot/slack/read.ts';
const tests = 'slack-signatures';

/** Checks of what Slack signs. */
export const SLACK_SIGNATURES: readonly Weakening[] = [
  {
    attack: 'a forged signature',
    weakened: 'whatever fails to be verified is let in',
    file: APP,
    from: '      return false;\n',
    to: '      return true;\n',
    tests,
    red: 'of another body is none of this one',
  },
  {
    attack: 'a forged signature under a body Slack leaves unsigned',
    weakened: 'what looks like a check of the certificate needs no signature',
    file: GATE,
    from: 'if (!signed(text, request.headers))',
    to: "if (!text.includes('ssl_check') && !signed(text, request.headers))",
    tests,
    red: 'is not got round by what Slack leaves unsigned',
  },
  {
    attack: 'a late signature',
    weakened: 'the age is taken from the moment it is looked at',
    file: APP,
    from: '      verifySlackRequest({\n        signingSecret,',
    to: '      verifySlackRequest({\n        nowMilliseconds: Number(timestamp) * 1000,\n        signingSecret,',
    tests,
    red: 'late, or with a new time on an old signature',
  },
  {
    attack: 'a signature made for a time to come',
    weakened: 'only what is late is looked for',
    file: APP,
    from: ' || Number(timestamp) - Date.now() / 1000 > AHEAD_AT_MOST_S',
    to: '',
    tests,
    red: 'gets 401, though it fits',
  },
  {
    attack: 'a replayed request',
    weakened: 'requests are not remembered',
    file: 'src/bot/dispatch.ts',
    from: 'if (!(await store.claim(key, owner, Date.now() + HELD_WHILE_WORKING_MS, Date.now()))) {',
    to: 'if (!(await store.claim(owner, owner, Date.now() + HELD_WHILE_WORKING_MS, Date.now()))) {',
    tests,
    red: 'as it was, within five minutes: is answered once',
  },
  {
    attack: 'a request replayed after a restart',
    weakened: 'requests are remembered by the process alone',
    file: 'src/bot/dispatch.ts',
    from: 'request.id}`;',
    to: 'request.id + process.hrtime.bigint()}`;',
    tests,
    red: 'after a restart: is not answered again',
  },
  {
    attack: 'a signed body sent as another kind of content',
    weakened: 'what is none of Slack’s payloads goes on',
    file: GATE,
    from: 'if (!isSlackPayload(payloadOf(text, contentType))) return refuse(response, 400);',
    to: '',
    tests,
    red: 'as another kind of content: does nothing',
  },
  {
    attack: 'somebody else’s id in what a form carries along',
    weakened: 'the place that travelled in the form says who it is',
    file: READ,
    from: '{ ...sent.place, user: data.user.id }',
    to: "{ ...sent.place, user: 'U0DORA' }",
    tests,
    red: 'make nobody somebody else',
  },
  {
    attack: 'somebody of another workspace with the same id',
    weakened: 'the workspace Accord is installed in is taken for theirs',
    file: READ,
    from: 'data.user_team ?? data.team ?? outer.team_id',
    to: 'outer.team_id',
    tests,
    red: 'somebody of another workspace in a shared channel keeps their own',
  },
];
