import type { Agreements } from './agreements.ts';
import { addDaysTo, type Day, writeDay } from './days.ts';
import type { Partnership, Person, Secondment } from './partnership.ts';
import type { YamlEdit } from './read-yaml.ts';
import type { RowProblem, StaffRow } from './staff-sheet.ts';

/** What a spreadsheet of staff would do to the partnership file. Nobody is ever taken out. */
export type StaffPlan = {
  added: string[];
  changed: string[];
  ended: string[];
  /** People of the file whom the spreadsheet does not name: they stay as they are. */
  unnamed: number;
  unchanged: number;
  edits: YamlEdit[];
  problems: RowProblem[];
};

/** `seen` are the posts that rows have given so far. */
type Merging = { partnership: Partnership; agreements: Agreements; plan: StaffPlan; people: Map<string, Being>; seen: Set<Secondment> };
/** A person as the file will have them: `at` is their place in it. */
type Being = { at: number; isNew: boolean; name: string; secondments: Secondment[]; named: boolean };

/** Holds the rows of a spreadsheet against the partnership file: what to add, change and end, and every row that cannot be right. */
export function planStaff(rows: readonly StaffRow[], partnership: Partnership, agreements: Agreements): StaffPlan {
  const plan: StaffPlan = { added: [], changed: [], ended: [], unnamed: 0, unchanged: 0, edits: [], problems: [] };
  const people = new Map(partnership.people.map((person, at): [string, Being] => [person.email, beingOf(person, at)]));
  const merging: Merging = { partnership, agreements, plan, people, seen: new Set() };
  // The earlier post first, so that its end is known when the next begins, wherever its row stands.
  const inOrder = [...rows].sort((one, other) => one.from.localeCompare(other.from) || one.line - other.line);
  for (const row of inOrder) mergeRow(row, merging);
  plan.unnamed = [...people.values()].filter(({ named }) => !named).length;
  return plan;
}

function beingOf(person: Person, at: number): Being {
  return { at, isNew: false, name: person.name, secondments: person.secondments.map((one) => ({ ...one })), named: false };
}

function mergeRow(row: StaffRow, merging: Merging): void {
  const { plan, people } = merging;
  const wrong = (problem: string, mend: string) => void plan.problems.push({ line: row.line, problem, mend });
  const held = secondmentOf(row, merging, wrong);
  if (held === undefined) return;
  const known = people.get(row.email);
  const mistake = known === undefined ? undefined : mistakeWith(known, held, row, merging);
  if (mistake !== undefined) wrong(...mistake);
  else if (known === undefined) addPerson(row, held, merging);
  else {
    known.named = true;
    const place = placeOf(known, held);
    if (place < 0) addSecondment(known, held, row, merging);
    else changeSecondment(known, place, held, row, merging);
  }
}

/** A post is known again by its agreement and first day. */
function placeOf({ secondments }: Being, held: Secondment): number {
  return secondments.findIndex((one) => one.agreement === held.agreement && one.from === held.from);
}

/** Why a row cannot be of this person, and the mend. */
function mistakeWith(known: Being, held: Secondment, row: StaffRow, { seen }: Merging): [problem: string, mend: string] | undefined {
  if (known.name.toLowerCase() !== row.name.toLowerCase())
    return [`${row.email} is ${known.name} already, and ${row.name} here`, 'Give each person their own address, or correct the name.'];
  const place = placeOf(known, held);
  if (place >= 0 && seen.has(known.secondments[place]!))
    return ['another row has the same person, agreement and first day', 'Keep one of the two.'];
  const other = known.secondments.find((one, at) => at !== place && one.agreement === held.agreement && overlap(one, held));
  if (other === undefined) return undefined;
  return [
    `${row.name} already works under ${held.agreement} as ${other.post} ${spanOf(other)}, which overlaps`,
    other.to === undefined && other.from < held.from
      ? `End that first: give it the last day ${addDaysTo(held.from, -1)}.`
      : 'Correct the days of one of them.',
  ];
}

function addPerson(row: StaffRow, held: Secondment, { plan, people, seen }: Merging): void {
  const at = people.size;
  seen.add(held);
  people.set(row.email, { at, isNew: true, name: row.name, secondments: [held], named: true });
  plan.added.push(`${row.name} (${row.email}), ${held.post} ${spanOf(held)}`);
  plan.edits.push({ at: ['people', at], add: { email: row.email, name: row.name, secondments: [written(held)] } });
}

