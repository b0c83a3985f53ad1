import { beforeEach, describe, expect, it } from 'vitest';
import { asMessage, labels, refsIn, textOf } from './front-door.ts';
import { DORA, FIONA, FRED, type LogDoor, openLogDoor, SAM } from './log-door.ts';

let door: LogDoor;
beforeEach(async () => {
  door = await openLogDoor();
});

describe('the log read back', () => {
  beforeEach(async () => {
    await door.log('we saved £12,400 on the joint equipment store last quarter');
    await door.log('we avoided £5,000 of agency staff in May 2015');
    await door.log('the van move cost us £400 in June 2014');
    await door.log('we will save £900 on printing next month');
  });

  it('comes as totals by class and year, planned against actual, with the newest entries and a chart', async () => {
    const told = await door.say(SAM, 'how much have we saved so far?');
    const text = textOf(told);
    expect(text).toMatch(/^£17,000 so far, of which £0 is verified\./);
    expect(text).toContain('Cashable · 2 · £12,400 · £900');
    expect(text).toContain('All · 4 · £17,000 · £900');
    expect(text).toContain('2014/15 · 1 · -£400 · £0');
    expect(text).toContain('£17,900 in 4 entries is not apportioned. Apportionment awaits approval by');
    expect(text).toContain('- B-0004: Printing. £900, cashable, November 2015, planned');
    expect(told.parts.some(({ is }) => is === 'chart')).toBe(true);
    expect(labels(told)).toContain('Suggest a benefit');
  });

  it.each([
    ['benefits this year', /^£17,400 so far, 2015\/16,/],
    ['benefits', /^£17,000 so far/],
    ['benefits non-cashable since April', /^£5,000 so far, non-cashable, 1 April to 5 October 2015,/],
    ['show me the benefits log', /^£17,000 so far/],
    ['list disbenefits', /^-£400 so far, disbenefit,/],
    ['total benefits this year', /^£17,400 so far/],
  ])('answers “%s”', async (asked, heading) => expect(textOf(await door.say(SAM, asked))).toMatch(heading));

  it('by partner, once the protocol is approved', async () => {
    for (const lead of [FIONA, FRED]) await door.pressed(lead, await door.say(lead, 'approve the protocol'), 'Approve the protocol');
    expect(textOf(await door.say(SAM, 'benefits for the ccg'))).toMatch(/^£6,960 so far, for Darlington Clinical Commissioning Group/);
    expect(textOf(await door.say(SAM, 'benefits'))).toContain('Darlington Borough Council · £10,440 · £540');
  });

  it('goes on to older entries', async () => {
    for (const amount of [1, 2, 3]) await door.log(`we saved £${amount}00 on item${amount} in May 2015`);
    const told = await door.say(SAM, 'benefits');
    const older = await door.pressed(SAM, told, 'See older');
    expect(textOf(older)).toMatch(/^Older entries\n- B-0002: .*\n- B-0001: [^\n]*$/);
    expect(labels(older)).toEqual([]);
  });

  it('stands on the Home tab, with what awaits whom', async () => {
    const home = async (who: string) => textOf(asMessage(await door.send(who, { is: 'opened', view: 'home' })));
    expect(await home(SAM)).toContain('£17,000 so far, of which £0 is verified.');
    expect(await home(SAM)).not.toContain('Awaiting you');
    expect(await home(FIONA)).toMatch(/Awaiting you:\n- The gain\/share protocol of 1 September 2014.*\n- B-0004/);
  });
});

describe('a question about the log as a clause', () => {
  it.each([
    ['who keeps the benefits log?', '11(q)'],
    ['who maintains the log of accrued benefits', '11(q)'],
    ['how are savings shared between us?', '11(n)'],
  ])('“%s” is answered by the agreement', async (asked, ref) => expect(refsIn(await door.say(DORA, asked))).toContain(ref));
});
