import type { Draft, Scope } from './clause-draft.ts';
import type { FoundClause } from './read-clauses.ts';
import { itemNameOf, plainName, shortNameOf } from './report-lines.ts';
import { type Clashes, findClashes } from './tell-runs-apart.ts';

/*
 * Gives every clause of a document its reference. A number is cited as it is printed; what it is printed in is put before it where the same
 * number is printed elsewhere too: “Schedule 2, 4”, “Summary 1.1”.
 */

/** Names the clauses that have words, in the order of the document. */
export function nameClauses(drafts: readonly Draft[]): { clauses: FoundClause[]; remarks: string[] } {
  const kept = drafts.filter(hasWords);
  const clashes = findClashes(drafts);
  const numbered = kept.some(({ sort }) => sort === 'number');
  const names = new Map<Draft, string>();
  const nameOf = (draft: Draft): string => {
    const known = names.get(draft);
    if (known !== undefined) return known;
    const name = fullName(draft, draft.within === undefined ? undefined : nameOf(draft.within), clashes, numbered);
    names.set(draft, name);
    return name;
  };
  const clauses = kept.map((draft) => asClause(draft, nameOf));
  const twice = tellTwinsApart(clauses);
  return { clauses, remarks: [...remarksOn(kept), ...twice] };
}

/** A heading with clauses under it and no words of its own is no clause. */
function hasWords(draft: Draft): boolean {
  return draft.texts.some((text) => text.trim() !== '') || (draft.holds === 0 && draft.heading !== undefined && draft.heading !== '');
}

function asClause(draft: Draft, nameOf: (draft: Draft) => string): FoundClause {
  const words = draft.texts.filter((text) => text.trim() !== '').join('\n');
  const holder = holderOf(draft.within);
  return {
    ref: nameOf(draft),
    part: partOf(draft),
    ...(holder === undefined ? {} : { within: nameOf(holder) }),
    text: words === '' ? draft.heading! : words,
    ...(draft.heading !== undefined && words !== '' ? { heading: draft.heading } : {}),
    ours: isOurs(draft),
    ...(draft.page === undefined ? {} : { page: draft.page }),
  };
}

/** The nearest clause it stands under that is one itself. */
function holderOf(within: Draft | undefined): Draft | undefined {
  return within === undefined || hasWords(within) ? within : holderOf(within.within);
}

function isOurs(draft: Draft): boolean {
  return draft.sort !== 'number' || (draft.within !== undefined && isOurs(draft.within));
}

/** @param within the name of what it stands under @param numbered whether the document has numbers at all */
function fullName(draft: Draft, within: string | undefined, clashes: Clashes, numbered: boolean): string {
  const { sort, ref, position } = draft;
  if (sort === 'named') return within === undefined || !ref.startsWith('“') ? nameWithin(ref, within) : `${within} ${ref}`;
  if (sort === 'bullet') return `${within} bullet ${position}`;
  if (sort === 'item') return itemName(draft, numbered);
  if (within !== undefined && ref.startsWith(draft.within!.ref)) return `${within}${ref.slice(draft.within!.ref.length)}`;
  return `${prefixOf(draft, clashes)}${ref}`;
}

/** “2.2.2 Year 1”; a name that already says where it is stands alone. */
function nameWithin(ref: string, within: string | undefined): string {
  return within === undefined || ref.includes(': ') ? ref : `${within} ${ref}`;
}

/** The words without a number under one heading: “Principle 3”, “Schedule 2 paragraph 1”, “MoU intro 2”, “Background Papers”. */
function itemName({ scope, section, position, bulleted }: Draft, numbered: boolean): string {
  const heading = section?.heading ?? '';
  if (section?.is === 'contact') return section.items > 1 ? `Contact ${position}` : 'Contact';
  const item = scope.is === 'attached' ? undefined : itemNameOf(heading);
  if (item !== undefined) return `${item} ${position}`;
  const only = section?.items === 1 && !bulleted;
  const name = heading === '' ? introOf(scope, numbered) : beforeHeading(scope, heading);
  return only && (heading !== '' || name === 'Introduction') ? name : `${name} ${position}`;
}

