import { beforeEach, describe, expect, it } from 'vitest';
import { recipientKey } from '../../src/data/outbox.ts';
import { asMessage, button, clausesIn, labels, textOf } from './front-door.ts';
import { asForm, CAROL, DORA, FIONA, FRED, filledIn, type LogDoor, openLogDoor, SAM, UNA } from './log-door.ts';

const SAVED = 'we saved £12,400 on the joint equipment store last quarter';
let door: LogDoor;
beforeEach(async () => {
  door = await openLogDoor();
});

const first = async () => (await door.entries()).at(-1)!;

describe('a benefit told in a sentence', () => {
  it('is shown as it was understood, and nothing is saved before the person says so', async () => {
    const shown = await door.say(DORA, SAVED);
    expect(textOf(shown)).toContain('Nothing is saved yet. Is this right?');
    expect(textOf(shown)).toContain('Amount: £12,400');
    expect(textOf(shown)).toContain('When: July to September 2015');
    expect(labels(shown)).toEqual(['Save', 'Change or add to it']);
    expect(await door.entries()).toEqual([]);
  });

  it('is confirmed with its number, and is one entry however often the button is pressed', async () => {
    const shown = await door.say(DORA, SAVED);
    const saved = await door.pressed(DORA, shown, 'Save');
    expect(textOf(saved)).toMatch(/^B-0001 is in the log: £12,400, cashable, July to September 2015\.\nJoint equipment store\./);
    expect(textOf(saved)).toContain(
      'Apportionment awaits approval by Darlington Borough Council and Darlington Clinical Commissioning Group.',
    );
    expect(labels(saved)).toContain('Undo');
    expect(await door.pressed(DORA, shown, 'Save')).toEqual(saved);
    const other = await door.say(DORA, 'we saved £90 on taxis in May 2015');
    const both = await Promise.all([door.pressed(DORA, other, 'Save'), door.pressed(DORA, other, 'Save')]);
    for (const one of both) expect(textOf(one)).toMatch(/^B-0002 is in the log/);
    expect(await door.entries()).toHaveLength(2);
  });

  it('opens the form with what was understood; three fields and the amount are enough', async () => {
    const form = await door.form(DORA, await door.say(DORA, SAVED), 'Change or add to it');
    expect(form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['what', 'class', 'when']);
    expect(filledIn(form)).toMatchObject({ what: 'Joint equipment store', class: 'cashable', amount: '£12,400' });
    for (let delivered = 0; delivered < 3; delivered++) {
      const saved = asMessage(await door.submit(DORA, form, { clause: '11(n)' }, 'view-1'));
      expect(textOf(saved)).toContain('B-0001 is in the log');
      expect(textOf(saved)).toContain('From 11(n).');
    }
    expect(await door.entries()).toHaveLength(1);
  });

  it('opens the form at once after the verb, and says what was understood where none can be opened', async () => {
    const reply = await door.send(DORA, { is: 'said', text: `benefit ${SAVED}` });
    expect(filledIn(asForm(reply))).toMatchObject({ amount: '£12,400' });
    expect(reply.kind === 'form' && labels(reply.otherwise!)).toEqual(['Save', 'Change or add to it']);
    expect(asForm(await door.send(DORA, { is: 'said', text: 'benefit' })).title).toBe('Log a benefit');
  });

  it('is told at the field what is wrong with it', async () => {
    const form = asForm(await door.send(DORA, { is: 'said', text: 'benefit' }));
    const typed = { what: 'Vans', class: 'cashable', when: 'next year', amount: 'twelve thousand' };
    expect(await door.submit(DORA, form, typed)).toMatchObject({ kind: 'rejected', problems: { amount: /figures/ } } as never);
    const future = await door.submit(DORA, form, { ...typed, amount: '300', standing: 'actual' });
    expect(future).toMatchObject({ kind: 'rejected', problems: { when: expect.stringContaining('has not begun') } });
    const words = await door.submit(DORA, form, { ...typed, amount: '300', when: 'May 2015', clause: 'gain share' });
    expect(words).toMatchObject({ kind: 'rejected', problems: { clause: expect.stringContaining('11(n)') } });
    expect(await door.entries()).toEqual([]);
  });

  it('that looks like one in the log is asked about, in the form too', async () => {
    await door.log(SAVED);
    const shown = await door.say(DORA, 'we saved £12,400 on the joint equipment store in September 2015');
    const asked = await door.pressed(DORA, shown, 'Save');
    expect(textOf(asked)).toContain('This may be in the log already.\n- B-0001: Joint equipment store');
    const form = await door.form(DORA, shown, 'Change or add to it');
    expect(await door.submit(DORA, form)).toMatchObject({ problems: { again: expect.stringContaining('B-0001') } });
    expect(await door.entries()).toHaveLength(1);
    await door.submit(DORA, form, { again: 'yes' });
    expect(await door.entries()).toHaveLength(2);
  });
});