function addSecondment(person: Being, held: Secondment, row: StaffRow, { plan, seen }: Merging): void {
  seen.add(held);
  plan.edits.push({ at: ['people', person.at, 'secondments', person.secondments.length], add: written(held) });
  person.secondments.push(held);
  plan.added.push(`${row.name}: ${held.post} ${spanOf(held)}`);
}

function changeSecondment(person: Being, place: number, held: Secondment, row: StaffRow, { plan, seen }: Merging): void {
  const kept = person.secondments[place]!;
  // What the spreadsheet has no column for, or leaves empty, stays.
  const next: Secondment = {
    ...held,
    ...(row.host === undefined && kept.host !== undefined ? { host: kept.host } : {}),
    terms: row.terms ?? kept.terms,
  };
  if (row.to === undefined && kept.to !== undefined) next.to = kept.to;
  const was = written(kept);
  const now = written(next);
  const changes = (Object.keys({ ...was, ...now }) as (keyof typeof now)[]).filter(
    (key) => JSON.stringify(was[key]) !== JSON.stringify(now[key]),
  );
  seen.add(next);
  person.secondments[place] = next;
  if (changes.length === 0) {
    plan.unchanged++;
    return;
  }
  for (const key of changes) plan.edits.push({ at: ['people', person.at, 'secondments', place, key], set: now[key] });
  const rest = changes.filter((key) => key !== 'to');
  if (next.to !== undefined && changes.includes('to'))
    plan.ended.push(`${row.name}: ${next.post} ends on ${writeDay(next.to)}. Roles and reading rights under ${next.agreement} end with it`);
  if (rest.length > 0)
    plan.changed.push(
      `${row.name}: ${rest.map((key) => `${key} is now ${[now[key]].flat().join(' and ')} (was ${[was[key] ?? 'not given'].flat().join(' and ')})`).join(', ')}`,
    );
}

type Written = { agreement: string; home: string[]; host?: string; post: string; from: Day; to?: Day; terms?: string };

/** As it stands in the file: what is usual is left out. */
function written({ agreement, home, host, post, from, to, terms }: Secondment): Written {
  return {
    agreement,
    home,
    ...(host === undefined ? {} : { host }),
    post,
    from,
    ...(to === undefined ? {} : { to }),
    ...(terms === 'seconded' ? {} : { terms }),
  };
}

function secondmentOf(
  row: StaffRow,
  { partnership, agreements }: Merging,
  wrong: (problem: string, mend: string) => void,
): Secondment | undefined {
  const organisation = (typed: string, column: string): string | undefined => {
    const wanted = typed.toLowerCase();
    const found = partnership.organisations.find(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted));
    if (found === undefined)
      wrong(
        `“${typed}” under ${column} is no organisation of the partnership file`,
        `Use one of: ${partnership.organisations.map(({ id }) => id).join(', ')}.`,
      );
    return found?.id;
  };
  const home = row.home.map((one) => organisation(one, 'home'));
  const host = row.host === undefined ? undefined : organisation(row.host, 'host');
  const agreement = agreementOf(row, agreements, wrong);
  if (agreement === undefined || home.includes(undefined) || (row.host !== undefined && host === undefined)) return undefined;
  const homes = home as string[];
  const elsewhere = host !== undefined && !homes.includes(host);
  return {
    agreement,
    home: homes,
    ...(host === undefined ? {} : { host }),
    post: row.post,
    from: row.from,
    ...(row.to === undefined ? {} : { to: row.to }),
    terms: row.terms ?? (elsewhere ? 'seconded' : 'allocated'),
  };
}

function agreementOf({ agreement }: StaffRow, agreements: Agreements, wrong: (problem: string, mend: string) => void): string | undefined {
  const known = [...agreements.values()];
  const wanted = agreement?.toLowerCase();
  const found =
    wanted === undefined
      ? known.length === 1
        ? known[0]
        : undefined
      : known.find(({ id, name }) => [id, name.toLowerCase()].includes(wanted));
  if (found !== undefined) return found.id;
  const ids = known.map(({ id }) => id).join(', ');
  wrong(wanted === undefined ? 'it does not say under which agreement' : `there is no agreement “${agreement}”`, `Use one of: ${ids}.`);
  return undefined;
}

function overlap(one: Secondment, other: Secondment): boolean {
  return (one.to === undefined || other.from <= one.to) && (other.to === undefined || one.from <= other.to);
}

function spanOf({ from, to }: Secondment): string {
  return to === undefined ? `from ${writeDay(from)}` : `from ${writeDay(from)} to ${writeDay(to)}`;
}
