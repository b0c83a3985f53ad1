import { dayAt, writeDay, writeWeekday } from '../data/days.ts';
import { contactBy, contactKey, contactsOf, nameOfContact, organisationCalled } from '../data/employment-contacts.ts';
import { deadlineOf } from '../data/issue-deadline.ts';
import { additionsTo, canBeHeld, ISSUE_KINDS, type Issue, type IssueWords, isOpen, URGENCIES, wasAsked } from '../data/issues.ts';
import type { Contact, Partnership } from '../data/partnership.ts';
import { type Button, type Message, message, type Part } from './reply.ts';

/** All that a notification or a subject line says of anything to do with an issue. */
export const PREVIEW = 'Accord: something for you to read';

/** A message for one person alone, of which a notification shows nothing. */
export function privately(parts: Message['parts'], buttons: readonly Button[] = [], pressed?: Message['pressed']): Message {
  return { ...message('asker', parts, buttons, pressed), previewSafe: PREVIEW };
}

/** The name of an organisation. */
export function nameOfOrganisation(id: string, partnership: Partnership): string {
  return organisationCalled(id, partnership)?.name ?? id;
}

/** “Hugo Harbour”, “Hugo Harbour, then CCG employment team”. */
export function inOrder(contacts: readonly Contact[], partnership: Partnership): string {
  return contacts.map((one) => nameOfContact(one, partnership)).join(', then ');
}

/** What an asked contact is called, also when they are one no more. */
export function nameOfAsked(key: string, issue: Issue, partnership: Partnership): string {
  const { organisation } = issue.raised;
  const contact = contactBy(key, organisation, partnership);
  return contact === undefined
    ? `a former contact of ${nameOfOrganisation(organisation, partnership)}`
    : nameOfContact(contact, partnership);
}

/** Exactly who reads an issue, before it is sent. */
export function whoReads(contacts: readonly Contact[], organisation: string, partnership: Partnership): string {
  const [first, ...others] = contacts.map((one) => nameOfContact(one, partnership));
  const then =
    others.length === 0
      ? ''
      : ` If it is not taken up within two working days, ${others.join(', then ')} ${others.length > 1 ? 'are' : 'is'} asked.`;
  return `At ${nameOfOrganisation(organisation, partnership)}, only ${first}, who takes employment issues there, will read it.${then}`;
}

/** The organisation’s own way to be reached, said where no contact is left. */
export function ownNumber(organisation: string, partnership: Partnership): string {
  const own = organisationCalled(organisation, partnership);
  const number = own?.employmentPhone ?? own?.phone;
  const name = nameOfOrganisation(organisation, partnership);
  return number === undefined ? `Ring ${name} and ask for its HR team.` : `Ring ${name} on ${number} and ask for its HR team.`;
}

/** Where an issue stands, as one line. */
export function standing(issue: Issue, partnership: Partnership): string {
  const current = issue.asked.at(-1);
  if (issue.state === 'withdrawn') return `withdrawn on ${writeDay(dayAt(issue.endedAt!))}`;
  if (issue.state === 'closed') return `closed on ${writeDay(dayAt(issue.endedAt!))}`;
  if (issue.state === 'taken up') return `taken up by ${nameOfAsked(issue.holder!, issue, partnership)}`;
  if (issue.exhausted || current === undefined) return 'nobody has taken it up';
  return `waiting for ${nameOfAsked(current.contact, issue, partnership)}`;
}

/** The contacts an issue may still go to, in order: those of its organisation who are not left out. */
export function contactsLeft({ raised }: Issue, partnership: Partnership): Contact[] {
  return contactsOf(raised.organisation, partnership).filter((one) => !raised.leftOut.includes(contactKey(one)));
}

/** What is ahead for an issue that waits. */
export function whatIsAhead(issue: Issue, partnership: Partnership): string {
  const current = issue.asked.at(-1);
  const { organisation } = issue.raised;
  if (current === undefined || issue.exhausted) return ownNumber(organisation, partnership);
  const { on } = deadlineOf(current.at, organisation, partnership);
  const name = nameOfAsked(current.contact, issue, partnership);
  const next = contactsLeft(issue, partnership).find((one) => !wasAsked(issue, contactKey(one)));
  const then =
    next === undefined
      ? 'if they do not, you are told, and nobody else.'
      : `then ${nameOfContact(next, partnership)} is asked, and nobody else.`;
  return `${name} at ${nameOfOrganisation(organisation, partnership)} has until ${writeWeekday(on)} to take it up; ${then}`;
}

/** Whether it has reached whom it was sent to. Never said before it has. */
export function arrival(issue: Issue, partnership: Partnership): string {
  const current = issue.asked.at(-1);
  if (current === undefined) return 'Not sent to anybody';
  const name = nameOfAsked(current.contact, issue, partnership);
  return current.deliveredAt === null
    ? `Kept safe, on its way to ${name}`
    : `Delivered to ${name} on ${writeDay(dayAt(current.deliveredAt))}`;
}

/** What the person who raised it can do with it. */
export function ownButtons(issue: Issue, labelled = false): Button[] {
  if (!isOpen(issue)) return [];
  const value = { i: issue.id };
  const which = labelled ? ` ${issue.raised.reference}` : '';
  return [
    { name: 'add-to-issue', label: labelled ? `Add to${which}` : 'Add something', value, opensForm: true },
    { name: 'withdraw-issue', label: labelled ? `Withdraw${which}` : 'Withdraw it', value },
  ];
}

/** What a contact who was asked can do with it. */
export function contactButtons(issue: Issue, canPassOn: boolean): Button[] {
  const value = { i: issue.id };
  const buttons: Button[] = [];
  if (issue.state === 'waiting') buttons.push({ name: 'take-issue', label: 'I have it', value, style: 'primary' });
  if (isOpen(issue) && canPassOn && !issue.erased) buttons.push({ name: 'pass-on-issue', label: 'Pass on', value, opensForm: true });
  if (canBeHeld(issue) && !issue.erased)
    buttons.push({ name: 'hold-issue', label: 'Kept elsewhere: erase it here', value: { ...value, n: String(additionsTo(issue)) } });
  if (isOpen(issue)) buttons.push({ name: 'close-issue', label: 'Closed', value });
  return buttons;
}

/** What was written, as a contact and the person themselves read it. */
export function wordsParts(written: readonly { at: string; words: IssueWords }[], name: string): Part[] {
  if (written.length === 0) return [{ is: 'paragraph', text: 'What was written is not held here any more.' }];
  const before: Part[] = isAddition(written[0]!.words)
    ? [{ is: 'paragraph', text: 'What was written before is not held here any more.' }]
    : [];
  const parts = written.flatMap(({ at, words }): Part[] => {
    if (isAddition(words)) return [{ is: 'paragraph', text: `Added on ${writeDay(dayAt(at))}: ${words.what}` }];
    const facts = [
      { name: 'From', value: name },
      { name: 'Kind', value: ISSUE_KINDS[words.kind ?? 'other'] },
      { name: 'How urgent', value: URGENCIES[words.urgency ?? 'no-hurry'] },
      { name: 'How to reach them', value: words.reach ?? 'Not said' },
      { name: 'May be contacted here', value: words.here === true ? 'Yes' : 'No' },
    ];
    return [
      { is: 'facts', facts },
      { is: 'paragraph', text: words.what },
    ];
  });
  return [...before, ...parts];
}

function isAddition({ kind }: IssueWords): boolean {
  return kind === undefined;
}
