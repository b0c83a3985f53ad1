import { describe, expect, it } from 'vitest';
import { asPlainText as textOf } from '../../src/bot/plain-text.ts';
import { dayAt } from '../../src/data/days.ts';
import { recipientKey } from '../../src/data/outbox.ts';
import type { Partnership } from '../../src/data/partnership.ts';
import { openReminding } from '../../src/handlers/leave-reminders.ts';
import type { Form, Message } from '../../src/handlers/reply.ts';
import { tellNotice } from '../../src/handlers/tell-notice.ts';
import { asMessage, button, knowledge, labels } from './front-door.ts';
import { asForm, CAROL, openLogDoor, SAM, UNA } from './log-door.ts';

const FREYA = 'freya@derby-council.example';
const PAUL = 'paul@derby-pct.example';
const JO = 'jo@derby-council.example';
const DUTY = 'joint-monthly-budget-report';

/** Derby, whose returns are due on the 10th; or on a day nobody has settled. */
const derbyOn = (day: string | null): Partnership => ({
  ...knowledge.partnership,
  duties: day === null ? [] : [{ agreement: 'derby', duty: DUTY, day }],
});

async function openReturns(day: string | null = '10') {
  const door = await openLogDoor(derbyOn(day));
  door.now('2015-11-02T10:00:00.000Z');
  const form = async (as: string) => asForm(await door.press(as, button(await door.say(as, 'give our return'), 'Fill in the form')));
  return { ...door, form };
}
type Returns = Awaited<ReturnType<typeof openReturns>>;

const FREYAS = { budget: '1,250,000', spent: '£700k', forecast: '1.3m', note: 'Two new placements.' };
const PAULS = { budget: '800,000', spent: '400,000.50', forecast: '790,000', note: '' };

const give = async (door: Returns, as: string, typed: Record<string, string>, form?: Form, id?: string): Promise<Message> =>
  asMessage(await door.submit(as, form ?? (await door.form(as)), typed, id));

