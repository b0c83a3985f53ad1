import { apportion, type Part } from './apportionment.ts';
import { type Approval, type Approvals, approvalOf } from './approvals.ts';
import type { Benefit, BenefitClass, BenefitFacts } from './benefits.ts';
import type { Day } from './days.ts';
import type { Pence } from './money.ts';
import { dayOf, financialYearOf, quarterOf } from './period.ts';
import { type Protocol, protocolOn } from './protocols.ts';

/** Which entries are added up: of a class, and those whose day (the first of their period, see `dayOf`) is from `since` to `until`. */
export type Filter = { since?: Day; until?: Day; class?: BenefitClass };

/** The protocols of an agreement, each with where its approval stands. */
export type Rulebook = { protocols: readonly Protocol[]; approvals: ReadonlyMap<string, Approval> };

/** Reads where the approval of each protocol stands. */
export async function openRulebook(protocols: readonly Protocol[], approvals: Approvals): Promise<Rulebook> {
  const stands = await Promise.all(protocols.map(async (one) => [one.id, approvalOf(one, await approvals.of(one))] as const));
  return { protocols, approvals: new Map(stands) };
}

/** How an entry is split: into parts that come to its amount; awaiting approval; or not at all, for want of an amount or a protocol. */
export type Split =
  | { is: 'split'; protocol: Protocol; parts: Part[] }
  | { is: 'awaiting'; protocol: Protocol; organisations: readonly string[] }
  | { is: 'no protocol' }
  | { is: 'no amount' };

/** Splits an entry by the protocol in force on its day. No split is given until every partner has approved that protocol. */
export function splitOf(facts: Pick<BenefitFacts, 'amountPence' | 'period'>, { protocols, approvals }: Rulebook): Split {
  if (facts.amountPence === null) return { is: 'no amount' };
  const protocol = protocolOn(protocols, dayOf(facts.period));
  if (protocol === undefined) return { is: 'no protocol' };
  const approval = approvals.get(protocol.id)!;
  if (approval.is === 'awaiting') return { is: 'awaiting', protocol, organisations: approval.organisations };
  return { is: 'split', protocol, parts: apportion(facts.amountPence, protocol.shares) };
}

/** What some entries come to, in pence. `fullYearPence` adds up yearly benefits only, each by what it says of a full year. */
export type Sums = { entries: number; pence: Pence; fullYearPence: Pence; verifiedPence: Pence };

/** The sums of one month (`2015-07`), class and standing. */
export type Cell = Sums & { month: string; class: BenefitClass; standing: BenefitFacts['standing'] };

/** A log added up: small however long the log is. Every table and chart is a view of its cells (`sumBy`). */
export type Totals = {
  cells: Cell[];
  /** The cells of each partner: the parts of the entries that could be split. Organisation ids, in partner order. */
  partners: ReadonlyMap<string, Cell[]>;
  /** Entries with an amount that could not be split, what they come to, and whose approval they await. */
  unsplit: { entries: number; pence: Pence; awaiting: string[] };
};

/** Adds up the entries that are in the log and pass the filter: one pass over them, and nothing of them is kept. */
export async function addUp(pages: AsyncIterable<readonly Benefit[]>, rulebook: Rulebook, filter: Filter = {}): Promise<Totals> {
  const whole = new Table();
  const partners = new Map<string, Table>();
  const unsplit = { entries: 0, pence: 0 };
  const awaiting = new Set<string>();
  for await (const page of pages)
    for (const benefit of page) {
      if (!passes(benefit, filter)) continue;
      const { facts } = benefit;
      const fullYear = facts.recurs === 'yearly' ? (facts.fullYearPence ?? 0) : 0;
      const key = `${dayOf(facts.period).slice(0, 7)} ${facts.class} ${facts.standing}`;
      whole.add(key, benefit, facts.amountPence ?? 0, fullYear);
      const split = splitOf(facts, rulebook);
      if (split.is === 'split') {
        const fullYears = fullYear === 0 ? [] : apportion(fullYear, split.protocol.shares);
        split.parts.forEach(({ partner, pence }, at) => tableOf(partners, partner).add(key, benefit, pence, fullYears[at]?.pence ?? 0));
      } else if (split.is !== 'no amount') {
        unsplit.entries += 1;
        unsplit.pence += facts.amountPence ?? 0;
        if (split.is === 'awaiting') for (const organisation of split.organisations) awaiting.add(organisation);
      }
    }
  const partnerCells = new Map([...partners].map(([partner, table]) => [partner, table.cells()]));
  return { cells: whole.cells(), partners: partnerCells, unsplit: { ...unsplit, awaiting: [...awaiting] } };
}

/** Whether an entry counts: it is in the log, and the filter wants it. */
export function passes({ state, facts }: Benefit, { since, until, class: wanted }: Filter): boolean {
  if (state !== 'in the log' || (wanted !== undefined && facts.class !== wanted)) return false;
  const day = dayOf(facts.period);
  return (since === undefined || since <= day) && (until === undefined || day <= until);
}

/** Adds up cells by what `keyOf` says of each, such as their class, keys in order; undefined leaves a cell out. */
export function sumBy<K extends string>(cells: readonly Cell[], keyOf: (cell: Cell) => K | undefined): Map<K, Sums> {
  const sums = new Map<K, Sums>();
  for (const cell of cells) {
    const key = keyOf(cell);
    if (key === undefined) continue;
    const sum = sums.get(key);
    if (sum) addTo(sum, cell);
    else sums.set(key, { entries: cell.entries, pence: cell.pence, fullYearPence: cell.fullYearPence, verifiedPence: cell.verifiedPence });
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All the cells, or those of one standing, as one sum. */
export function sumOf(cells: readonly Cell[], standing?: Cell['standing']): Sums {
  const all = sumBy(cells, (cell) => (standing === undefined || cell.standing === standing ? 'all' : undefined));
  return all.get('all') ?? { entries: 0, pence: 0, fullYearPence: 0, verifiedPence: 0 };
}

/** The financial year of a cell, `2015/16`: a key for `sumBy`. */
export function yearOfCell(cell: Cell): string {
  return financialYearOf(`${cell.month}-01`);
}

/** The first day of a cell’s quarter, `2015-07-01`: a key for `sumBy`. */
export function quarterOfCell(cell: Cell): Day {
  return quarterOf(`${cell.month}-01`).from;
}

function addTo(sum: Sums, more: Sums): void {
  sum.entries += more.entries;
  sum.pence += more.pence;
  sum.fullYearPence += more.fullYearPence;
  sum.verifiedPence += more.verifiedPence;
}

function tableOf(tables: Map<string, Table>, partner: string): Table {
  const known = tables.get(partner);
  if (known) return known;
  const made = new Table();
  tables.set(partner, made);
  return made;
}

/** Cells while they are being added up. */
class Table {
  readonly #cells = new Map<string, Cell>();

  /** @param key names the cell: made once for an entry, not once for each table */
  add(key: string, { facts, verified }: Benefit, pence: Pence, fullYearPence: Pence): void {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      const month = dayOf(facts.period).slice(0, 7);
      cell = { month, class: facts.class, standing: facts.standing, entries: 0, pence: 0, fullYearPence: 0, verifiedPence: 0 };
      this.#cells.set(key, cell);
    }
    cell.entries += 1;
    cell.pence += pence;
    cell.fullYearPence += fullYearPence;
    if (verified !== null) cell.verifiedPence += pence;
  }

  cells(): Cell[] {
    return [...this.#cells.values()];
  }
}
