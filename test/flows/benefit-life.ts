import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { run } from '../../src/bot/terminal/app.ts';
import { openTerminal } from '../bot/terminal/terminal-of-a-test.ts';
import { DORA, FIONA, FRED, SAM } from '../handlers/log-door.ts';
import { accepted, type Dialog, type Face, type Refused, type Seen } from './benefit-face.ts';

/** What people saw, in order, and what is kept at the end: the same on every face, to the letter. */
export type Life = { seen: string[]; records: string[]; report: string };

const SAVED = 'we saved £12,400 on the joint equipment store last quarter';
const AMOUNT = 'Amount over that time, in pounds';
const RIGHT = { [AMOUNT]: '12.4k', When: 'Q2 2015/16', 'More: clause it stems from': '11(n)', 'More: confidence': 'High' };

/**
 * The whole life of entries of the log: suggested, accepted, apportioned once both partners approve, verified, corrected, verified again; one
 * saved by a double click and undone; one that leaves the partners worse off, withdrawn; totals and the board report.
 */
export async function liveThrough(real: Face): Promise<Life> {
  const { face, seen } = keepingWhatIsSeen(real);
  await suggestAndAccept(face);
  await approveAndApportion(face);
  await verifyAndCorrect(face);
  await clickTwiceAndUndo(face);
  await withdrawACost(face);
  await addUp(face);
  return { seen, records: await face.accord.records(), report: await reportOf(face) };
}

async function suggestAndAccept(face: Face): Promise<void> {
  const understood = await face.say(SAM, SAVED);
  expect(understood.words).toContain('Nothing is saved yet. Is this right?');
  expect(understood.buttons).toEqual(['Suggest it as it stands', 'Change or add to it']);
  const form = await face.open(SAM, understood, 'Change or add to it');
  expect(form.values).toMatchObject({
    'What the benefit is': 'Joint equipment store',
    When: 'July to September 2015',
    [AMOUNT]: '£12,400',
  });
  const wrong = await face.send(SAM, form, { [AMOUNT]: 'twelve thousand', When: 'soon' });
  expect(wrong).toMatchObject({ problems: expect.arrayContaining([expect.stringContaining('Write the amount in figures')]) });
  expect(await entries(face)).toEqual([]);
  const suggested = accepted(await face.send(SAM, form, RIGHT));
  expect(suggested.words).toMatch(
    /^B-0001 is suggested £12,400, cashable, July to September 2015\. Joint equipment store\. From 11\(n\)\. Dora Director is told/,
  );
  const [notice] = await face.told(DORA);
  expect(notice!.words).toMatch(/^Sam Secondee suggests B-0001 for the log £12,400/);
  expect(notice!.buttons).toEqual(['Accept', 'Amend', 'Decline']);
  const inTheLog = await face.press(DORA, notice!, 'Accept');
  expect(inTheLog.words).toMatch(/^B-0001 is in the log £12,400/);
  expect(inTheLog.words).toContain(
    'Apportionment awaits approval by Darlington Borough Council and Darlington Clinical Commissioning Group.',
  );
  expect((await face.told(SAM))[0]!.words).toMatch(/^Your suggestion B-0001 is in the log £12,400.* Dora Director accepted it\./);
  expect(await entries(face)).toEqual(['B-0001 in the log']);
}

async function approveAndApportion(face: Face): Promise<void> {
  const [asked] = await face.told(FIONA);
  expect(asked!.words).toContain('awaits your approval for Darlington Borough Council. Darlington Borough Council 60%');
  const half = await face.press(FIONA, asked!, 'Approve the protocol');
  expect(half.words).toContain('Apportionment awaits approval by Darlington Clinical Commissioning Group.');
  const [other] = await face.told(FRED);
  const whole = await face.press(FRED, other!, 'Approve the protocol');
  expect(whole.words).toContain('Every partner has approved it benefits are apportioned by it.');
  expect((await face.say(DORA, 'show me B-0001')).words).toContain('Council £7,440 CCG £4,960, by the protocol of 1 September 2014.');
}