function beforeHeading(scope: Scope, heading: string): string {
  return scope.label === '' ? plainName(heading) : `${scope.label}, ${plainName(heading)}`;
}

function introOf(scope: Scope, numbered: boolean): string {
  if (scope.is === 'attached') return `${scope.label} paragraph`;
  if (/\bmemorandum of understanding\b/i.test(scope.title)) return 'MoU intro';
  if (/\bdeed\b/i.test(scope.title)) return 'Deed intro';
  return /\bagreement\b/i.test(scope.title) ? 'Agreement intro' : numbered ? 'Introduction' : 'Paragraph';
}

/** What is put before a number: its schedule, and its heading where the number is printed under others too. */
function prefixOf(draft: Draft, clashes: Clashes): string {
  const { scope, section, division, ref, run } = draft;
  const told = clashes.runs.has(run);
  const item = /^\d+$/.test(ref) && told ? itemNameOf(section?.heading ?? '') : undefined;
  if (item !== undefined && (scope.is !== 'attached' || !scope.printed)) return `${item} `;
  if (scope.is === 'attached') {
    if (!scope.printed) return /^\d+$/.test(ref) ? `${scope.label} item ` : `${scope.label.replace(/ .*$/, '')} `;
    return told && division !== ''
      ? `${scope.label} ${division}, `
      : told && section?.heading
        ? `${scope.label}, ${plainName(section.heading)} `
        : `${scope.label}, `;
  }
  const other = clashes.documents.has(scope) ? `${documentName(scope.title)}, ` : '';
  return told && section !== undefined && section.heading !== '' ? `${other}${shortNameOf(section.heading)} ` : other;
}

/** “Deed of Variation” for “DEED OF VARIATION dated 1 May 2016 relating to …”. */
function documentName(title: string): string {
  const short =
    /^.*?\b(?:memorandum of (?:understanding|agreement)|deed of variation|variation agreement|agreement of variation|deed|agreement)\b/i.exec(
      title,
    );
  return plainName(short?.[0] ?? title);
}

/** Where a clause stands, for the citation: its schedule, the other document, or the heading over it. */
function partOf(draft: Draft): string {
  const { scope, section } = draft;
  if (draft.sort === 'named' && draft.ref.startsWith('Header: ')) return 'Header';
  if (scope.is === 'attached') return [scope.label, plainName(scope.title), divisionOf(draft)].filter((one) => one !== '').join(' ');
  if (draft.ref.startsWith('Signatories')) return 'Signatories';
  if (scope.is === 'document') return scope.title;
  const root = rootOf(draft);
  const heading = root.heading ?? section?.heading ?? '';
  return heading === '' ? 'Main' : plainName(heading);
}

/** “Part A – Membership” of a schedule, with its title. */
function divisionOf({ division, section }: Draft): string {
  return division !== '' && section?.heading.toLowerCase().startsWith(division.toLowerCase()) === true ? plainName(section.heading) : '';
}

function rootOf(draft: Draft): Draft {
  return draft.within === undefined ? draft : rootOf(draft.within);
}

/** Two clauses with one reference are both kept and told apart. @returns a remark on each such reference */
function tellTwinsApart(clauses: FoundClause[]): string[] {
  const seen = new Map<string, number>();
  const twice = new Set<string>();
  const taken = new Set(clauses.map(({ ref }) => ref));
  for (const clause of clauses) {
    const printed = clause.ref;
    let count = (seen.get(printed) ?? 0) + 1;
    if (count > 1) {
      while (taken.has(`${printed} (${nth(count)})`)) count += 1;
      clause.ref = `${printed} (${nth(count)})`;
      taken.add(clause.ref);
      twice.add(printed);
    }
    seen.set(printed, count);
  }
  return [...twice].map(
    (ref) => `The reference ${ref} is printed more than once. All are kept: the later ones are called “${ref} (second)” and so on.`,
  );
}

function nth(count: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][count - 1] ?? `number ${count}`;
}

function remarksOn(drafts: readonly Draft[]): string[] {
  if (drafts.length === 0) return [];
  if (drafts.some(({ sort }) => sort === 'number')) return [];
  return ['No numbered clause was found. The paragraphs are numbered by their position, and those numbers are Accord’s own.'];
}
