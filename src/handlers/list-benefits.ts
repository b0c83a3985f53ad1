import type { AgreementRecord } from '../data/agreement-record.ts';
import { chartByPartner, chartOverTime } from '../data/benefit-chart.ts';
import { type Asking, mayLog, maySuggest } from '../data/benefit-rules.ts';
import { addUp, openRulebook, passes, type Sums, sumBy, sumOf, type Totals, yearOfCell } from '../data/benefit-totals.ts';
import type { Benefit } from '../data/benefits.ts';
import { writeMoney } from '../data/money.ts';
import { protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { fileButtons } from './benefit-file.ts';
import { type Asked, askedIn, inWordsOf, readAsked, writeAsked } from './benefit-filter.ts';
import { awaits, classLabel, fullName, lineOf, shortName } from './benefit-parts.ts';
import { agreementCarried, agreementOfSentence, refusal } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import type { Handler } from './handler.ts';
import { type Button, type Message, message, type Part } from './reply.ts';

/** Entries on one page of the list. */
const SHOWN = 5;

/** “How much have we saved so far?”: the log added up, and its newest entries. To the asker alone: a channel may hold others. */
export const tellTotals = (text: string): Handler => {
  return async (request, stores, clock) => {
    const found = agreementOfSentence(text, 'benefits', request, stores, clock);
    if (!found.ok) return found.reply;
    return summary(askedIn(text, found.asking.agreement, clock.today()), found.asking, stores);
  };
};

/** The same from a button, or the page of entries before those it stood under. */
export const listBenefits: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = agreementCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const { asked, before } = readAsked(value);
  if (before === undefined) return summary(asked, asking, stores);
  const { part, buttons } = await page(asked, asking, stores, before);
  return message('asker', [{ is: 'heading', text: `Older entries${inWordsOf(asked, asking.agreement)}` }, part], buttons);
};

async function summary(asked: Asked, asking: Asking, stores: Stores): Promise<Message> {
  const { agreement, partnership } = asking;
  const rulebook = await openRulebook(protocolsOf(partnership, agreement), stores.approvals);
  const totals = await addUp(stores.benefits.scan(agreement.id), rulebook, asked.filter);
  const own = asked.partner === undefined ? totals.cells : (totals.partners.get(asked.partner) ?? []);
  const { part, buttons } = await page(asked, asking, stores);
  const charts = [chartOverTime({ cells: own }), chartByPartner(totals, (id) => shortName(id, agreement))];
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: headingOf(sumOf(own, 'actual'), sumOf(own, 'planned'), asked, agreement) },
    ...sums({ ...totals, cells: own }),
    ...byPartner(totals, agreement),
    ...charts.flatMap((chart) => (chart === undefined ? [] : [{ is: 'chart' as const, ...chart }])),
    part,
    {
      is: 'paragraph',
      text: `From the log of ${theAgreement(agreement)}. An entry counts whole, on the first day of its period.`,
      tone: 'quiet',
    },
  ];
  const way = mayLog(asking).ok ? 'Log a benefit' : maySuggest(asking).ok ? 'Suggest a benefit' : null;
  const form: Button[] = way === null ? [] : [{ name: 'benefit-form', label: way, value: { a: agreement.id }, opensForm: true }];
  const files = totals.cells.length === 0 ? [] : fileButtons(agreement, asked);
  return message('asker', parts, [...form, ...buttons, ...files]);
}

function headingOf(actual: Sums, planned: Sums, asked: Asked, agreement: AgreementRecord): string {
  const what = inWordsOf(asked, agreement);
  if (actual.entries + planned.entries === 0) return `Nothing is in the log yet${what}.`;
  return `${writeMoney(actual.pence)} so far${what}, of which ${writeMoney(actual.verifiedPence)} is verified.`;
}

/** By class and by financial year, planned against actual. */
function sums({ cells }: Pick<Totals, 'cells'>): Part[] {
  if (cells.length === 0) return [];
  const rows = (keyOf: Parameters<typeof sumBy>[1], label: (key: string) => string) =>
    [...sumBy(cells, keyOf)].map(([key, all]) => {
      const own = cells.filter((cell) => keyOf(cell) === key);
      return [label(key), String(all.entries), writeMoney(sumOf(own, 'actual').pence), writeMoney(sumOf(own, 'planned').pence)];
    });
  const all = sumOf(cells);
  const classes = rows(
    (cell) => cell.class,
    (key) => classLabel(key as Parameters<typeof classLabel>[0]),
  );
  const total = ['All', String(all.entries), writeMoney(sumOf(cells, 'actual').pence), writeMoney(sumOf(cells, 'planned').pence)];
  const years = rows(yearOfCell, (key) => key);
  return [
    { is: 'table', columns: ['Class', 'Entries', 'Actual', 'Planned'], rows: [...classes, total] },
    { is: 'table', columns: ['Financial year', 'Entries', 'Actual', 'Planned'], rows: years },
    ...(all.fullYearPence === 0
      ? []
      : [{ is: 'paragraph' as const, text: `Yearly benefits come to ${writeMoney(all.fullYearPence)} in a full year.` }]),
  ];
}

function byPartner({ partners, unsplit }: Totals, agreement: AgreementRecord): Part[] {
  const rows = [...partners].map(([id, cells]) => [
    fullName(id, agreement),
    writeMoney(sumOf(cells, 'actual').pence),
    writeMoney(sumOf(cells, 'planned').pence),
  ]);
  const entries = `${unsplit.entries} ${unsplit.entries === 1 ? 'entry' : 'entries'}`;
  const why =
    unsplit.awaiting.length > 0
      ? awaits(unsplit.awaiting, agreement)
      : `No protocol is in force on ${unsplit.entries === 1 ? 'its day' : 'their days'}.`;
  return [
    ...(rows.length > 0 ? [{ is: 'table' as const, columns: ['Partner', 'Actual', 'Planned'], rows }] : []),
    ...(unsplit.entries > 0
      ? [{ is: 'paragraph' as const, text: `${writeMoney(unsplit.pence)} in ${entries} is not apportioned. ${why}` }]
      : []),
  ];
}

/** The newest entries, suggestions with them, and the button to those before. */
async function page(asked: Asked, asking: Asking, stores: Stores, before?: number): Promise<{ part: Part; buttons: Button[] }> {
  const { agreement } = asking;
  const wanted = (one: Benefit) => passes({ ...one, state: one.state === 'suggested' ? 'in the log' : one.state }, asked.filter);
  const options = before === undefined ? { keep: wanted } : { keep: wanted, before };
  const found = await stores.benefits.newest(agreement.id, SHOWN + 1, options);
  const shown = found.slice(0, SHOWN);
  const last = shown.at(-1);
  const older: Button[] =
    found.length > SHOWN && last !== undefined
      ? [{ name: 'list-benefits', label: 'See older', value: writeAsked(agreement.id, asked, last.number) }]
      : [];
  const part: Part = shown.length > 0 ? { is: 'list', items: shown.map(lineOf) } : { is: 'paragraph', text: 'No entry is to be shown.' };
  return { part, buttons: older };
}
