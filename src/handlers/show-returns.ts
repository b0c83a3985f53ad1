import { dayAt, writeDay } from '../data/days.ts';
import { writeMoney } from '../data/money.ts';
import type { Occurrence } from '../data/occurrences.ts';
import { chartOfReturns } from '../data/return-chart.ts';
import { mayGive } from '../data/return-rules.ts';
import { lastReturns, likelyPeriod, type PartnerReturn } from '../data/returns.ts';
import type { Stores } from '../data/stores.ts';
import { refusal } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { personInWords } from './reminder-parts.ts';
import { type Button, type Message, message, type Part, type Reply } from './reply.ts';
import { periodInWords, type ReturnAsked, returnCarried, returnOfSentence } from './return-request.ts';
import { stillToCome, varianceShort } from './return-words.ts';

/** Earlier returns that are a button away. */
const OTHERS_SHOWN = 4;

/** The joint return a sentence asks for: the latest one that anybody has given, else the one that is due. */
export const tellReturns: Handler = async (request, stores, clock) => {
  const text = request.act.is === 'said' ? request.act.text : '';
  const found = await returnOfSentence(text, 'show-returns', request, stores, clock);
  return found.ok ? show(found.asked, undefined, stores) : found.reply;
};

/** The joint return of a button: that of one occurrence (`o`), or as if it was asked for in a sentence. */
export const showReturns: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await returnCarried(request.act.value, request, stores, clock);
  return carried.ok ? show(carried.asked, request.act.value.o, stores) : refusal(carried.reason);
};

type Given = { occurrence: Occurrence; all: PartnerReturn[] };

async function show(asked: ReturnAsked, key: string | undefined, stores: Stores): Promise<Reply> {
  const { asking, settled, periods } = asked;
  if (periods.length === 0) return refusal('No date is known for this return yet.');
  const given: Given[] = [];
  for (const occurrence of periods) given.push({ occurrence, all: await stores.returns.of(asking.agreement.id, occurrence) });
  const begun = given.filter(({ all }) => all.length > 0);
  const due = likelyPeriod(periods, new Set(), asking.today)!;
  const shown = given.find(({ occurrence }) => occurrence.key === key) ?? begun[0] ?? given.find(({ occurrence }) => occurrence === due)!;
  const others = begun.filter((one) => one !== shown).slice(0, OTHERS_SHOWN);
  const value = { a: asking.agreement.id, d: settled.duty.id };
  const give: Button[] = mayGive(asking, asked.partners).ok
    ? [{ name: 'return-form', label: 'Give or correct our return', value: { ...value, o: shown.occurrence.key }, opensForm: true }]
    : [];
  const other = ({ occurrence }: Given): Button => ({
    name: 'show-returns',
    label: `The return ${periodInWords(occurrence)}`,
    value: { ...value, o: occurrence.key },
  });
  return jointly(shown, asked, [...give, ...others.map(other)]);
}

function jointly({ occurrence, all }: Given, asked: ReturnAsked, buttons: readonly Button[]): Message {
  const { asking, settled, partners } = asked;
  const last = lastReturns(all);
  const missing = partners.filter(({ id }) => !last.has(id));
  const heading: Part = { is: 'heading', text: `Joint return ${periodInWords(occurrence)}` };
  const { dutyCaveat } = asking.agreement.standing;
  const quiet: Part = {
    is: 'paragraph',
    text: [`${asking.agreement.name}, ${settled.duty.ref}.`, dutyCaveat ?? ''].join(' ').trim(),
    tone: 'quiet',
  };
  if (missing.length > 0) {
    const own = partners.filter(({ id }) => last.has(id) && asking.person!.roles.includes(`finance-lead:${id}`));
    return message(
      'asker',
      [
        heading,
        {
          is: 'paragraph',
          text: `${stillToCome(missing, asking.partnership)} The figures are shown side by side once every partner has given its own.`,
        },
        ...own.flatMap(({ id, name }): Part[] => [{ is: 'paragraph', text: `What ${name} has given:` }, factsOf(last.get(id)!)]),
        quiet,
      ],
      buttons,
    );
  }
  const rows = partners.map(({ id, name }) => ({ name, given: last.get(id)! }));
  const chart = chartOfReturns(rows, `Joint return ${periodInWords(occurrence)}`);
  return message(
    'asker',
    [
      heading,
      {
        is: 'table',
        columns: ['Partner', 'Budget', 'Spent so far', 'Forecast', 'Variance'],
        rows: rows.map(({ name, given }) => [
          name,
          writeMoney(given.budgetPence),
          writeMoney(given.spentPence),
          writeMoney(given.forecastPence),
          varianceShort(given),
        ]),
      },
      { is: 'paragraph', text: 'Each partner keeps its own budget, so nothing is added up. Variance is the forecast against the budget.' },
      ...notesOf(rows, all, asked),
      { is: 'chart', ...chart },
      quiet,
    ],
    buttons,
  );
}

function factsOf({ budgetPence, spentPence, forecastPence, note }: PartnerReturn): Part {
  return {
    is: 'facts',
    facts: [
      { name: 'Budget', value: writeMoney(budgetPence) },
      { name: 'Spent so far', value: writeMoney(spentPence) },
      { name: 'Forecast', value: `${writeMoney(forecastPence)}, ${varianceShort({ budgetPence, forecastPence })}` },
      ...(note === undefined ? [] : [{ name: 'Note', value: note }]),
    ],
  };
}

/** What each partner wrote, who gave its return and when, and whether it was corrected. */
function notesOf(rows: readonly { name: string; given: PartnerReturn }[], all: readonly PartnerReturn[], { asking }: ReturnAsked): Part[] {
  const items = rows.map(({ name, given }) => {
    const times = all.filter(({ partner }) => partner === given.partner).length;
    const did = times > 1 ? 'corrected' : 'given';
    const who = `${name}: ${did} by ${personInWords(given.by, asking.partnership)} on ${writeDay(dayAt(given.at))}.`;
    return given.note === undefined ? who : `${who} “${given.note}”`;
  });
  return [{ is: 'list', items }];
}
