import { contactKey } from '../data/employment-contacts.ts';
import type { NewStep } from '../data/issue-log.ts';
import { additionsTo, canBeHeld, type Issue } from '../data/issues.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from './handler.ts';
import { type AskedIssue, askedIssue, noSuchIssue } from './issue-access.ts';
import { passOnForm } from './issue-form.ts';
import { contactButtons, contactsLeft, nameOfAsked, privately, standing, wordsParts } from './issue-parts.ts';
import { leaveIssueNotices } from './leave-issue-notices.ts';
import type { Message, Part, Reply } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';

/*
 * What a contact does with an issue they were asked to take up. Who may is looked at each time: a button proves nothing.
 */

/** Takes an issue up: “I have it”. */
export const takeIssue: Handler = (request, stores, clock) =>
  step(request, stores, clock, ({ by }) => ({ is: 'acknowledged', by, at: clock.now() }));

/** Closes an issue. */
export const closeIssue: Handler = (request, stores, clock) =>
  step(request, stores, clock, ({ by }) => ({ is: 'closed', by, at: clock.now() }));

/** The contact keeps what was written elsewhere now: it is erased here, unless something was added that the pressed message does not show. */
export const holdIssue: Handler = async (request, stores, clock) => {
  const found = await askedIssue(carried(request).i, request, stores);
  if (found !== null && canBeHeld(found.issue) && additionsTo(found.issue) > Number(carried(request).n ?? 0))
    return issueForContact(found.issue, stores, [{ is: 'paragraph', text: ADDED_MEANWHILE }]);
  return step(request, stores, clock, ({ by }) => ({ is: 'held', by, at: clock.now() }));
};

const ADDED_MEANWHILE = 'Nothing was erased: something was added meanwhile. Keep that as well, then press the button again.';

/** Shows an issue to a contact again. */
export const showIssue: Handler = async (request, stores) => {
  const found = await askedIssue(carried(request).i, request, stores);
  return found === null ? noSuchIssue() : issueForContact(found.issue, stores);
};

/** Opens the form in which an issue is passed on. */
export const openPassOn: Handler = async (request, stores) => {
  const found = await askedIssue(carried(request).i, request, stores);
  if (found === null) return noSuchIssue();
  const others = othersThan(found, stores);
  if (others.length === 0) return nobodyElse();
  return { kind: 'form', form: passOnForm(found.issue.id, found.issue.raised.reference, others, stores.partnership) };
};

/** Passes an issue on to another contact of the same organisation. */
export const passOnIssue: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values } = request.act;
  const found = await askedIssue(carried(request).i, request, stores);
  if (found === null) return noSuchIssue();
  const to = othersThan(found, stores).find((one) => contactKey(one) === values.to);
  if (to === undefined) return { kind: 'rejected', problems: { to: 'Choose another contact of your organisation.' } };
  return step(request, stores, clock, ({ by }) => ({ is: 'passed on', by, to: contactKey(to), at: clock.now() }));
};

/** An issue as its contact reads it, with what they can do. */
export async function issueForContact(issue: Issue, stores: Stores, before: readonly Part[] = []): Promise<Message> {
  const { partnership } = stores;
  const words = wordsParts((await stores.issues?.wordsOf(issue)) ?? [], issue.raised.name);
  const parts: [Part, ...Part[]] = [
    ...(before as [Part]),
    { is: 'heading', text: `${issue.raised.reference}: ${standing(issue, partnership)}.` },
    ...words,
    { is: 'paragraph', text: ONLY_YOU, tone: 'quiet' },
  ];
  return privately(parts, contactButtons(issue, contactsLeft(issue, stores.partnership).length > 1), 'replaced');
}

const ONLY_YOU =
  'Only the person and the contacts of your organisation who were asked can read this. The other partners, the Director and the team do not know of it.';

async function step(request: Request, stores: Stores, clock: Clock, make: (asked: AskedIssue) => NewStep): Promise<Reply> {
  const found = await askedIssue(carried(request).i, request, stores);
  if (found === null) return noSuchIssue();
  const made = make(found);
  const added = await found.log.add(found.issue.id, made, `${request.asker.platform} ${request.id}`);
  if (added === undefined) return noSuchIssue();
  await leaveIssueNotices(added.issue, stores, clock.now());
  if (added.counted && made.is === 'held') await found.log.erase(added.issue, clock.now());
  const issue = (await found.log.get(found.issue.id)) ?? added.issue;
  const said = added.counted ? done(made, issue, stores) : tooLate(issue, stores);
  return issueForContact(issue, stores, [{ is: 'paragraph', text: said }]);
}

function done(made: NewStep, issue: Issue, { partnership }: Stores): string {
  switch (made.is) {
    case 'acknowledged':
      return 'You have it. The person is told that you have taken it up.';
    case 'closed':
      return 'Closed. The person is told.';
    case 'held':
      return 'What was written is erased here. The reference and the times stay, for the person and your organisation alone.';
    case 'passed on':
      return `Passed on to ${nameOfAsked(made.to, issue, partnership)}. The person is told.`;
    default:
      return 'Done.';
  }
}

function tooLate(issue: Issue, { partnership }: Stores): string {
  return `Nothing was changed: it is ${standing(issue, partnership)}.`;
}

function othersThan({ issue, by }: AskedIssue, stores: Stores) {
  return contactsLeft(issue, stores.partnership).filter((one) => contactKey(one) !== by);
}

function nobodyElse(): Message {
  return privately([
    { is: 'heading', text: 'Your organisation names no other contact who may read this.' },
    { is: 'paragraph', text: 'The administrator of the partnership file can add one.' },
  ]);
}

function carried({ act }: Request): ButtonValue {
  return act.is === 'pressed' ? act.value : act.is === 'submitted' ? act.context : {};
}
