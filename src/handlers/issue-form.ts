import { z } from 'zod';
import { contactKey, nameOfContact } from '../data/employment-contacts.ts';
import { ISSUE_KINDS, type IssueWords, URGENCIES } from '../data/issues.ts';
import type { Contact, Partnership } from '../data/partnership.ts';
import { nameOfOrganisation, ownNumber, PREVIEW, whoReads } from './issue-parts.ts';
import type { Field, Form } from './reply.ts';

/** The most characters of what happened: what every platform’s form takes. */
const WHAT_LONGEST = 3000;
const SHORT_LONGEST = 200;

/** An organisation an issue is for, and who would read it there, in order. */
export type Readers = { organisation: string; contacts: readonly Contact[] };

/** Somebody’s choice of who may read an issue at one organisation. */
export type ChosenReaders = Readers & { leftOut: string[] };

export type ReadIssue =
  | { ok: true; words: IssueWords; name: string; readers: ChosenReaders[] }
  | { ok: false; problems: Record<string, string> };

const EVERYBODY = 'all';
const NOBODY = 'none';

/**
 * The form in which an issue is raised. It says exactly who will read it, and sending it in is the say-so: nothing is kept before.
 * @param known whether the partnership file knows who asks; otherwise they are asked their name
 */
export function issueForm(readers: readonly Readers[], known: boolean, partnership: Partnership): Form {
  const intro = readers.map(({ organisation, contacts }) => whoReads(contacts, organisation, partnership)).join(' ');
  return {
    name: 'raise-issue',
    title: 'Raise an issue',
    previewSafe: PREVIEW,
    intro: `${intro}${readers.length > 1 ? ' Each of them gets an issue of its own, and sees no other.' : ''} Your team, the Director and the other partners will not know. Nothing is stored or sent until you press “Send it”.`,
    fields: [
      choice('kind', 'What is it about?', ISSUE_KINDS),
      { name: 'what', label: 'What happened?', type: 'long-text', required: true, longest: WHAT_LONGEST },
      choice('urgency', 'How urgent is it?', URGENCIES),
      ...(known ? [] : [{ name: 'name', label: 'Your name', type: 'text' as const, required: true, longest: SHORT_LONGEST }]),
      {
        name: 'reach',
        label: 'How can they reach you?',
        hint: 'A private number or address is fine.',
        type: 'text',
        required: false,
        longest: SHORT_LONGEST,
      },
      choice('here', 'May they write to you in this chat?', { yes: 'Yes', no: 'No' }),
      ...readers.map((one) => readersField(one, readers.length > 1, partnership)),
    ],
    submit: 'Send it',
    context: contextOf(readers),
    schema: z.record(z.string(), z.string()),
  };
}

/** What the form carries: the organisations and the contacts it named, to be held against those there are when it is sent in. */
export function contextOf(readers: readonly Readers[]): Record<string, string> {
  const named = readers.map(({ contacts }) => contacts.map(contactKey).join(' ')).join(',');
  return { o: readers.map(({ organisation }) => organisation).join(','), c: named };
}

/** Reads what was filled in. @returns everything needed, or one plain sentence for each field that is not right */
export function readIssueForm(
  values: Readonly<Record<string, string>>,
  readers: readonly Readers[],
  known: boolean,
  partnership: Partnership,
): ReadIssue {
  const problems: Record<string, string> = {};
  const text = (field: string) => (values[field] ?? '').trim();
  const chosen = <K extends string>(field: string, table: Readonly<Record<K, string>>, problem: string): K | undefined => {
    if (Object.hasOwn(table, text(field))) return text(field) as K;
    problems[field] = problem;
    return undefined;
  };
  const kind = chosen('kind', ISSUE_KINDS, 'Choose what it is about.');
  const urgency = chosen('urgency', URGENCIES, 'Choose how urgent it is.');
  const here = chosen('here', { yes: 'Yes', no: 'No' }, 'Choose whether they may write to you here.');
  if (text('what') === '') problems.what = 'Write in a few words what happened.';
  if (text('what').length > WHAT_LONGEST) problems.what = `Keep it to ${WHAT_LONGEST} characters. More can be added afterwards.`;
  if (text('reach').length > SHORT_LONGEST) problems.reach = `Keep it to ${SHORT_LONGEST} characters.`;
  if (here === 'no' && text('reach') === '') problems.reach = 'Give a way to reach you, as they may not write to you here.';
  if (!known && text('name') === '') problems.name = 'Write your name, so that they know whom it is from.';
  const who = readers.map((one) => readReaders(one, text(fieldOf(one)), partnership));
  who.forEach((one, index) => {
    if (typeof one === 'string') problems[fieldOf(readers[index]!)] = one;
  });
  if (kind === undefined || urgency === undefined || Object.keys(problems).length > 0) return { ok: false, problems };
  const reach = text('reach') === '' ? {} : { reach: text('reach') };
  const words: IssueWords = { kind, urgency, what: text('what'), ...reach, here: here === 'yes' };
  return { ok: true, words, name: text('name').slice(0, SHORT_LONGEST), readers: who as ChosenReaders[] };
}