async function verifyAndCorrect(face: Face): Promise<void> {
  const shown = await face.say(FIONA, 'B-0001');
  expect((await face.press(FIONA, shown, 'Verify')).words).toMatch(/^B-0001 is verified for Darlington Borough Council\./);
  face.accord.moveClock('2015-10-06T09:00:00.000Z');
  const form = await face.open(DORA, await face.say(DORA, 'B-0001'), 'Correct');
  expect(form.title).toBe('Correct B-0001');
  const corrected = accepted(await face.send(DORA, form, { [AMOUNT]: '12,000.01', 'Why it is corrected': 'Invoice 7 was counted twice' }));
  expect(corrected.words).toMatch(/^B-0001 is corrected £12,000\.01, .* Council £7,200\.01 CCG £4,800, by the protocol/);
  await face.press(FRED, await face.say(FRED, 'B-0001'), 'Verify');
  const history = (await face.say(SAM, 'history of B-0001')).words;
  for (const line of [
    'Suggested by Sam Secondee, 5 October 2015 (£12,400, cashable, July to September 2015)',
    'Put in the log by Dora Director, 5 October 2015',
    'Verified by Fiona Figures, 5 October 2015',
    'Corrected by Dora Director, 6 October 2015 (£12,000.01, cashable, July to September 2015) Invoice 7 was counted twice',
    'Verified by Fred Funds, 6 October 2015',
  ])
    expect(history).toContain(line);
}

async function clickTwiceAndUndo(face: Face): Promise<void> {
  const understood = await face.say(DORA, 'we saved £300 on vans last month');
  const clicks = await face.clickTwice(DORA, understood, 'Save');
  for (const { words } of clicks) expect(words).toMatch(/^B-0002 is in the log £300, cashable, September 2015\./);
  expect(await entries(face)).toEqual(['B-0001 in the log', 'B-0002 in the log']);
  expect((await face.press(DORA, clicks.at(-1)!, 'Undo')).words).toMatch(/^B-0002 is undone £300/);
}

async function withdrawACost(face: Face): Promise<void> {
  const understood = await face.say(DORA, 'the move cost us £1,000 in removal fees last month');
  const saved = await face.press(DORA, understood, 'Save');
  expect(saved.words).toContain('This entry leaves Darlington Borough Council £600 worse off.');
  const warned = await face.told(DORA, 2);
  expect(warned.map(({ words }) => words.split(' worse off.')[0])).toEqual([
    'B-0003 may leave Darlington Borough Council',
    'B-0003 may leave Darlington Clinical Commissioning Group',
  ]);
  for (const lead of [FIONA, FRED]) expect((await face.told(lead))[0]!.words).toContain('A warning only');
  const form = await face.open(DORA, await face.press(DORA, warned[0]!, 'See B-0003'), 'Withdraw');
  const withdrawn = accepted(await face.send(DORA, form, { Why: 'Paid by the landlord' }));
  expect(withdrawn.words).toMatch(/^B-0003 is withdrawn -£1,000, .* Reason Paid by the landlord$/);
  expect(await entries(face)).toEqual(['B-0001 in the log', 'B-0002 undone', 'B-0003 withdrawn']);
}

async function addUp(face: Face): Promise<void> {
  const totals = (await face.say(SAM, 'how much have we saved so far?')).words;
  expect(totals).toMatch(/^£12,000\.01 so far, of which £12,000\.01 is verified\./);
  for (const line of ['All 1 £12,000.01 £0', 'Darlington Clinical Commissioning Group £4,800 £0', 'Line chart'])
    expect(totals).toContain(line);
}

/** The board report of the same log, as `accord report benefits` writes it; its pictures are told apart by their descriptions. */
async function reportOf({ accord }: Face): Promise<string> {
  const out = join(accord.folder, 'report.md');
  const terminal = openTerminal({ ACCORD_STORE: accord.storeUrl, ACCORD_CLOCK: accord.now() });
  expect([await run(['report', 'benefits', '--agreement', 'darlington', '--out', out], terminal), terminal.complained()]).toEqual([0, '']);
  const report = readFileSync(out, 'utf8').replaceAll(/\(data:image\/png;base64,[^)]+\)/g, '(picture)');
  for (const line of ['£12,000.01', '£7,200.01', '(picture)']) expect(report).toContain(line);
  return report;
}

async function entries({ accord }: Face): Promise<string[]> {
  const newest = await accord.stores.benefits.newest('darlington', 100);
  return newest.reverse().map(({ number, state }) => `B-${String(number).padStart(4, '0')} ${state}`);
}

/** The same face; whatever is seen on it is written down. A double click is seen once or more, always the same. */
function keepingWhatIsSeen(face: Face): { face: Face; seen: string[] } {
  const seen: string[] = [];
  const keep = <T extends Seen | Dialog | Refused>(one: T): T => {
    seen.push(JSON.stringify('problems' in one ? [...one.problems].sort() : one));
    return one;
  };
  return {
    seen,
    face: {
      ...face,
      say: async (...how) => keep(await face.say(...how)),
      press: async (...how) => keep(await face.press(...how)),
      async clickTwice(...how) {
        const clicks = await face.clickTwice(...how);
        keep(clicks.at(-1)!);
        return clicks;
      },
      open: async (...how) => keep(await face.open(...how)),
      send: async (...how) => keep(await face.send(...how)),
      told: async (...how) => (await face.told(...how)).map(keep),
    },
  };
}
