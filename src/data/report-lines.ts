/*
 * Lines that stand at the head and the foot of a report to a cabinet, a board or a committee, and have no number of their own.
 */

export type HeaderLine = { label: string; text: string };

const LABEL_WORDS =
  /\b(?:member|director|officer|author|contact|holder|committee|meeting|date|status|version|owner|ward|wards|subject|title|purpose|decision|classification|portfolio|lead|sponsor|report|reference|review|approved|agenda)\b/i;
const MEETING =
  /\b(?:cabinet|committee|board|council|executive|group|panel|governing body|assembly)\b.{0,40}?\b\d{1,2}(?:st|nd|rd|th)?\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{4}\b/i;

/** “Date: 14 April 2005”, “Responsible Director – Chief Officers”, “Policy Group – 22 November 2017”. */
export function readHeaderLine(text: string): HeaderLine | undefined {
  if (MEETING.test(text) && text.length < 120 && !/[.]$/.test(text)) return { label: 'Meeting', text };
  if (/^report of\b/i.test(text) && text.length < 140) return { label: 'Report of', text };
  const found = /^([A-Z][\p{L} ()/&’'-]{2,40}?)\s*(?::\s+|\t\s*|\s+[-–]\s+)(.+)$/su.exec(text);
  if (found === null || found[1]!.split(/\s+/).length > 5) return undefined;
  if (!/:/.test(text.slice(found[1]!.length, found[1]!.length + 3)) && !LABEL_WORDS.test(found[1]!)) return undefined;
  return LABEL_WORDS.test(found[1]!) ? { label: plainName(found[1]!), text } : undefined;
}

/** A row of the table at the head of a report. The label is left out of the words where a cell of its own holds it. */
export function readHeaderRow(cells: readonly string[]): HeaderLine | undefined {
  const [first = '', ...others] = cells.filter((cell) => cell !== '');
  const label = first.replace(/:$/, '').trim();
  const value = others.join(' ');
  if (value === '' || label.length > 50 || label.split(/\s+/).length > 6) return undefined;
  return { label: plainName(label), text: first.endsWith(':') ? `${first} ${value}` : value };
}

/** “Contact Officers:”, “For further information contact:-”, “Contact Point: …”, “Ada Burns: Extension 2010”. */
export function beginsContact(text: string): boolean {
  return (
    /^(?:for (?:further|more) information,?\s*(?:please )?contact|(?:lead )?contact (?:officers?|points?|details|persons?)|contacts?|report author)\b.{0,120}$/i.test(
      text,
    ) && !/[.]$/.test(text)
  );
}

/** “Appendices:”, “Appendices attached”, “List of schedules”. */
export function isHeadingOfAppendices(text: string): boolean {
  return /^(?:list of )?(?:appendices|annexes|schedules|attachments|enclosures)(?: attached| to (?:the|this) \w+)?\s*:?-?$/i.test(
    text.trim(),
  );
}

/** A line that says how to reach somebody and little else. */
export function isHowToReach(text: string): boolean {
  return text.length < 160 && /\b(?:ext(?:ension|n)?\.?\s*\d{3,}|tel(?:ephone)?\b|e-?mail\b|☎|\b0\d{3,4}[ -]?\d{3})|\S@\S+\.\S/i.test(text);
}

const NAME_AND_POST =
  /^[A-Z][\p{L}’'-]+ [A-Z][\p{L}’'-]+\b.{0,60}\b(?:director|officer|manager|chief|head|lead|clerk|solicitor|commissioner)\b/iu;

/** “Penny Example, Director of Community Care”: the first line of the next person. */
export function isNameAndPost(text: string): boolean {
  return text.length < 120 && NAME_AND_POST.test(text);
}

const IMPLICATIONS =
  /^(?:s\.?17|section 17|crime and disorder|health and well-?being|carbon|climate|diversity|equalit|wards? affected|groups? affected|budget and policy|key decision|urgent decision|efficiency|human rights|legal|financial|personnel|staffing|property|risk|environment|sustainab|data protection|privacy)/i;

/** The table of implications that council reports carry, known by its rows where no heading names it. */
export function isImplicationsTable(firstCells: readonly string[]): boolean {
  const known = firstCells.filter((cell) => IMPLICATIONS.test(cell)).length;
  return known >= 3 && known * 2 >= firstCells.length;
}

/** How a heading of a report is said in a citation: “Recommendation 2.1”. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^(?:executive )?summary\b/i, 'Summary'],
  [/^recommendations?\b/i, 'Recommendation'],
  [/^reasons? for\b/i, 'Reason'],
  [/^supporting information\b/i, 'Supporting'],
  [/^(?:other )?options\b/i, 'Options'],
];

/** The name of a section before a number that is printed more than once. */
export function shortNameOf(heading: string): string {
  const known = SHORT.find(([pattern]) => pattern.test(heading));
  return known === undefined ? plainName(heading) : known[1];
}

/** A heading without its colon and in small letters where all of it was in capitals. */
export function plainName(heading: string): string {
  const words = heading
    .replace(/\s+/g, ' ')
    .replace(/[\s:;–—-]+$/, '')
    .trim();
  if (/\p{Ll}/u.test(words) || !/\p{Lu}{3}/u.test(words)) return words;
  const small = words.replace(/\p{Lu}{2,}/gu, (word) => (INITIALS.test(word) ? word : word.toLowerCase()));
  return `${small[0]!.toUpperCase()}${small.slice(1).replace('(S)', '(s)')}`;
}

/** Words that stay in capitals when a heading is written in small letters. */
const INITIALS = /^(?:[^AEIOUY]{2,5}|ICB|ICS|NHS|MOU|SLA|KPI|IT|HR|GP|PCT|ICT|DPIA|VAT|TUPE|EHC|II|III|IV|VI|VII|VIII|IX)$/;

const NOUNS: readonly (readonly [RegExp, string])[] = [
  [/\bobjectives\s*:?$|^objectives\b/i, 'Objective'],
  [/\bprinciples\s*:?$|^(?:\w+ )?principles\b/i, 'Principle'],
  [/\baims\s*:?$|^aims\b/i, 'Aim'],
  [/\bcommitments\s*:?$|^commitments\b/i, 'Commitment'],
  [/\boutcomes\s*:?$|^outcomes\b/i, 'Outcome'],
];

/** “Overarching Principles” holds “Principle 1”, “The parties share the following objectives” “Objective 1”. */
export function itemNameOf(heading: string): string | undefined {
  return NOUNS.find(([pattern]) => pattern.test(heading.trim()))?.[1];
}