describe('undo', () => {
  it('stands for ten minutes', async () => {
    const saved = await door.log(SAVED);
    expect(textOf(await door.pressed(DORA, saved, 'Undo'))).toMatch(/^B-0001 is undone/);
    expect((await first()).state).toBe('undone');
    const late = await door.log('we saved £300 on vans last month');
    door.now('2015-10-05T10:11:00.000Z');
    expect(textOf(await door.pressed(DORA, late, 'Undo'))).toContain('An entry can be undone for ten minutes.');
  });
});

describe('a suggestion', () => {
  const suggested = async () => door.pressed(SAM, await door.say(SAM, SAVED), 'Suggest it as it stands');

  it('waits for the Director, who is told, accepts it, and whose decision is told', async () => {
    expect(textOf(await suggested())).toMatch(/^B-0001 is suggested.*\nJoint equipment store\. Dora Director is told, and decides\./);
    expect((await door.notices()).map(({ to, about }) => [recipientKey(to), about.is])).toEqual([[DORA, 'suggestion-awaits']]);
    const entry = await door.say(DORA, 'show me B-0001');
    expect(labels(entry)).toEqual(expect.arrayContaining(['Accept', 'Amend', 'Decline']));
    expect(textOf(await door.pressed(DORA, entry, 'Accept'))).toMatch(/^B-0001 is in the log/);
    expect((await door.notices()).map(({ to }) => recipientKey(to))).toContain(SAM);
    expect(textOf(await door.pressed(DORA, entry, 'Accept'))).toContain('B-0001 was already put in the log: Dora Director');
  });

  it('is accepted with changes, what was suggested staying in its history', async () => {
    await suggested();
    const form = await door.form(DORA, await door.say(DORA, 'B-0001'), 'Amend');
    expect(textOf(asMessage(await door.submit(DORA, form, { amount: '12,000' })))).toContain('£12,000, cashable');
    expect((await first()).history).toHaveLength(2);
  });

  it('is declined with a reason', async () => {
    await suggested();
    const form = await door.form(DORA, await door.say(DORA, 'B-0001'), 'Decline');
    expect(textOf(asMessage(await door.submit(DORA, form, { reason: 'Counted elsewhere' })))).toMatch(/^B-0001 is declined/);
    expect(textOf(await door.say(SAM, 'B-0001'))).toContain('Declined by Dora Director, 5 October 2015: Counted elsewhere');
  });
});

