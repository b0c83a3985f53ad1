import type { AgreementRecord } from './agreement-record.ts';
import { writeNumber } from './benefit-numbers.ts';
import { type Rulebook, splitOf } from './benefit-totals.ts';
import type { Benefit, BenefitEvent } from './benefits.ts';
import { type Day, dayInLondon, writeDay } from './days.ts';
import type { Pence } from './money.ts';
import { dayOf, financialYearOf } from './period.ts';

/** One cell of the log as a table: text that somebody may have written, an amount, a day, or nothing. */
export type Cell = { is: 'text'; text: string } | { is: 'money'; pence: Pence } | { is: 'day'; day: Day } | { is: 'nothing' };

export type Column = { name: string; is: 'text' | 'money' | 'day' };

/** The log as a table: every entry that ever was, with its state, and every field it has. */
export type BenefitTable = { columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

/** A column and what stands in it for an entry; undefined is an empty cell. */
type Field = Column & { of: (benefit: Benefit) => string | number | null | undefined };

/**
 * Lays entries out as a table, in the order they come, page by page.
 * @param called the name of whoever has this e-mail address
 */
export async function benefitTable(
  pages: AsyncIterable<readonly Benefit[]>,
  agreement: AgreementRecord,
  rulebook: Rulebook,
  called: (email: string) => string,
): Promise<BenefitTable> {
  const fields = [...entryFields(), ...partnerFields(agreement, rulebook), ...lifeFields(called)];
  const rows: (readonly Cell[])[] = [];
  for await (const page of pages) for (const benefit of page) rows.push(fields.map((field) => cellOf(field.is, field.of(benefit))));
  return { columns: fields.map(({ name, is }) => ({ name, is })), rows };
}

// One for all of them: most cells of a log are empty.
const NOTHING: Cell = { is: 'nothing' };

function cellOf(is: Column['is'], value: string | number | null | undefined): Cell {
  if (value === undefined || value === null || value === '') return NOTHING;
  if (is === 'money') return { is, pence: Number(value) };
  return is === 'day' ? { is, day: String(value) } : { is, text: String(value) };
}

function entryFields(): Field[] {
  const text = (name: string, of: Field['of']): Field => ({ name, is: 'text', of });
  return [
    text('Number', ({ number }) => writeNumber(number)),
    text('State', ({ state }) => state),
    text('What', ({ facts }) => facts.what),
    text('Class', ({ facts }) => facts.class),
    { name: 'Amount (£)', is: 'money', of: ({ facts }) => facts.amountPence },
    { name: 'From', is: 'day', of: ({ facts }) => facts.period.from },
    { name: 'To', is: 'day', of: ({ facts }) => facts.period.to },
    text('Financial year', ({ facts }) => financialYearOf(dayOf(facts.period))),
    text('Planned or actual', ({ facts }) => facts.standing),
    text('Once or yearly', ({ facts }) => facts.recurs),
    { name: 'Full-year value (£)', is: 'money', of: ({ facts }) => facts.fullYearPence },
    text('Owner', ({ facts }) => facts.owner),
    text('Measure', ({ facts }) => facts.measure),
    text('Baseline', ({ facts }) => facts.baseline),
    text('Target', ({ facts }) => facts.target),
    text('Clause', ({ facts }) => facts.clause),
    text('Objective', ({ facts }) => facts.objective),
    text('Service', ({ facts }) => facts.service),
    text('Evidence', ({ facts }) => facts.evidence),
    text('Confidence', ({ facts }) => facts.confidence),
  ];
}

function partnerFields({ parties }: AgreementRecord, rulebook: Rulebook): Field[] {
  const part = (partner: string, { facts }: Benefit) => {
    const split = splitOf(facts, rulebook);
    return split.is === 'split' ? split.parts.find((one) => one.partner === partner)?.pence : undefined;
  };
  const nameOf = (id: string) => parties.find((party) => party.id === id)?.name ?? id;
  const how = ({ facts }: Benefit) => {
    const split = splitOf(facts, rulebook);
    switch (split.is) {
      case 'split':
        return `By the protocol of ${writeDay(split.protocol.from)}`;
      case 'awaiting':
        return `Awaits approval by ${split.organisations.map(nameOf).join(' and ')}`;
      case 'no protocol':
        return 'No protocol was in force';
      case 'no amount':
        return undefined;
      default:
        return split satisfies never;
    }
  };
  return [
    ...parties.map(({ id, name }): Field => ({ name: `${name} (£)`, is: 'money', of: (benefit) => part(id, benefit) })),
    { name: 'Apportionment', is: 'text', of: how },
  ];
}

function lifeFields(called: (email: string) => string): Field[] {
  const said = (event: BenefitEvent) => {
    const reason = 'reason' in event && event.reason !== undefined ? `: ${event.reason}` : '';
    return `${writeDay(dayInLondon(new Date(event.at)))}: ${event.is} by ${called(event.by)}${reason}`;
  };
  return [
    { name: 'Put in the log by', is: 'text', of: ({ logged }) => logged && called(logged.by) },
    { name: 'Put in the log on', is: 'day', of: ({ logged }) => logged && dayInLondon(new Date(logged.at)) },
    { name: 'Verified by', is: 'text', of: ({ verified }) => verified && called(verified.by) },
    { name: 'Verified on', is: 'day', of: ({ verified }) => verified && dayInLondon(new Date(verified.at)) },
    {
      name: 'History',
      is: 'text',
      of: ({ history }) => history.map(({ event, counted }) => `${said(event)}${counted ? '' : ' (too late to count)'}`).join('; '),
    },
  ];
}
