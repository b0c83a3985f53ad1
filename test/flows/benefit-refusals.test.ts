import { afterEach, describe, expect, it } from 'vitest';
import type { Partnership, Person } from '../../src/data/partnership.ts';
import { knowledge } from '../handlers/front-door.ts';
import { CAROL, DORA, FIONA, FRED, SAM, UNA } from '../handlers/log-door.ts';
import { accepted, type Seen, type WireFace } from './benefit-face.ts';
import { startPageCallsFace } from './benefit-face-page-calls.ts';
import { startSlackFace } from './benefit-face-slack.ts';
import { startTeamsFace } from './benefit-face-teams.ts';

const GWEN = 'gwen@dccg.example';
const DEE = 'dee@dbc.example';
const NOBODY = 'nobody@elsewhere.example';
/* A secondee whose post ends in October, and a deputy who is a finance lead too: who logs and who verifies may be one person. */
const post = { agreement: 'darlington', host: 'dbc', post: 'Commissioner', from: '2014-09-01' };
const more: Person[] = [
  {
    email: GWEN,
    name: 'Gwen Gone',
    slack: 'U0GWEN',
    teams: '29:gwen',
    roles: [],
    secondments: [{ ...post, home: ['dccg'], to: '2015-10-31', terms: 'seconded' }],
  },
  {
    email: DEE,
    name: 'Dee Deputy',
    slack: 'U0DEE',
    teams: '29:dee',
    roles: ['deputy', 'finance-lead:dbc'],
    secondments: [{ ...post, home: ['dbc'], terms: 'allocated' }],
  },
];
const partnership: Partnership = { ...knowledge.partnership, people: [...knowledge.partnership.people, ...more] };

const SAVED = 'we saved £12,400 on the joint equipment store last quarter';
const NOT_THEIRS = 'Only people who work under the Darlington memorandum today, and its partners’ finance leads, can read its log.';
const FACES = [
  ['Slack', startSlackFace],
  ['Teams', startTeamsFace],
  ['the local page', startPageCallsFace],
] as const;

let face: WireFace;
afterEach(() => face?.stop());

/** An entry of Dora’s, which she may correct and Fiona may verify. */
async function anEntry(): Promise<Seen> {
  return face.press(DORA, await face.say(DORA, SAVED), 'Save');
}
const words = async (who: string, text: string) => (await face.say(who, text)).words;
const unchanged = async (work: () => Promise<void>) => {
  const before = await face.accord.records();
  await work();
  expect(await face.accord.records()).toEqual(before);
};
/** Whatever is said of an entry that is there is said of one that is not. */
const expectNothingTold = async (who: string, refusal: string) => {
  for (const number of ['B-0001', 'B-0099']) expect(await words(who, `show me ${number} of the Darlington memorandum`)).toBe(refusal);
  expect(await words(who, 'benefits since September 2014 under the Darlington memorandum')).toBe(refusal);
};

