import type { AgreementRecord } from './agreement-record.ts';
import { type Day, writeDay } from './days.ts';
import { datesIn } from './read-dates-in-words.ts';

/** How a fact is written by hand. `options` are the only values it may take. */
export type FactForm =
  | { is: 'day' | 'months' | 'day of a year' | 'text' }
  | { is: 'choice'; options: readonly { value: string; label: string }[] };

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];
const STATES = ['draft', 'proposed', 'recommended', 'in force', 'ended'];

type Known = { name: string; form: FactForm };

/** Facts of which an agreement has one, by their path in the record. */
const SINGLE: Readonly<Record<string, Known>> = {
  name: { name: 'What people call it', form: { is: 'text' } },
  'document.kind': { name: 'Kind of document', form: { is: 'text' } },
  'document.on': { name: 'Date of the document', form: { is: 'day' } },
  'standing.state': { name: 'State', form: { is: 'choice', options: STATES.map((value) => ({ value, label: value })) } },
  'standing.isTheAgreement': { name: 'Is the agreement itself', form: { is: 'choice', options: YES_OR_NO } },
  'standing.binding': { name: 'Legally binding', form: { is: 'choice', options: YES_OR_NO } },
  'facts.startsOn': { name: 'Start', form: { is: 'day' } },
  'facts.endsOn': { name: 'End', form: { is: 'day' } },
  'facts.reviewOn': { name: 'Review', form: { is: 'day' } },
  'facts.reviewRule': { name: 'Review, in the document’s words', form: { is: 'text' } },
  'facts.noticeMonths': { name: 'Notice, in months', form: { is: 'months' } },
  'facts.noticeRule': { name: 'Notice, in the document’s words', form: { is: 'text' } },
  'facts.noticeExpiresOn': { name: 'Notice ends only on', form: { is: 'day of a year' } },
};

/** Facts of which an agreement may have several, by the list they stand in. */
const SEVERAL: Readonly<Record<string, Known>> = {
  parties: { name: 'Partner', form: { is: 'text' } },
  'facts.posts': { name: 'Post', form: { is: 'text' } },
  'facts.shares': { name: 'Share or cap', form: { is: 'text' } },
  duties: { name: 'Duty', form: { is: 'text' } },
};

/** The list a fact stands in: `duties` of `duties.monthly-report`; undefined for a fact of which there is one. */
export function listOf(fact: string): string | undefined {
  return Object.keys(SEVERAL).find((list) => fact.startsWith(`${list}.`));
}

function known(fact: string): Known | undefined {
  return SINGLE[fact] ?? SEVERAL[listOf(fact) ?? ''];
}

/** What a fact is called, as on a form: “Notice, in months”. */
export function nameOfFact(fact: string): string {
  return known(fact)?.name ?? fact;
}

/** How a fact is written by hand. */
export function formOfFact(fact: string): FactForm {
  return known(fact)?.form ?? { is: 'text' };
}

/** The facts a person may add, because none was read, or because there may be several: `facts.endsOn`, `parties.new`. */
export function missingFacts({ guesses = [] }: AgreementRecord): string[] {
  const read = new Set(guesses.map(({ fact }) => fact));
  return [...Object.keys(SINGLE).filter((fact) => !read.has(fact)), ...Object.keys(SEVERAL).map((list) => `${list}.new`)];
}

/** Whether a fact may be added. */
export function isMissingFact(draft: AgreementRecord, fact: string): boolean {
  return missingFacts(draft).includes(fact);
}

/** A fact’s value as a person reads it: “31 March 2027”, “Yes”. */
export function writeFact(fact: string, value: string | number | boolean): string {
  const form = formOfFact(fact);
  if (form.is === 'day' && typeof value === 'string') return writeDay(value);
  if (form.is === 'day of a year' && typeof value === 'string') return writeDay(`2000-${value}`).replace(/ 2000$/, '');
  return form.is === 'choice' ? (form.options.find((one) => one.value === String(value))?.label ?? String(value)) : String(value);
}

export type CorrectedValue = string | number | boolean;
type Corrected = { ok: true; value: CorrectedValue } | { ok: false; sentence: string };

/** What a person typed for a fact, as the record keeps it. A date may be written out; one that can be read in two ways is refused. */
export function readCorrection(fact: string, typed: string): Corrected {
  const text = typed.replace(/\s+/g, ' ').trim();
  if (text === '') return refuse('Write what it should be, or strike it out.');
  const form = formOfFact(fact);
  switch (form.is) {
    case 'day':
      return readDay(text);
    case 'months':
      return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 120
        ? { ok: true, value: Number(text) }
        : refuse('Write the notice as a number of months from 1 to 120.');
    case 'day of a year':
      return readDayOfYear(text);
    case 'choice':
      return readChoice(fact, form.options, text);
    case 'text':
      return text.length <= 2000 ? { ok: true, value: text } : refuse('Write it in 2,000 letters or fewer.');
    default:
      return form satisfies never;
  }
}

/** A date as people write it. @returns both readings of one that can be read either way, in a sentence */
export function readDay(text: string): { ok: true; value: Day } | { ok: false; sentence: string } {
  const [date, ...more] = datesIn(text);
  if (date?.is !== 'day' || more.length > 0 || date.words.length < text.length - 1)
    return refuse('Write the day like 31 March 2027 or 2027-03-31.');
  if (!date.ambiguous) return { ok: true, value: date.on };
  const [year, month, day] = date.on.split('-');
  const other = `${year}-${day}-${month}`;
  return refuse(`“${text}” may be ${writeDay(date.on)} or ${writeDay(other)}: write ${date.on} or ${other}.`);
}

function readDayOfYear(text: string): Corrected {
  const dashed = /^(\d{2}-\d{2})$/.exec(text);
  const [date] = datesIn(text);
  const found =
    dashed && !Number.isNaN(Date.parse(`2000-${dashed[1]}`)) ? dashed[1] : date?.is === 'day of the year' ? date.monthDay : undefined;
  return found === undefined ? refuse('Write the day of the year like 31 March.') : { ok: true, value: found };
}

function readChoice(fact: string, options: readonly { value: string; label: string }[], text: string): Corrected {
  const wanted = text.toLowerCase();
  const found = options.find(({ value, label }) => [value, label.toLowerCase()].includes(wanted));
  if (found === undefined) return refuse(`Use one of: ${options.map(({ label }) => label).join(', ')}.`);
  return { ok: true, value: fact === 'standing.state' ? found.value : found.value === 'true' };
}

function refuse(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}
