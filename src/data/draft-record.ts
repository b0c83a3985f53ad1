import { type AgreementRecord, agreementRecord } from './agreement-record.ts';
import { draftDuties, draftFacts, guessesOf, type References, refOf } from './draft-facts.ts';
import { makeNamer, slugOf } from './slug.ts';
import { topicsOfFacts } from './topics-of-facts.ts';
import type { ReadClause, Understood } from './understood.ts';
import { quotationOf, wordingHash } from './verbatim.ts';

export type DraftOptions = {
  source: { file: string; sha256: string; importedAt: string };
  id?: string | undefined;
  name?: string | undefined;
};

/**
 * Makes a record of what was read from a document: a draft, from which nothing is answered until a person has confirmed it. A fact read as
 * `unsure` is listed among the guesses alone; the rest stand in their places as well, each marked as a guess.
 * @returns a record that meets its schema
 */
export function draftRecord(understood: Understood, clauses: readonly ReadClause[], options: DraftOptions): AgreementRecord {
  const kept = withTopics(clausesOf(clauses), understood);
  const refs = new Set(kept.map(({ ref }) => ref));
  const name = options.name ?? shortTitle(understood);
  const parties = partiesOf(understood, refs);
  const { binding } = understood;
  const held = binding !== null && binding.sure !== 'unsure' ? binding : null;
  const duties = draftDuties(understood, refs);
  return agreementRecord.parse({
    id: options.id ?? slugOf(name, 'agreement'),
    name,
    aliases: [...new Set([name, understood.title.trim(), placeOf(understood) ?? ''].map((alias) => alias.toLowerCase()))].filter(
      (alias) => alias !== '' && alias.length <= 80,
    ),
    document: {
      title: understood.title.trim() || name,
      kind: understood.kind.value,
      by: parties.find(({ kind }) => kind === 'council')?.name ?? parties[0]?.name ?? 'not known',
      on: understood.documentOn?.sure === 'unsure' ? null : (understood.documentOn?.value ?? null),
      about: aboutOf(understood),
    },
    standing: {
      state: understood.state.value,
      isTheAgreement: understood.isTheAgreement.value,
      binding: held?.value ?? null,
      bindingRef: held === null ? null : refOf(held.ref, refs),
      dutyCaveat: caveatOf(understood),
    },
    parties,
    facts: draftFacts(understood.facts, refs),
    duties,
    clauses: kept,
    source: options.source,
    confirmedBy: null,
    confirmedOn: null,
    guesses: guessesOf(understood, parties, duties, refs),
    ...changesOf(understood, refs),
  });
}

function changesOf(understood: Understood, clauses: References) {
  const variations = understood.variations.flatMap(({ replaces, from, by, wording }) =>
    clauses.has(replaces) && clauses.has(by)
      ? [{ replaces, from, by, verbatim: wording, ...(wording === null ? {} : { hash: wordingHash(wording) }) }]
      : [],
  );
  const former = Object.entries(understood.facts).flatMap(([fact, guess]) =>
    guess === null || Array.isArray(guess) || guess.before === undefined || guess.sure === 'unsure'
      ? []
      : [{ fact, value: guess.before.value, ref: refOf(guess.ref, clauses), until: guess.before.until }],
  );
  const definitions = understood.definitions.map(({ value, ref }) => ({
    term: value.term,
    meaning: value.meaning,
    ref: refOf(ref, clauses),
  }));
  return {
    ...(variations.length > 0 ? { variations } : {}),
    ...(former.length > 0 ? { former } : {}),
    ...(definitions.length > 0 ? { definitions } : {}),
  };
}

/** A clause that a fact was read from is about the topic of that fact, whatever its words. */
function withTopics(clauses: ReturnType<typeof clausesOf>, understood: Understood) {
  const about = topicsOfFacts(understood);
  return clauses.map((clause) => {
    const topics = about.get(clause.ref);
    return topics === undefined ? clause : { ...clause, topics: { add: [...topics], remove: [] } };
  });
}

const LABEL_AT_MOST = 48;
const WORDS_OF_A_LABEL = 6;