describe.each(FACES)('refused on %s, with the reason', (_, start) => {
  it('somebody of another agreement and somebody of none, who do not learn that an entry exists', async () => {
    face = await start(partnership);
    await anEntry();
    const verify = await face.say(FIONA, 'B-0001');
    const correct = await face.say(DORA, 'B-0001');
    await unchanged(async () => {
      for (const who of [CAROL, UNA]) {
        await expectNothingTold(who, NOT_THEIRS);
        expect(await words(who, `log for Darlington: ${SAVED}`)).toBe(NOT_THEIRS);
        const expected = face.ownWords?.notYours ?? NOT_THEIRS;
        for (const label of ['Verify', 'See the log']) expect(await face.pressAsAnother(who, verify, label, FIONA)).toBe(expected);
        for (const label of ['Undo', 'See the log']) expect(await face.pressAsAnother(who, correct, label, DORA)).toBe(expected);
      }
      // Their own agreement’s log is empty, and says nothing of this one.
      expect(await words(CAROL, 'B-0001')).toBe('The log of the Derby Cabinet report has no entry B-0001.');
      expect(await words(CAROL, 'how much have we saved so far?')).toContain('Nothing is in the log yet.');
    });
  });

  it('a person the partnership file does not know', async () => {
    face = await start(partnership);
    await anEntry();
    await unchanged(() => expectNothingTold(NOBODY, face.ownWords?.stranger ?? NOT_THEIRS));
  });

  it('a secondee whose post has ended, also from what stood open before', async () => {
    face = await start(partnership);
    const saved = await anEntry();
    expect(saved.words).toContain('B-0001');
    const shown = await face.say(GWEN, 'B-0001');
    const draft = await face.say(GWEN, 'we saved £300 on vans last month');
    const form = await face.open(GWEN, draft, 'Change or add to it');
    face.accord.moveClock('2015-11-01T09:00:00.000Z');
    await unchanged(async () => {
      expect(await face.send(GWEN, form, {})).toEqual({ problems: [NOT_THEIRS] });
      await expectNothingTold(GWEN, NOT_THEIRS);
    });
    await unchanged(async () => {
      expect((await face.press(GWEN, draft, 'Suggest it as it stands')).words).toBe(NOT_THEIRS);
      expect((await face.press(GWEN, shown, 'See the log')).words).toBe(NOT_THEIRS);
    });
  });

  it('a finance lead who approves twice, or for the other partner; and whoever leads no partner’s finance', async () => {
    face = await start(partnership);
    const saved = await anEntry();
    const [asked] = await face.told(FIONA);
    const [other] = await face.told(FRED);
    await face.told(DEE);
    await face.press(FIONA, asked!, 'Approve the protocol');
    const already =
      'Darlington Borough Council has already approved the protocol of 1 September 2014 Fiona Figures, on 5 October 2015. Once is enough. Fred Funds can approve it for Darlington Clinical Commissioning Group.';
    await unchanged(async () => {
      expect((await face.press(FIONA, asked!, 'Approve the protocol')).words).toBe(already);
      expect(await words(FIONA, 'approve the protocol')).toBe(already);
      expect(await face.pressAsAnother(FIONA, other!, 'Approve the protocol', FRED)).toBe(face.ownWords?.notYours ?? already);
      // Another lead of the same partner approves no second time for it either.
      expect(await words(DEE, 'approve the protocol')).toBe(already);
      const only =
        'Only the finance lead of each partner can approve a protocol or withdraw that Fiona Figures or Dee Deputy for Darlington Borough Council, Fred Funds for Darlington Clinical Commissioning Group.';
      expect(await words(SAM, 'approve the protocol')).toBe(only);
    });
    const entry = await face.press(DORA, saved, 'See B-0001');
    expect(entry.words).toContain('Apportionment awaits approval by Darlington Clinical Commissioning Group.');
  });

  it('whoever logged or changed an entry and verifies it, and whoever leads no partner’s finance', async () => {
    face = await start(partnership);
    await anEntry();
    const [first, second] = [await face.say(DEE, 'B-0001'), await face.say(DEE, 'B-0001')];
    const form = await face.open(DEE, second, 'Correct');
    accepted(await face.send(DEE, form, { 'Amount over that time, in pounds': '12,000', 'Why it is corrected': 'Counted twice' }));
    const fionas = await face.say(FIONA, 'B-0001');
    await unchanged(async () => {
      const own = 'Nobody verifies an entry they logged or changed themselves. Fiona Figures or Fred Funds can.';
      expect((await face.press(DEE, first, 'Verify')).words).toBe(own);
      const lead = 'Only a finance lead of a partner verifies an entry. Fiona Figures or Fred Funds can.';
      expect(await face.pressAsAnother(DORA, fionas, 'Verify', FIONA)).toBe(face.ownWords?.notYours ?? lead);
      expect((await face.say(DORA, 'B-0001')).buttons).not.toContain('Verify');
    });
  });
});
