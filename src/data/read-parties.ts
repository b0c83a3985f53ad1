import { AGREEMENT, type Sentence, wordsOf } from './clause-context.ts';
import { kindOfOrganisation, type OrganisationFound, organisationsIn } from './organisation-names.ts';
import { bracketedIn, listAfter, type Named, partiesListed } from './read-party-list.ts';
import type { Guess, Party, ReadClause, Sure } from './understood.ts';

/** `(“the Council”)`, `(hereinafter “the Trust” or “NCT”)`: what stands in brackets and holds a name in quotation marks. */
const SHORT_NAME =
  /[([][^()[\]“”"‘']{0,80}[“"‘']\s*(?:the\s+)?([^“”"’'()]{1,50}?)\s*[”"’'](?:\s*(?:or|and|and\/or|,)\s*[“"‘']\s*(?:the\s+)?([^“”"’'()]{1,50}?)\s*[”"’'])?[^()[\]]{0,60}[)\]]/g;
const PARTIES_UNDER = /\b(part(y|ies)|partners?|partner organisations|between|signator(y|ies))\b/i;
const PARTIES_ARE =
  /\b(parties|partners|partner organisations|signatories|members|organisations)\b[^.]{0,80}\b(are|is|comprise[sd]?|being|consists? of|include|listed)\b|\bmade between\b|\bbetween\s*[:;]?\s*$|^(?:the )?(?:parties|partners)\s*[:–-]\s/i;
/** Where a document introduces its partners. */
const OPENING = 15;
/** Parts in which organisations come up that need not be partners. */
const NOT_PARTIES = /\b(background|recitals?|definitions?|interpretation|schedule|annex|appendix|history|context)\b/i;

/**
 * The organisations that are party to the agreement, with the short names the document gives them. Where it nowhere lists them, the
 * organisations a sentence about the agreement joins are taken, and marked as less sure.
 */
export function readParties(title: string, clauses: readonly ReadClause[], sentences: readonly Sentence[]): Guess<Party>[] {
  const listed = clauses.filter(
    (clause) => PARTIES_UNDER.test(`${clause.part} ${headOf(clause, clauses)}`) && !NOT_PARTIES.test(clause.part),
  );
  const ways: (() => { named: Named[]; sure: Sure })[] = [
    () => ({ named: inFull(listed), sure: 'sure' }),
    () => ({ named: clauses.filter(({ text }) => /\bbetween\b/i.test(text)).flatMap(definedIn), sure: 'sure' }),
    () => ({ named: clauses.slice(0, OPENING).filter(opensWithName).flatMap(definedIn), sure: 'sure' }),
    () => ({
      named: clauses
        .slice(0, OPENING)
        .filter((one) => definedIn(one).length > 1)
        .flatMap(definedIn),
      sure: 'sure',
    }),
    () => ({ named: listIn(clauses), sure: 'sure' }),
    () => ({ named: clauses.slice(0, OPENING).filter(joinsPartners).flatMap(bracketedIn), sure: 'likely' }),
    () => ({ named: joinedIn(title, clauses[0]?.ref ?? '', sentences), sure: 'likely' }),
    () => ({ named: mentioned(sentences), sure: 'unsure' }),
  ];
  for (const way of ways) {
    const { named, sure } = way();
    const parties = withoutTwins(named);
    if (parties.length >= 2 && parties.length <= 30) return withShortNames(parties, sentences).map((value) => ({ ...value, sure }));
  }
  return [];
}

function headOf(clause: ReadClause, clauses: readonly ReadClause[]): string {
  const above = clause.within === undefined ? undefined : clauses.find(({ ref }) => ref === clause.within);
  return above === undefined || above.text.length > 120 ? '' : above.text;
}

/** In the text between one short name and the next, the organisation named first is the one that is given the short name. */
function definedIn({ ref, text }: ReadClause): Named[] {
  let from = 0;
  return [...text.matchAll(SHORT_NAME)].flatMap((match) => {
    const before = text.slice(from, match.index);
    const between = before.lastIndexOf('between ');
    const organisation = organisationsIn(between < 0 ? before : before.slice(between + 8))[0];
    from = match.index + match[0].length;
    const shorts = [match[1], match[2]].filter((short) => short !== undefined).map((short) => short.trim());
    return organisation === undefined || shorts.some((short) => /^(part(y|ies)|partners?|agreement|mou)$/i.test(short))
      ? []
      : [{ name: organisation.name, shorts, ref, words: wordsOf(text.slice(0, from)) }];
  });
}

/** A list of partners where each has a short name, or, where one has none, everybody the list numbers. */
function inFull(listed: readonly ReadClause[]): Named[] {
  const [defined, numbered] = [listed.flatMap(definedIn), partiesListed(listed)];
  return withoutTwins(numbered).length > withoutTwins(defined).length ? numbered : defined;
}

/** A sentence that joins those it names in the agreement. */
function joinsPartners({ text }: ReadClause): boolean {
  return (
    AGREEMENT.test(text) &&
    /\b(between|together|jointly|part(y|ies)|partners?|agree\w*)\b/i.test(text) &&
    bracketedIn({ ref: '', part: '', text }).length > 1
  );
}

function opensWithName({ text }: ReadClause): boolean {
  const first = organisationsIn(text)[0];
  return first !== undefined && first.start <= 8;
}

/** “The parties to this memorandum are: …”, in the paragraph itself or in the items of the list it leads into. */
function listIn(clauses: readonly ReadClause[]): Named[] {
  for (const clause of clauses) {
    if (!PARTIES_ARE.test(clause.text) && !/^(the )?(part(y|ies)|partners?|partner organisations)$/i.test(clause.text.trim())) continue;
    const within = clauses.filter((other) => other.within === clause.ref);
    const items = within.length > 0 ? within : listAfter(clause, clauses);
    const numbered = partiesListed(items);
    if (withoutTwins(numbered).length >= 2) return numbered;
    const named = [clause, ...items].flatMap((one) =>
      organisationsIn(listPart(one.text)).map((found) => asNamed(found, one.ref, one.text)),
    );
    if (withoutTwins(named).length >= 2) return named;
  }
  const part = clauses.filter(({ part }) => /^(the )?(part(y|ies)|partners?|partner organisations|signatories)\b/i.test(part));
  return part.flatMap((one) => organisationsIn(one.text).map((found) => asNamed(found, one.ref, one.text)));
}

function listPart(text: string): string {
  const from = PARTIES_ARE.exec(text)?.index ?? 0;
  return text.slice(from).split(/(?<=\w{3})\.\s/)[0] ?? '';
}

const JOINED =
  /\bbetween\b.*|\b(agreement|memorandum|partnership|mou)\b.{0,40}\b(with|of)\b.*|\benter(ing)? into\b.*|\bagreed (to|that)\b.*|\bwork(s|ing)? (closely )?(together|jointly)\b/i;

/** “… agreement between X and Y”, “X to enter into an agreement with Y”: organisations one sentence about the agreement joins. */
function joinedIn(title: string, ref: string, sentences: readonly Sentence[]): Named[] {
  const texts = [{ text: title, ref }, ...sentences];
  for (const { text, ref: at } of texts) {
    if (!AGREEMENT.test(text) || !JOINED.test(text)) continue;
    const found = organisationsIn(text);
    if (found.length < 2) continue;
    const joined = /\bbetween\b|\b(and|with)\b/.test(
      text.slice(found[0]!.start === 0 ? 0 : 0, found.at(-1)!.start).replace(/[^a-z ]/gi, ' '),
    );
    if (joined && withoutTwins(found.map((one) => asNamed(one, at, text))).length >= 2) return found.map((one) => asNamed(one, at, text));
  }
  return [];
}

function mentioned(sentences: readonly Sentence[]): Named[] {
  return sentences.flatMap(({ text, ref }) => organisationsIn(text).map((found) => asNamed(found, ref, text))).slice(0, 40);
}

function asNamed({ name }: OrganisationFound, ref: string, text: string): Named {
  return { name, shorts: [], ref, words: wordsOf(text) };
}

function withoutTwins(named: readonly Named[]): Named[] {
  const known = new Map<string, Named>();
  for (const one of named) {
    const key = one.name.toLowerCase().replace(/^nhs /, '');
    const twin = known.get(key);
    known.set(key, twin === undefined ? one : { ...twin, shorts: [...new Set([...twin.shorts, ...one.shorts])] });
  }
  return [...known.values()];
}

/** The short name or the initials the document gives it; else the last word of the name, where no other partner has it; else the name. */
function withShortNames(parties: readonly Named[], sentences: readonly Sentence[]): Omit<Guess<Party>, 'sure'>[] {
  const endings = parties.map(
    ({ name }) =>
      /\b(Council|Trust|CCG|ICB|PCT|Clinical Commissioning Group|Integrated Care Board|Health Board|Hospice|Alliance|Federation)$/i.exec(
        name,
      )?.[0],
  );
  return parties.map(({ name, shorts, ref, words }, at) => {
    const abbreviation = shorts.length > 0 ? undefined : (definedFor(name, sentences) ?? abbreviated(name, sentences));
    const ending = endings[at];
    const own = ending !== undefined && endings.filter((other) => other === ending).length === 1 ? ending : undefined;
    const short = shorts[0] ?? abbreviation ?? own ?? name;
    const names = [name, short, `the ${short}`, ...shorts, ...(abbreviation === undefined ? [] : [abbreviation])];
    const aliases = [...new Set(names.map((one) => one.toLowerCase()))];
    return { value: { name, short, aliases, kind: kindOfOrganisation(name) }, ref, words };
  });
}

/** `“the Council” means Marrick Vale Council`. */
function definedFor(name: string, sentences: readonly Sentence[]): string | undefined {
  for (const { text } of sentences) {
    const found = /^[“"‘'](?:the )?([A-Z][^”"’']{0,40})[”"’'] means (?:the )?(.*)$/i.exec(text);
    if (found?.[2]?.toLowerCase().startsWith(name.toLowerCase())) return found[1];
  }
  return undefined;
}

/** `Darlington Clinical Commissioning Group (DCCG)`. */
function abbreviated(name: string, sentences: readonly Sentence[]): string | undefined {
  for (const { text } of sentences) {
    const at = text.indexOf(`${name} (`);
    const found = at < 0 ? null : /^\((?:the )?[“"‘']?(?:the )?([A-Z][A-Za-z&-]{1,9})[”"’']?\)/.exec(text.slice(at + name.length + 1));
    if (found) return found[1];
  }
  return undefined;
}