/** References and labels are told apart where the document prints one twice; a paragraph without words is left out. */
function clausesOf(clauses: readonly ReadClause[]) {
  const worded = clauses
    .map((clause) => ({ ...clause, text: (clause.text.trim() || clause.heading || '').trim() }))
    .filter(({ text }) => text !== '');
  const references = makeNamer((ref, times) => `${ref} (${times})`);
  const labels = makeNamer((label, times) => `${label} (${times})`);
  const known = new Set(worded.map(({ ref }) => ref));
  return worded.map(({ ref, part, within, heading, text }) => ({
    ref: references(ref.trim() || 'Paragraph'),
    part: part.trim() || 'Document',
    ...(within !== undefined && within !== ref && known.has(within) ? { within } : {}),
    label: labels(labelOf(heading ?? wordsOfRef(ref), text)),
    says: quotationOf(text),
    verbatim: text,
    hash: wordingHash(text),
  }));
}

/** A reference that is words and no number, `Header: Date` or `Contact`, is what the paragraph is called. */
function wordsOfRef(ref: string): string | undefined {
  return /^(?:[A-Za-z ]+: )?([A-Za-z][A-Za-z ’'&-]{3,40})$/.exec(ref)?.[1];
}

function labelOf(heading: string | undefined, text: string): string {
  const first =
    heading?.trim() ||
    text
      .replace(/^[^\p{L}\p{N}]+/u, '')
      .split(/\s+/)
      .slice(0, WORDS_OF_A_LABEL)
      .join(' ') ||
    text;
  const cut = first.length <= LABEL_AT_MOST ? first : first.slice(0, Math.max(first.lastIndexOf(' ', LABEL_AT_MOST), 12));
  return cut.replace(/[\s,.;:–—-]+$/, '') || text.slice(0, LABEL_AT_MOST);
}

function partiesOf(understood: Understood, clauses: References) {
  const ids = makeNamer((id, times) => `${id}-${times}`);
  return understood.parties
    .filter(({ sure }) => sure !== 'unsure')
    .map(({ value, ref }) => ({ id: ids(slugOf(value.name, 'partner')), ...value, ref: refOf(ref, clauses) }));
}

const NAME_AT_MOST = 60;

function shortTitle(understood: Understood): string {
  const { title, kind } = understood;
  const plain =
    title
      .replace(/\s+/g, ' ')
      .replace(/\s+between\b.*$/i, '')
      .replace(/^the\s+/i, '')
      .trim() || kind.value;
  const place = placeOf(understood);
  const tooLong = plain.length > NAME_AT_MOST;
  if (place !== null && (tooLong || !plain.toLowerCase().includes(place.toLowerCase()))) return `${place} ${kind.value}`;
  const cut = tooLong ? plain.slice(0, Math.max(plain.lastIndexOf(' ', NAME_AT_MOST), 20)) : plain;
  return /[a-z]/.test(cut) ? cut : cut[0] + cut.slice(1).toLowerCase();
}

/** What tells the first council from others, `Isle of Wight`: people call an agreement by its place. */
function placeOf({ parties }: Understood): string | null {
  const first = parties.find(({ value, sure }) => value.kind === 'council' && sure !== 'unsure')?.value.name;
  return (
    /^(?:(?:London|Royal|Metropolitan) Borough of )?(.+?)(?: (?:Metropolitan|Borough|County|City|District|Town))* Council$|^(?:London|Royal) Borough of (.+)$/
      .exec(first ?? '')
      ?.slice(1)
      .find((place) => place !== undefined) ?? null
  );
}

function aboutOf({ kind, parties, isTheAgreement }: Understood): string {
  const names = parties.filter(({ sure }) => sure !== 'unsure').map(({ value }) => value.name);
  const whose =
    names.length === 0
      ? ''
      : ` ${isTheAgreement.value ? 'between' : 'about an agreement between'} ${names.slice(0, -1).join(', ')}${names.length > 1 ? ' and ' : ''}${names.at(-1)}`;
  return `${/^[aeiou]/i.test(kind.value) ? 'An' : 'A'} ${kind.value}${whose}, read from a document.`;
}

function caveatOf({ isTheAgreement, binding, kind }: Understood): string | null {
  if (!isTheAgreement.value) return 'This comes from a report about an agreement, not from the agreement itself.';
  if (binding === null || binding.value || binding.sure === 'unsure') return null;
  return `The ${kind.value} is not legally binding (${binding.ref}).`;
}
