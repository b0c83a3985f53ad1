import type { Party } from './understood.ts';

/** An organisation’s name found in a text, as printed but for capitals, and where. */
export type OrganisationFound = { name: string; start: number; end: number };

const ENDINGS =
  'Council|NHS Foundation Trust|NHS Trust|Foundation Trust|Care Trust|Trust|Clinical Commissioning Group|CCG|Integrated Care Board|ICB|Primary Care Trust|PCT|Health Board|Health and Social Care Board|Combined Authority|Health Authority|Unitary Authority|Community Interest Company|CIC|C\\.I\\.C\\.|Limited|Ltd|LLP|University|Housing Association|Corporation';
const WORD = String.raw`[A-Z][\w’'&-]*`;
const LINK = '(?:of|the|and|for|on|upon|in|de|le|&)';
const NAME = new RegExp(String.raw`\b${WORD}(?:,?\s+(?:${LINK}\s+){0,2}${WORD})*`, 'g');
const ENDING = new RegExp(String.raw`\b(?:${ENDINGS})(?![\w-])`, 'gi');
const BY_KIND_OF_PLACE = new RegExp(
  String.raw`\b(?:(?:London|Royal|Metropolitan) Borough of|Council of the (?:City|Borough|County|London Borough) of)\s+${WORD}(?:\s+(?:${LINK}\s+){0,2}${WORD})*`,
  'gi',
);

/**
 * Organisations named in full in a text, such as “NHS Northmoor Integrated Care Board”. A bare “the Council” is not a name.
 * A title in capitals is put into ordinary ones.
 */
export function organisationsIn(text: string): OrganisationFound[] {
  const found: OrganisationFound[] = [...text.matchAll(BY_KIND_OF_PLACE)].map((match) => placed(match[0], match.index));
  for (const match of text.matchAll(NAME)) {
    let from = 0;
    for (const end of match[0].matchAll(ENDING)) {
      const after = match[0].slice(end.index + end[0].length);
      // “Trust” inside “Trust Headquarters” or “Council House” does not end a name.
      if (/^\s+(?!and\b|or\b|with\b|of\b|in\b|for\b|the\b|The\b|This\b|&)[\w’']/.test(after)) continue;
      const printed = match[0].slice(from, end.index + end[0].length);
      const lead = ownStart(printed);
      const start =
        match.index + from + lead + (/^(?:[,\s]+|(?:and|or|with|between|of|for|in|&|the)\s+)+/i.exec(printed.slice(lead))?.[0].length ?? 0);
      from = end.index + end[0].length;
      const words = text.slice(start, match.index + from);
      if (isName(words) && !found.some((other) => start < other.end && match.index + from > other.start)) found.push(placed(words, start));
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A name has no comma in it, but for boards of several places: what stands before the last comma is another name, or somebody’s. */
function ownStart(printed: string): number {
  if (/\b(Integrated Care Board|ICB|Clinical Commissioning Group|CCG)$/i.test(printed) && !/\b(Council|Trust|Group|Board),/i.test(printed))
    return 0;
  return printed.lastIndexOf(',') + 1;
}

/** Somebody’s post, or “the PCT” after something else: no organisation’s name. */
const NO_NAME =
  /\b(Councillor|Leader|Director|Officer|Member|Report|Cabinet|Chair|Minister|Act|Executive|Agreement|Memorandum)\b|\b(the|our|each) (PCT|CCG|ICB|Council|Trust|Board)$/i;

const TELLS_NOTHING =
  /^(?:the|this|each|both|either|full|district|county|city|borough|town|parish|host|lead|partner|foundation|nhs|mental|health|primary|care|clinical|commissioning|group|integrated|board|community|local|authority|council|trust|hospital|acute|social|services|cabinet|new|a|any|all|other|our)$/i;

/** A name has a word that tells it from others of its kind. */
function isName(words: string): boolean {
  const parts = words.split(/\s+/);
  if (parts.length < 2 || parts.length > 14 || NO_NAME.test(words)) return false;
  return parts.slice(0, -1).some((word) => !TELLS_NOTHING.test(word) && /^[A-Z]/.test(word));
}

function placed(printed: string, start: number): OrganisationFound {
  return { name: inOrdinaryCapitals(printed.replace(/\s+/g, ' ').replace(/^the\s+/i, '')), start, end: start + printed.length };
}

const STAY_CAPITAL = /^(NHS|ICB|CCG|PCT|CIC|LLP|UK)$/;

function inOrdinaryCapitals(name: string): string {
  if (/[a-z]{2}/.test(name)) return name;
  return name
    .split(' ')
    .map((word, at) =>
      STAY_CAPITAL.test(word)
        ? word
        : at > 0 && /^(OF|THE|AND|FOR|ON|UPON|IN)$/.test(word)
          ? word.toLowerCase()
          : word.replace(/[A-Z]+/g, (letters) => letters[0] + letters.slice(1).toLowerCase()).replace(/(['’])S\b/, '$1s'),
    )
    .join(' ');
}

/** What kind of partner an organisation is, by its name. */
export function kindOfOrganisation(name: string): Party['kind'] {
  if (/\b(Clinical Commissioning Group|CCG|Integrated Care Board|ICB|Primary Care Trust|PCT|Health Board|Health Authority)$/i.test(name))
    return 'nhs commissioner';
  if (/\bTrust$/i.test(name) && !/\b(Academy|Charitable|Housing|Wildlife|Development|Community Land)\b/i.test(name)) return 'nhs trust';
  if (/\b(Council|Borough of|Unitary Authority)\b/i.test(name)) return 'council';
  return 'other';
}