/** The form in which something is added to an issue. */
export function addForm(id: string, reference: string): Form {
  return {
    name: 'add-to-issue',
    title: `Add to ${reference}`,
    previewSafe: PREVIEW,
    intro: 'It goes to whoever was asked to take the issue up, and to nobody else.',
    fields: [{ name: 'what', label: 'What do you want to add?', type: 'long-text', required: true, longest: WHAT_LONGEST }],
    submit: 'Send it',
    context: { i: id },
    schema: z.record(z.string(), z.string()),
  };
}

/** What was typed in `addForm`, or one plain sentence. */
export function readAddition(values: Readonly<Record<string, string>>): { ok: true; what: string } | { ok: false; problem: string } {
  const what = (values.what ?? '').trim();
  if (what === '') return { ok: false, problem: 'Write what you want to add.' };
  return what.length > WHAT_LONGEST ? { ok: false, problem: `Keep it to ${WHAT_LONGEST} characters.` } : { ok: true, what };
}

/** The form in which a contact passes an issue on: to another contact of the same organisation. */
export function passOnForm(id: string, reference: string, others: readonly Contact[], partnership: Partnership): Form {
  const options = others.map((one) => ({ value: contactKey(one), label: nameOfContact(one, partnership) }));
  return {
    name: 'pass-on-issue',
    title: `Pass on ${reference}`,
    previewSafe: PREVIEW,
    intro: 'Only to another contact of your organisation. The person who raised it is told.',
    fields: [{ name: 'to', label: 'To whom?', type: 'choice', options, required: true, longest: SHORT_LONGEST }],
    submit: 'Pass it on',
    context: { i: id },
    schema: z.record(z.string(), z.string()),
  };
}

function choice(name: string, label: string, table: Readonly<Record<string, string>>): Field {
  const options = Object.entries(table).map(([value, shown]) => ({ value, label: shown }));
  return { name, label, type: 'choice', options, required: true, longest: SHORT_LONGEST };
}

function fieldOf({ organisation }: Readers): string {
  return `readers-${organisation}`;
}

/** Who may read it, and the question whether one of them is involved, in one: the choice says exactly who is left. */
function readersField(readers: Readers, oneOfSeveral: boolean, partnership: Partnership): Field {
  const { organisation, contacts } = readers;
  const names = contacts.map((one) => nameOfContact(one, partnership));
  const several = names.length > 1;
  const at = oneOfSeveral ? ` at ${nameOfOrganisation(organisation, partnership)}` : '';
  return {
    name: fieldOf(readers),
    label: `Who may read it${at}?`,
    hint: several
      ? `${names.join(', then ')}. Is one of these people involved in what happened? Then leave them out.`
      : `Is ${names[0]} involved in what happened? Then say so here.`,
    type: 'choice',
    options: [
      { value: EVERYBODY, label: several ? 'Each of them, in that order' : `Only ${names[0]}` },
      ...(several ? names.map((name, index) => ({ value: `not-${index}`, label: `Leave out ${name}` })) : []),
      { value: NOBODY, label: several ? 'None of them: all are involved' : `Not ${names[0]}, who is involved` },
    ],
    required: true,
    longest: SHORT_LONGEST,
  };
}

function readReaders({ organisation, contacts }: Readers, chosen: string, partnership: Partnership): ChosenReaders | string {
  if (chosen === EVERYBODY) return { organisation, contacts, leftOut: [] };
  if (chosen === NOBODY) return `Then nobody may read it here. ${ownNumber(organisation, partnership)} Nothing was stored or sent.`;
  const out = contacts.find((_, index) => chosen === `not-${index}`);
  if (out === undefined || contacts.length < 2) return 'Choose who may read it.';
  return { organisation, contacts: contacts.filter((one) => one !== out), leftOut: [contactKey(out)] };
}
