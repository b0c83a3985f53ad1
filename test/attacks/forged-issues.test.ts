import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf, formsOf } from './buttons-and-forms.ts';
import { type Attacker, startUnderAttack, type UnderAttack } from './under-attack.ts';

/*
 * An employment issue that Sam has raised with the CCG, whose first contact is Hugo. Everybody else tries to see it, act on it, or learn
 * that it exists: the Director, a finance lead, another organisation’s contact, somebody of another agreement, a stranger.
 */

const SECRET = 'Quodlibetarian leave';
const WRITTEN = { kind: 'leave', what: SECRET, urgency: 'week', reach: '01632 960199', here: 'yes', 'readers-dccg': 'all' };
const OTHERS = ['dora', 'fiona', 'hana', 'carol', 'una', 'nobody'];
let accord: UnderAttack;
let issue: { id: string; reference: string };
beforeEach(async () => {
  accord = await startUnderAttack();
  const { reader } = await raised();
  const [kept] = await accord.stores.issues!.open();
  issue = { id: kept!.id, reference: kept!.raised.reference };
  expect(reader).toContain(issue.reference);
});
afterEach(() => accord.stop());

/** Sam raises it through the form, which carries what Accord put in it. */
async function raised(): Promise<{ reader: string }> {
  const opened = await accord.slack.press('U0SAM', 'raise-issue', { o: 'dccg' });
  const { context } = JSON.parse(JSON.parse(opened).view.private_metadata);
  return { reader: await accord.slack.submit('U0SAM', 'raise-issue', WRITTEN, context) };
}
async function unchanged(work: () => Promise<void>): Promise<void> {
  const before = await accord.records();
  await work();
  expect(await accord.records()).toEqual(before);
  expect(accord.logged.filter((line: string) => line.includes('a request failed'))).toEqual([]);
}
/** Without what differs from one message to the next: ids and times that the platform gives. */
const told = (heard: string) => heard.replaceAll(/"(?:activity|replyToId|id|thread_ts)":"[^"]*"/g, '');

const FACES = [
  ['Slack', (): Attacker => accord.slack, (name: string) => `U0${name.toUpperCase()}`],
  ['Teams', (): Attacker => accord.teams, (name: string) => `29:${name}`],
] as const;

describe.each(FACES)('an issue on %s', (_, face, id) => {
  it.each(OTHERS)('is not %s’s: every button and form is answered as if there were none', async (who) => {
    await unchanged(async () => {
      for (const button of buttonsOf('issue')) {
        const heard = await face().press(id(who), button, { i: issue.id });
        expect(heard, button).toContain('There is no issue here for you');
        expect(told(heard), button).toBe(told(await face().press(id(who), button, { i: 'nothing' })));
      }
      for (const form of formsOf('issue')) {
        const heard = await face().submit(id(who), form, { what: 'Forged', to: 'email:hr@dccg.example' }, { i: issue.id });
        expect(heard, form).toContain('There is no issue here for you');
        expect(told(heard), form).toBe(
          told(await face().submit(id(who), form, { what: 'Forged', to: 'email:hr@dccg.example' }, { i: 'nothing' })),
        );
      }
      for (const text of [
        issue.reference,
        `where is ${issue.reference}?`,
        'where is my issue?',
        'has anybody raised an issue?',
        'issues',
      ]) {
        const heard = await face().say(id(who), text);
        expect(heard, text).not.toMatch(/Quodlibetarian|01632 960199|Sam Secondee/);
        expect(heard.replaceAll(text, ''), text).not.toContain(issue.reference);
      }
    });
  });

  it('is not acted on as the other side: its contact adds and withdraws nothing, its raiser takes and closes nothing', async () => {
    expect(await face().press(id('hugo'), 'show-issue', { i: issue.id })).toContain(SECRET);
    await unchanged(async () => {
      for (const button of ['add-to-issue', 'withdraw-issue'])
        expect(await face().press(id('hugo'), button, { i: issue.id }), button).toContain('There is no issue here for you');
      expect(await face().submit(id('hugo'), 'add-to-issue', { what: 'Forged' }, { i: issue.id })).toContain('There is no issue here');
      for (const button of ['take-issue', 'close-issue', 'hold-issue', 'show-issue', 'pass-on-issue'])
        expect(await face().press(id('sam'), button, { i: issue.id }), button).toContain('There is no issue here for you');
    });
  });

  it('is passed on to nobody but a contact of the same organisation', async () => {
    await unchanged(async () => {
      for (const to of ['email:hana@dbc.example', 'slack:U0DORA', 'email:dora@dbc.example', '', 'constructor', 'email:hugo@dccg.example'])
        expect(await face().submit(id('hugo'), 'pass-on-issue', { to }, { i: issue.id }), to).toContain(
          'Choose another contact of your organisation',
        );
    });
  });

  it('is raised with nobody but one’s own employer, and read by nobody but those the form named', async () => {
    await unchanged(async () => {
      for (const o of ['dbc', 'dbc,dccg', 'dccg,dbc', '', 'constructor', 'derby-council'])
        expect(
          await face().submit(
            id('sam'),
            'raise-issue',
            { ...WRITTEN, 'readers-dbc': 'all' },
            { o, c: 'email:hana@dbc.example email:hr@dbc.example' },
          ),
          o,
        ).toContain('Your employer is another one today');
      for (const c of ['', 'slack:U0DORA', 'email:hana@dbc.example'])
        expect(await face().submit(id('sam'), 'raise-issue', WRITTEN, { o: 'dccg', c }), c).toContain(
          'Who takes issues there has changed meanwhile',
        );
      for (const who of ['una', 'nobody'])
        expect(await face().submit(id(who), 'raise-issue', WRITTEN, { o: 'dccg', c: '' }), who).not.toContain('Received');
    });
  });

  it('is not opened by an id that is guessed', async () => {
    await unchanged(async () => {
      const guesses = [
        '',
        '0',
        issue.id.slice(1),
        issue.id.toLowerCase() === issue.id ? issue.id.toUpperCase() : issue.id.toLowerCase(),
        `${issue.id}:00000001`,
        `x:${issue.id}`,
        '../',
        '__proto__',
        issue.reference,
      ];
      for (const guess of guesses)
        for (const who of ['sam', 'hugo'])
          for (const button of buttonsOf('issue'))
            expect(await face().press(id(who), button, { i: guess }), `${who} ${button} ${guess}`).toContain(
              'There is no issue here for you',
            );
    });
  });
});

it('what was written stands in clear neither in the store nor in the log', async () => {
  expect(accord.logged.join('')).not.toMatch(/Quodlibetarian|960199/);
  const kept = await accord.records();
  expect(kept.filter((line: string) => line.startsWith('issue:')).length).toBeGreaterThan(3);
  expect(kept.join('\n').match(/Quodlibetarian|960199|Sam Secondee|sam@dccg/)).toBeNull();
});