describe('a partner’s return', () => {
  it('is given by its finance lead, and says who is still to come', async () => {
    const door = await openReturns();
    const kept = await give(door, FREYA, FREYAS);
    expect(textOf(kept)).toBe(
      'The return of Derby City Council due 10 November 2015 is kept: forecast £50,000 over budget.\nStill to come: Derby City Primary Care Trust (Paul Pounds).',
    );
    const last = await give(door, PAUL, PAULS);
    expect(textOf(last)).toContain('forecast £10,000 under budget.\nEvery partner has given its return.');
  });

  it('is refused to everybody else, who are told who can', async () => {
    const door = await openReturns();
    for (const as of [JO, CAROL]) {
      const refused = asMessage(await door.send(as, { is: 'said', text: 'submit our return' }));
      expect(textOf(refused)).toContain('Freya Forecast can for Derby City Council. Paul Pounds can for Derby City Primary Care Trust.');
    }
    const form = await door.form(FREYA);
    for (const as of [SAM, UNA, JO]) expect((await door.submit(as, form, FREYAS)).kind).toBe('rejected');
    expect(await door.stores.returns.of('derby', { duty: DUTY, key: '2015-11' })).toEqual([]);
  });

  it('cannot be given for another partner, whatever the form carries', async () => {
    const door = await openReturns();
    await give(door, FREYA, { ...FREYAS, partner: 'derby-pct' });
    expect((await door.stores.returns.of('derby', { duty: DUTY, key: '2015-11' })).map(({ partner }) => partner)).toEqual([
      'derby-council',
    ]);
  });

  it.each([
    [{ budget: 'lots' }, 'budget'],
    [{ budget: '-1' }, 'budget'],
    [{ budget: '' }, 'budget'],
    [{ spent: '12.345' }, 'spent'],
    [{ forecast: '€12' }, 'forecast'],
    [{ forecast: '99999999999999' }, 'forecast'],
    [{ note: 'x'.repeat(4000) }, 'note'],
    [{ period: '1999-01' }, 'period'],
  ])('stands with a plain sentence at the field that is wrong, %#', async (typed, field) => {
    const door = await openReturns();
    const reply = await door.submit(FREYA, await door.form(FREYA), { ...FREYAS, ...(typed as Record<string, string>) });
    expect(reply.kind === 'rejected' && Object.keys(reply.problems)).toEqual([field]);
    expect(await door.stores.returns.of('derby', { duty: DUTY, key: '2015-11' })).toEqual([]);
  });

  it('is corrected by a new one, the earlier stays, and the same form sent twice is one', async () => {
    const door = await openReturns();
    const form = await door.form(FREYA);
    const first = await give(door, FREYA, FREYAS, form, 'same');
    expect(await give(door, FREYA, FREYAS, form, 'same')).toEqual(first);
    const correct = asForm(await door.press(FREYA, button(first, 'Correct it')));
    expect(correct.fields.map(({ name, value }) => [name, value])).toEqual([
      ['budget', '£1,250,000'],
      ['spent', '£700,000'],
      ['forecast', '£1,300,000'],
      ['note', 'Two new placements.'],
    ]);
    expect(textOf(await give(door, FREYA, { forecast: '1,250,000' }, correct))).toContain('is corrected: forecast on budget.');
    expect((await door.stores.returns.of('derby', { duty: DUTY, key: '2015-11' })).map((one) => one.forecastPence)).toEqual([
      130_000_000, 125_000_000,
    ]);
  });

  it('can be given for a month while nobody has settled the day, and is the same one once somebody has', async () => {
    const door = await openReturns(null);
    expect(textOf(await give(door, FREYA, FREYAS))).toContain('The return of Derby City Council for November 2015 is kept');
    await door.stores.duties.settle('derby', { duty: DUTY, day: '10', by: JO, at: '2015-11-02T11:00:00.000Z' }, 'settled');
    expect(textOf(await give(door, PAUL, PAULS))).toContain('due 10 November 2015 is kept: forecast £10,000 under budget.\nEvery partner');
  });

  it('is asked for by the form of the last one that is missing', async () => {
    const door = await openReturns();
    const options = (form: Form) => form.fields.find(({ name }) => name === 'period');
    expect(options(await door.form(FREYA))!.value).toBe('2015-11');
    await give(door, FREYA, FREYAS);
    expect(options(await door.form(FREYA))).toMatchObject({ value: '2015-10' });
    expect(
      options(await door.form(PAUL))!
        .options!.slice(0, 2)
        .map(({ label }) => label),
    ).toEqual(['Due 10 November 2015', 'Due 10 October 2015']);
  });
});