describe('the rest of its life', () => {
  it('is verified by a finance lead, corrected, verified again, and withdrawn with a reason', async () => {
    await door.log(SAVED);
    const verify = async () => door.pressed(FIONA, await door.say(FIONA, 'B-0001'), 'Verify');
    expect(textOf(await verify())).toMatch(/^B-0001 is verified for Darlington Borough Council/);
    const form = await door.form(DORA, await door.say(DORA, 'correct B-0001'), 'Correct');
    expect(await door.submit(DORA, form, { amount: '12,000' })).toMatchObject({ problems: { reason: expect.any(String) } });
    const corrected = asMessage(await door.submit(DORA, form, { amount: '12,000', reason: 'Invoice 7 was counted twice' }));
    expect(textOf(corrected)).toMatch(/^B-0001 is corrected: £12,000/);
    expect((await first()).verified).toBeNull();
    await verify();
    const withdrawal = await door.form(DORA, await door.say(DORA, 'B-0001'), 'Withdraw');
    expect(await door.submit(DORA, withdrawal)).toMatchObject({ problems: { reason: expect.any(String) } });
    expect(textOf(asMessage(await door.submit(DORA, withdrawal, { reason: 'Not ours' })))).toMatch(/^B-0001 is withdrawn/);
    expect(textOf(await door.say(SAM, 'history of B-0001'))).toContain('Corrected by Dora Director, 5 October 2015');
    expect(textOf(await door.say(SAM, 'how much have we saved so far?'))).toContain('Nothing is in the log yet.');
  });

  it('is split once the finance leads of both partners have approved the protocol, each once', async () => {
    const saved = await door.log(SAVED);
    expect(labels(saved)).not.toContain('Approve the protocol');
    const asked = await door.say(FIONA, 'approve the protocol');
    expect(textOf(asked)).toContain('Darlington Borough Council 60%, Darlington Clinical Commissioning Group 40%');
    expect(textOf(await door.pressed(FIONA, asked, 'Approve the protocol'))).toContain(
      'Apportionment awaits approval by Darlington Clinical Commissioning Group.',
    );
    expect(textOf(await door.pressed(FIONA, asked, 'Approve the protocol'))).toContain('has already approved');
    expect(textOf(await door.say(DORA, 'approve the protocol'))).toContain('Only the finance lead of each partner');
    const both = await door.pressed(FRED, await door.say(FRED, 'B-0001'), 'Approve the protocol');
    expect(textOf(both)).toContain('benefits are apportioned by it');
    expect(textOf(await door.say(SAM, 'B-0001'))).toContain('Council £7,440 · CCG £4,960, by the protocol of 1 September 2014.');
    await door.pressed(FRED, both, 'Withdraw the approval');
    expect(textOf(await door.say(SAM, 'B-0001'))).toContain('Apportionment awaits approval');
  });

  it('that leaves a partner worse off is flagged with the clause, to the Director and that partner’s finance lead', async () => {
    for (const lead of [FIONA, FRED]) await door.pressed(lead, await door.say(lead, 'approve the protocol'), 'Approve the protocol');
    const cost = await door.log('the move cost us £1,000 in removal fees last month');
    expect(textOf(cost)).toContain('This entry leaves Darlington Borough Council £600 worse off.');
    expect(clausesIn(cost).map(({ citation }) => citation.ref)).toEqual(['11(p)']);
    const told = (await door.notices()).map(({ to, about }) => [
      recipientKey(to),
      'detriments' in about ? about.detriments[0]!.partner : '',
    ]);
    expect(new Set(told.map(String))).toEqual(new Set([`${DORA},dbc`, `${FIONA},dbc`, `${DORA},dccg`, `${FRED},dccg`]));
  });
});

describe('refused, on every path', () => {
  it.each([
    ['somebody of another agreement', CAROL],
    ['a person the file does not bind', UNA],
  ])('%s, who does not learn that an entry exists', async (_, who) => {
    await door.log(SAVED);
    const names = ['show-benefit', 'verify-benefit', 'accept-benefit', 'amend-benefit', 'withdraw-benefit', 'undo-benefit'] as const;
    for (const name of names) {
      const there = await door.press(who, { name, value: { a: 'darlington', n: '1' } });
      expect(there).toEqual(await door.press(who, { name, value: { a: 'darlington', n: '99' } }));
      expect(textOf(asMessage(there))).toContain('Only people who work under the Darlington memorandum today');
    }
    for (const form of [
      'log-benefit',
      'suggest-benefit',
      'amend-benefit',
      'withdraw-benefit',
      'accept-amended',
      'decline-benefit',
    ] as const)
      expect(
        await door.send(who, { is: 'submitted', form, values: { what: 'x', reason: 'y' }, context: { a: 'darlington', n: '1' } }),
      ).toMatchObject({ kind: 'rejected', problems: { '': expect.stringContaining('Only people who work under') } });
    expect(textOf(asMessage(await door.press(who, { name: 'list-benefits', value: { a: 'darlington' } })))).not.toContain('12,400');
    expect(textOf(await door.say(who, 'how much has darlington saved so far?'))).not.toContain('12,400');
    expect((await first()).history).toHaveLength(1);
  });

  it('a secondee who logs, whatever the form says', async () => {
    const form = asForm(await door.send(DORA, { is: 'said', text: `benefit ${SAVED}` }));
    expect(await door.submit(SAM, form)).toMatchObject({
      problems: { '': expect.stringContaining('You can suggest this entry; Dora Director') },
    });
    const shown = await door.say(DORA, SAVED);
    expect(textOf(asMessage(await door.press(SAM, button(shown, 'Save'))))).toContain('Only the Director of Commissioning');
    expect(await door.entries()).toEqual([]);
  });

  it('the logger who verifies their own entry', async () => {
    await door.log(SAVED);
    const own = asMessage(await door.press(DORA, { name: 'verify-benefit', value: { a: 'darlington', n: '1' } }));
    expect(textOf(own)).toBe('Only a finance lead of a partner verifies an entry.\nFiona Figures or Fred Funds can.');
  });
});
