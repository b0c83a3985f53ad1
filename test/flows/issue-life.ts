import { expect } from 'vitest';
import { buttonsIn } from './benefit-face-slack.ts';
import type { SlackCall } from './fake-slack.ts';
import type { Json } from './fake-teams.ts';
import type { Heard, People } from './issue-people.ts';
import { type World, wordsIn } from './issue-world.ts';

/** Words that nothing else contains: in what is said, what happened, the way to be reached, what is added, and the kind that is chosen. */
export const PLANTED = ['quodlibetarian', 'ultracrepidate', 'famulus-street-9', 'floccinaucity', 'Adjustments at work'];
const [SAID, HAPPENED, REACHED, ADDED, KIND] = PLANTED as [string, string, string, string, string];
const CCG = 'Darlington Clinical Commissioning Group';

export const TYPED = {
  'What is it about?': KIND,
  'What happened?': `He says ${HAPPENED} whenever my back hurts.`,
  'How urgent is it?': 'This week',
  'How can they reach you?': REACHED,
  'May they write to you in this chat?': 'Yes',
  'Who may read it?': 'Each of them, in that order',
};
const COMPLAINT = `my line manager keeps refusing my leave and calls me a ${SAID}`;

/** How many issues the life has. */
export const LIFE = { issues: 4 };

const REFERENCE = /E-[2-9A-Z]{6}/;
const referenceIn = (json: unknown): string => REFERENCE.exec(wordsIn(json).join(' '))![0];

/**
 * Sam’s issues: one from the Slack channel, taken up and added to; one from Teams, passed on; one from the local page, asked of the next
 * contact when two working days are over, and withdrawn; one from Slack’s menu that stays open.
 */
export async function liveThroughIssues(world: World, people: People) {
  const { slack, teams, page, round } = people;
  const references: string[] = [];
  const buttons: { name: string; id: string }[] = [];
  const keepButtons = ({ args }: Pick<SlackCall, 'args'>) => {
    for (const one of buttonsIn(args.blocks as Json[])) {
      const { name, value } = JSON.parse(one.value);
      if (value.i !== undefined && !buttons.some((before) => before.name === name)) buttons.push({ name, id: value.i });
    }
  };

  // From the channel in Slack, in a thread and out of one.
  await slack.mention('sam', COMPLAINT, { thread_ts: '1700000000.000001' });
  const offer = await slack.mention('sam', COMPLAINT);
  expect(offer.name).toBe('chat.postEphemeral');
  const received = await slack.submit('sam', await slack.press('sam', offer, `Raise it with ${CCG}`, true), TYPED);
  references.push(referenceIn(received.args));
  const first = await round();
  const asked = toSlack(first, 'hugo')[0]!;
  keepButtons({ args: asked });
  keepButtons({ args: toSlack(first, 'sam')[0]! });
  await slack.press('hugo', call(asked), 'I have it');
  await slack.submit('sam', await slack.press('sam', call(toSlack(first, 'sam')[0]!), 'Add something'), {
    'What do you want to add?': `And ${ADDED} too.`,
  });
  await round();

  // From the channel in Teams, passed on by the first contact.
  const aside = await teams.say('sam', COMPLAINT, 'channel');
  const opened = await teams.press('sam', aside.card, `Raise it with ${CCG}`);
  references.push(referenceIn((await teams.submit('sam', opened.body, TYPED)).calls.map(({ body }) => body)));
  const second = await round();
  const passing = toSlack(second, 'hugo').find((one) => wordsIn(one).join(' ').includes(references[1]!))!;
  await slack.submit('hugo', await slack.press('hugo', call(passing), 'Pass on'), { 'To whom?': 'CCG employment team' });
  await round();

  // From the channel of the local page, taken up by nobody.
  await page.say('sam', COMPLAINT, 'channel:darlington-team');
  const said = await page.newest('sam', 'channel:darlington-team');
  const { form } = await page.press('sam', 'channel:darlington-team', said, `Raise it with ${CCG}`);
  await page.submit('sam', form, TYPED);
  references.push(referenceIn(await page.newest('sam', 'channel:darlington-team')));
  await round();
  world.now('2015-10-08T10:00:00.000Z');
  await round();
  await round();

  // From the menu of Slack.
  references.push(referenceIn((await slack.submit('sam', await slack.shortcut('sam'), TYPED)).args));
  await round();

  // She looks everywhere, and withdraws the third on the page.
  for (const look of [references[0]!, 'where is my issue?']) {
    await slack.say('sam', look);
    await teams.say('sam', look);
    await page.say('sam', look);
  }
  await slack.home('sam');
  await page.open('sam');
  await page.seen('sam');
  const listed = await page.newest('sam');
  await page.press('sam', 'alone', listed, `Withdraw ${references[2]}`);
  await round();
  await slack.say('hugo', 'issues');
  const ids = [...new Set(buttons.map(({ id }) => id))];
  return { references, ids, buttons, askedByMail: [references[1], references[2]] };
}

function toSlack(told: readonly Heard[], who: string): Json[] {
  return told.filter((one) => one.face === 'slack' && one.who === who).map(({ body }) => body);
}

function call(args: Json): SlackCall {
  return { name: 'chat.postMessage', args };
}