describe('the joint return', () => {
  it('needs every partner: until then it shows nobody’s figures but one’s own', async () => {
    const door = await openReturns();
    await give(door, FREYA, FREYAS);
    const seen = await door.say(JO, 'show the joint return');
    expect(textOf(seen)).toContain('Still to come: Derby City Primary Care Trust (Paul Pounds).');
    expect(textOf(seen)).not.toMatch(/1,250,000|1,300,000|700,000/);
    expect(textOf(await door.say(PAUL, 'joint return'))).not.toMatch(/1,250,000/);
    expect(textOf(await door.say(FREYA, 'joint return'))).toContain('£1,250,000');
  });

  it('shows them side by side, with variance and a chart, and adds nothing up', async () => {
    const door = await openReturns();
    await give(door, FREYA, FREYAS);
    await give(door, PAUL, PAULS);
    const seen = await door.say(JO, 'show the joint return');
    expect(seen.parts.find((part) => part.is === 'table')).toEqual({
      is: 'table',
      columns: ['Partner', 'Budget', 'Spent so far', 'Forecast', 'Variance'],
      rows: [
        ['Derby City Council', '£1,250,000', '£700,000', '£1,300,000', '£50,000 over budget'],
        ['Derby City Primary Care Trust', '£800,000', '£400,000.50', '£790,000', '£10,000 under budget'],
      ],
    });
    expect(seen.parts.find((part) => part.is === 'chart')).toMatchObject({
      spec: { is: 'side by side', along: ['Derby City Council', 'Derby City Primary Care Trust'] },
    });
    expect(textOf(seen)).toContain('nothing is added up');
    expect(textOf(seen)).toContain('“Two new placements.”');
    // No sum of any two figures of different partners.
    for (const sum of ['2,050,000', '1,100,000.50', '2,090,000', '40,000 over']) expect(textOf(seen)).not.toContain(sum);
    expect(labels(seen)).toEqual([]);
  });

  it('is for those who work under the agreement alone', async () => {
    const door = await openReturns();
    await give(door, FREYA, FREYAS);
    await give(door, PAUL, PAULS);
    const forged = asMessage(await door.press(UNA, { name: 'show-returns', value: { a: 'derby', d: DUTY, o: '2015-11' } }));
    expect(textOf(forged)).toContain('Only people who work under the Derby Cabinet report today');
    expect(textOf(forged)).not.toContain('£');
  });

  it('is asked of an agreement that has none: that is said', async () => {
    const door = await openReturns();
    expect(textOf(await door.say(SAM, 'returns'))).toBe('The Darlington memorandum asks for no return that partners give together.');
  });

  it.each(['i need to enter my return to work date', 'who approves a return to work plan'])('is not seen in: %s', async (said) => {
    const door = await openReturns();
    expect(textOf(await door.say(JO, said))).not.toMatch(/finance lead|[Jj]oint return/);
  });
});

describe('reminding of a return', () => {
  async function round(door: Returns, instant: string) {
    door.now(instant);
    const clock = { now: () => instant, today: () => dayAt(instant) };
    await openReminding(door.stores).leave(clock);
    const said = [];
    for (const notice of await door.stores.notices.due(instant)) {
      const told = await tellNotice(notice, door.stores, clock);
      if (told !== null)
        said.push({ to: recipientKey(notice.to), text: textOf(told.message), labels: labels(told.message), how: told.how });
      await door.stores.notices.settle(notice, told === null ? 'nothing to tell' : 'sent', instant);
    }
    return said.filter(({ text }) => text.includes('Joint report'));
  }

  it('asks those alone whose return is missing, by name, and stops when the last one is in', async () => {
    const door = await openReturns();
    await round(door, '2015-11-02T10:00:00.000Z');
    const week = await round(door, '2015-11-03T09:30:00.000Z');
    expect(week.map(({ to }) => to)).toEqual(['room:local:derby-team', FREYA, PAUL]);
    expect(week[0]!.labels[0]).toBe('Give our return');
    expect(week[0]!.text).toContain('Still to come: Derby City Council (Freya Forecast).');
    expect(week[1]!.text).toContain('Your return is still to come.');
    await give(door, FREYA, FREYAS);
    const changed = await round(door, '2015-11-03T10:00:00.000Z');
    expect(changed[0]).toMatchObject({ to: 'room:local:derby-team', how: 'update' });
    expect(changed[0]!.text).toContain('Done: Derby City Council (Freya Forecast, 3 November 2015)');
    const day = await round(door, '2015-11-10T09:30:00.000Z');
    expect(day.map(({ to }) => to)).toEqual(['room:local:derby-team', PAUL]);
    expect(day[0]!.text).toContain('Still to come: Derby City Primary Care Trust (Paul Pounds).');
    await give(door, PAUL, PAULS);
    const done = await round(door, '2015-11-10T10:00:00.000Z');
    expect(done[0]!.text).toContain('done by Paul Pounds on 10 November 2015');
    expect(await round(door, '2015-11-17T09:30:00.000Z')).toEqual([]);
  });
});
