import { contactBy, recipientOf } from '../data/employment-contacts.ts';
import { deadlineOf, hasPassed } from '../data/issue-deadline.ts';
import { openNotice } from '../data/issue-vault.ts';
import { type Issue, type IssueStep, isOpen } from '../data/issues.ts';
import { type Notice, type Recipient, recipientKey } from '../data/outbox.ts';
import type { Stores } from '../data/stores.ts';
import { issueForContact } from './handle-issue.ts';
import { nameOfAsked, nameOfOrganisation, ownButtons, ownNumber, PREVIEW, privately, whatIsAhead, wordsParts } from './issue-parts.ts';
import { askingRequest, issueNotice, raiser } from './leave-issue-notices.ts';
import { type Message, message, type Part } from './reply.ts';
import type { Told } from './tell-notice.ts';

/**
 * Puts a sealed notice into words, as things stand when it is delivered.
 * @returns null when there is nothing left to tell: it was withdrawn or erased, or whom it was for is no contact any more
 */
export async function tellIssue({ to, about }: Notice & { about: { is: 'private' } }, stores: Stores): Promise<Told | null> {
  const { issues, partnership } = stores;
  if (issues === null) return null;
  const { issue: id, step: stepId, contact } = issueNotice.parse(openNotice(about.sealed, issues.vault));
  const issue = await issues.get(id);
  const step = issue?.history.find((one) => one.step.id === stepId)?.step;
  if (issue === undefined || step === undefined) return null;
  const known = contact === null ? undefined : contactBy(contact, issue.raised.organisation, partnership);
  if (contact !== null && (known === undefined || issue.raised.leftOut.includes(contact))) return null;
  // Held against the address once more: what is sealed for one account is said at no other.
  const meant = known === undefined ? raiser(issue.raised) : recipientOf(known, partnership);
  if (recipientKey(meant) !== recipientKey(to)) return null;
  const byMail = to.is === 'account' && to.platform === 'email';
  // Withdrawn before it came to them: nobody hears of what they never had.
  if (contact !== null && step.is === 'withdrawn' && !(await hasCome(issue, contact, to, stores))) return null;
  const words = contact === null ? toPerson(issue, step, stores) : await toContact(issue, step, byMail, stores);
  if (words === null) return null;
  const mail = contact === null ? null : await toContact(issue, step, true, stores);
  return { message: { ...words, pressed: 'stays' }, previewSafe: PREVIEW, ...(mail === null ? {} : { byMail: mail }) };
}

async function hasCome(issue: Issue, contact: string, to: Recipient, { notices }: Stores): Promise<boolean> {
  const request = askingRequest(issue, contact);
  return request !== undefined && (await notices.outcomeOf('private', to, request))?.outcome === 'sent';
}

/** What an employment contact is sent to see that they can be reached. */
export function contactTest(organisation: string, { partnership }: Pick<Stores, 'partnership'>): Message {
  return message('asker', [
    { is: 'heading', text: 'This is a test: there is nothing to do.' },
    {
      is: 'paragraph',
      text: `Employment issues for ${nameOfOrganisation(organisation, partnership)} would reach you here. Whoever runs Accord asked for this message, to see that it arrives.`,
    },
  ]);
}

async function toContact(issue: Issue, step: IssueStep, byMail: boolean, stores: Stores): Promise<Message | null> {
  const { reference, organisation, name } = issue.raised;
  if (step.is === 'withdrawn') {
    return privately([
      { is: 'heading', text: `${reference} is withdrawn by the person who raised it.` },
      { is: 'paragraph', text: 'There is nothing left to do.' },
    ]);
  }
  const written = (await stores.issues?.wordsOf(issue)) ?? [];
  if (!isOpen(issue) || written.length === 0) return null;
  const before: Part[] =
    step.is === 'added'
      ? [{ is: 'heading', text: `Something was added to ${reference}.` }]
      : [{ is: 'paragraph', text: `An employment issue for ${nameOfOrganisation(organisation, stores.partnership)}, and nobody else.` }];
  if (!byMail) return issueForContact(issue, stores, before);
  const words = wordsParts(written, name);
  return privately([
    ...before,
    { is: 'heading', text: reference },
    ...words,
    { is: 'paragraph', text: BY_MAIL },
  ] as unknown as Message['parts']);
}

