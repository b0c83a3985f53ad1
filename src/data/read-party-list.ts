import { wordsOf } from './clause-context.ts';
import { organisationsIn } from './organisation-names.ts';
import type { ReadClause } from './understood.ts';

/** An organisation as it was found: its full name, the short names given to it, and where. */
export type Named = { name: string; shorts: string[]; ref: string; words: string };

/** “(1)”, “1.”: the number of a partner in a list of them. */
const IN_A_LIST = /^(?:parties |between )?\(?\d{1,2}[.)]?(?: \(second\))?$/i;
/** What follows the name of a partner in such a list: its address, what it is, or what it is called. */
const AFTER_NAME = /\s*(?:,?\s+(?:of|whose|acting|incorporated|a company|a charity|registered|established)\b|,|\(|\[|;|(?<!\b[A-Z])\.|$)/;
const PERSON = /^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Professor|Cllr|Councillor)\b/;
const SHORT = /\(\s*(?:the\s+)?[“"‘']?(?:the\s+)?([A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3})[”"’']?\s*\)/g;

/**
 * The partners of a numbered list that opens an agreement: “(1) HOSPICE IN THE VALE of Beck Lane (the Hospice); and …”. A name there need not
 * end as names of organisations do. People, who are parties to a secondment, are no partners.
 * @param lists the clauses that are such a list, in their order
 */
export function partiesListed(lists: readonly ReadClause[]): Named[] {
  const items = lists.filter(({ ref }) => IN_A_LIST.test(ref));
  return items.flatMap(({ ref, text }): Named[] => {
    const known = organisationsIn(text)[0];
    const own = text.slice(0, AFTER_NAME.exec(text)?.index ?? 0).trim();
    if (PERSON.test(text)) return [];
    const whole = nameOf(own);
    // A name that ends in initials is longer than what is known of it.
    const name = known !== undefined && known.start <= 8 && !/\.$/.test(own) ? known.name : whole;
    if (name === undefined) return [];
    const shorts = [...text.matchAll(SHORT)].map(([, short]) => short!).filter((short) => isShortFor(short, name));
    return [{ name, shorts, ref, words: wordsOf(text) }];
  });
}

/** A name of two to ten words that all begin with capitals, but for the small ones; in ordinary capitals where all of it is shouted. */
function nameOf(words: string): string | undefined {
  const parts = words.split(/\s+/);
  if (parts.length < 2 || parts.length > 10) return undefined;
  const small = /^(?:of|the|and|for|on|in|upon|at|&|de|le)$/i;
  if (!parts.every((part) => small.test(part) || /^\p{Lu}/u.test(part)) || small.test(parts[0]!)) return undefined;
  if (/\p{Ll}/u.test(words)) return words;
  return parts
    .map((part, at) =>
      /^(?:NHS|ICB|CIC|LLP|UK)$|\./.test(part)
        ? part
        : at > 0 && small.test(part)
          ? part.toLowerCase()
          : part[0] + part.slice(1).toLowerCase(),
    )
    .join(' ');
}

/** The items of the list that comes straight after a clause such as “This agreement is made between:”. */
export function listAfter(clause: ReadClause, clauses: readonly ReadClause[]): ReadClause[] {
  const after = clauses.slice(clauses.indexOf(clause) + 1);
  const end = after.findIndex(({ ref }) => !IN_A_LIST.test(ref));
  return after.slice(0, end < 0 ? undefined : end);
}

/** A name and its short form in brackets, without quotation marks: “Copsewood Borough Council (CBC)”, “Copsewood Schools Alliance (the Alliance)”. */
export function bracketedIn({ ref, text }: ReadClause): Named[] {
  return [...text.matchAll(SHORT)].flatMap((match): Named[] => {
    const before = text.slice(0, match.index).trimEnd();
    const known = organisationsIn(before).at(-1);
    const own = /(?:[A-Z][\w’'&-]*\s+(?:(?:of|and|for|in|the|&)\s+){0,2}){1,7}[A-Z][\w’'&-]*$/
      .exec(before)?.[0]
      .replace(/^(?:The|How)\s+/, '');
    const name = known !== undefined && known.end === before.length ? known.name : own;
    return name === undefined || !isShortFor(match[1]!, name) ? [] : [{ name, shorts: [match[1]!], ref, words: wordsOf(text) }];
  });
}

/** The short form is made of the name: its initials, or words of it. */
function isShortFor(short: string, name: string): boolean {
  if (/^(?:part(?:y|ies)|partners?)$/i.test(short)) return false;
  const words = name.split(/\s+/);
  if (short.split(' ').every((word) => words.some((part) => part.toLowerCase() === word.toLowerCase()))) return short !== name;
  const initials = words.map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : word[0])).join('');
  let at = 0;
  for (const letter of initials.toLowerCase()) if (letter === short[at]?.toLowerCase()) at += 1;
  return /^[\p{Lu}&a-z]{2,7}$/u.test(short) && at === short.length;
}

const SUCCEEDS = /\b(?:statutory |legal |lawful )?(?:successor(?: body| in title)?|in succession) (?:to|of)\b/i;

/** “X, as statutory successor to Y”: the partner of today, by the name of the one it took the place of, in small letters. */
export function successorsIn(clauses: readonly ReadClause[]): Map<string, Named> {
  const found = new Map<string, Named>();
  for (const { ref, text } of clauses) {
    const word = SUCCEEDS.exec(text);
    if (word === null) continue;
    const now = organisationsIn(text.slice(0, word.index)).at(-1);
    const former = organisationsIn(text.slice(word.index + word[0].length))[0];
    const shorts = [...text.slice(word.index).matchAll(/\((?:the )?[“"‘'](?:the )?([^”"’']{1,40})[”"’']\)/g)].map(([, short]) => short!);
    if (now !== undefined && former !== undefined)
      found.set(former.name.toLowerCase(), { name: now.name, shorts, ref, words: wordsOf(text) });
  }
  return found;
}