const BY_MAIL =
  'Please take it up with the person directly. This message takes no answer, so Accord cannot know that you have it: if your organisation names another contact, they are asked in two working days. Where Accord reaches you in Slack or Teams, you can say there that you have it.';

function toPerson(issue: Issue, step: IssueStep, { partnership }: Stores): Message | null {
  const { reference, organisation } = issue.raised;
  const name = (key: string) => nameOfAsked(key, issue, partnership);
  const own = nameOfOrganisation(organisation, partnership);
  const say = (heading: string, text: string) =>
    privately(
      [
        { is: 'heading', text: heading },
        { is: 'paragraph', text },
      ],
      ownButtons(issue),
    );
  switch (step.is) {
    case 'raised':
      return issue.state === 'withdrawn'
        ? null
        : say(`Received: ${reference}.`, `${whatIsAhead(issue, partnership)} Ask “where is my issue?” here at any time.`);
    case 'delivered':
      return isOpen(issue) ? say(`${reference} has been delivered to ${name(step.to)}.`, 'You are told when it is taken up.') : null;
    case 'acknowledged':
      return say(`${reference} is taken up by ${name(step.by)}.`, `They are at ${own}. What happens next is between you and them.`);
    case 'passed on':
      return say(`${reference} is passed on to ${name(step.to)}.`, `They are at ${own} too. ${waitsFor(issue, step.to, partnership)}`);
    case 'escalated':
      return say(
        `${reference} now goes to ${name(step.to)}.`,
        `${whyNext(issue, step, partnership)} ${waitsFor(issue, step.to, partnership)}`,
      );
    case 'exhausted':
      return say(
        `Nobody at ${own} has taken up ${reference}.`,
        `${whoWasAsked(issue)} ${ownNumber(organisation, partnership)} Nobody else was told.`,
      );
    case 'closed':
      return say(
        `${reference} is closed by ${name(step.by)}.`,
        `If it is not settled: ${ownNumber(organisation, partnership)} Or say “raise” again.`,
      );
    case 'held':
      return say(
        `What you wrote in ${reference} is erased here.`,
        `${name(step.by)} at ${own} keeps it now. The reference and the times stay here, for you and ${own} alone.`,
      );
    case 'added':
    case 'withdrawn':
    case 'erased':
      return null;
    default:
      return step satisfies never;
  }
}

/** Why another contact is asked: nobody took it up in time, or whoever had it is a contact no more. */
function whyNext(issue: Issue, { to, at }: { to: string; at: string }, partnership: Stores['partnership']): string {
  const { organisation } = issue.raised;
  const before = issue.asked[issue.asked.findIndex(({ contact }) => contact === to) - 1];
  if (before !== undefined && !hasPassed(deadlineOf(before.at, organisation, partnership), at))
    return 'Whoever was asked before takes no issues there any more.';
  return before !== undefined && before.deliveredAt === null
    ? `It could not be delivered to ${nameOfAsked(before.contact, issue, partnership)}.`
    : 'It was not taken up within two working days.';
}

/** Whether everybody was asked in vain, or it never came to some of them. */
function whoWasAsked({ asked }: Issue): string {
  const reached = asked.filter(({ deliveredAt }) => deliveredAt !== null);
  if (reached.length === asked.length) return 'Every contact there was asked.';
  return reached.length === 0 ? 'None of the contacts there could be reached.' : 'Not every contact there could be reached.';
}

function waitsFor(issue: Issue, contact: string, partnership: Stores['partnership']): string {
  return issue.state === 'waiting' && issue.asked.at(-1)?.contact === contact ? whatIsAhead(issue, partnership) : '';
}
