import { dayAt, writeDay } from '../data/days.ts';
import { readReference } from '../data/issue-keys.ts';
import { type Issue, isOpen } from '../data/issues.ts';
import type { Stores } from '../data/stores.ts';
import type { Handler } from './handler.ts';
import { askedAs, noSuchIssue, ownIssue, raiserOf } from './issue-access.ts';
import { addForm, readAddition } from './issue-form.ts';
import { arrival, nameOfOrganisation, ownButtons, ownNumber, privately, standing, whatIsAhead } from './issue-parts.ts';
import { leaveIssueNotices } from './leave-issue-notices.ts';
import type { Button, Message, Part } from './reply.ts';
import type { Request } from './request.ts';

/** Issues shown at once. */
const SHOWN = 5;
/** A message with a reference in it that is longer than this says more than “where is it?”. */
const WITH_REFERENCE_LONGEST = 60;

const ASKS =
  /^\W*(?:so |hi,? |hello,? |please |and )?(?:(?:wh?ere|what|how)(?:['’]?s| is| are)?(?: happening| happened| going on)?(?: (?:with|to|about))? )?my (?:employment |hr |work )?issues?(?: (?:now|got to|going|at|doing))?(?: e-?[a-z0-9]{6})?\W*$/i;
const RAISES =
  /^\W*(?:please |hi,? |hello,? )?(?:(?:how (?:do|can|would) i|can i|could i|i (?:want|need|wish|would like)(?: to)?|i['’]d like to|where (?:do|can) i|help me(?: to)?|to) )?raise (?:(?:it|this)(?: with (?:my|our) (?:own )?(?:employer|hr))?|(?:an? |my )(?:employment |hr |work |workplace |formal )*(?:issue|grievance|matter)(?: with (?:my|our) (?:own )?(?:employer|hr))?)\W*$/i;

/** Whether a message asks after an issue of the asker’s, or is a reference with few words around it. */
export function asksForIssue(text: string): boolean {
  return ASKS.test(text) || (readReference(text) !== null && text.length <= WITH_REFERENCE_LONGEST);
}

/** Whether a message asks for the form in which an issue is raised, and says nothing of the issue itself. */
export function asksToRaise(text: string): boolean {
  return RAISES.test(text);
}

/** “Where is my issue?”: the asker’s own, newest first; for a contact also those they were asked to take up. */
export const myIssues: Handler = async (request, stores) => {
  const own = await ownIssues(request, stores);
  const wanted = request.act.is === 'said' ? readReference(request.act.text) : null;
  const named = wanted === null ? own : own.filter(({ raised }) => raised.reference === wanted);
  const shown = (named.length > 0 ? named : own).slice(0, SHOWN);
  const asked = await issuesAsked(request, stores);
  if (shown.length === 0 && asked.length === 0) return none();
  const parts = [...shown.flatMap((issue) => described(issue, stores)), ...waitingForYou(asked, stores)];
  const buttons = [...shown.flatMap((issue) => ownButtons(issue, shown.length > 1)), ...asked.slice(0, SHOWN).map(showButton)];
  return privately(parts as unknown as Message['parts'], buttons);
};

/** The lines of the Home tab on the asker’s own open issues; nothing at all where there are none. */
export async function homeIssues(request: Request, stores: Stores): Promise<{ parts: Part[]; buttons: Button[] }> {
  if (request.channel !== null) return { parts: [], buttons: [] };
  const own = (await ownIssues(request, stores)).filter(isOpen);
  if (own.length === 0) return { parts: [], buttons: [] };
  const items = own.slice(0, SHOWN).map((issue) => `${issue.raised.reference}: ${standing(issue, stores.partnership)}`);
  return {
    parts: [{ is: 'rule' }, { is: 'heading', text: 'Your own, in confidence' }, { is: 'list', items }],
    buttons: [{ name: 'my-issues', label: 'Where is my issue?', value: {} }],
  };
}

/** Opens the form in which something is added. */
export const openAdd: Handler = async (request, stores) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const found = await ownIssue(request.act.value.i, request, stores);
  if (found === null) return noSuchIssue();
  return isOpen(found.issue) ? { kind: 'form', form: addForm(found.issue.id, found.issue.raised.reference) } : ended(found.issue, stores);
};

/** Adds something to an issue. */
export const addToIssue: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const found = await ownIssue(request.act.context.i, request, stores);
  if (found === null) return noSuchIssue();
  const read = readAddition(request.act.values);
  if (!read.ok) return { kind: 'rejected', problems: { what: read.problem } };
  if (!isOpen(found.issue))
    return { kind: 'rejected', problems: { what: `Nothing was added: it is ${standing(found.issue, stores.partnership)}.` } };
  const { asker, id } = request;
  const added = await found.log.add(found.issue.id, { is: 'added', at: clock.now() }, `${asker.platform} ${id}`, { what: read.what });
  if (added === undefined || !added.counted) return ended(found.issue, stores);
  await leaveIssueNotices(added.issue, stores, clock.now());
  return privately(
    [
      { is: 'heading', text: `Added to ${added.issue.raised.reference}.` },
      { is: 'paragraph', text: 'It is kept, and goes to whoever was asked to take the issue up.' },
    ],
    ownButtons(added.issue),
  );
};

/** Withdraws an issue: what was written is erased, and whoever was asked is told that there is nothing left to do. */
export const withdrawIssue: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const found = await ownIssue(request.act.value.i, request, stores);
  if (found === null) return noSuchIssue();
  const { asker, id } = request;
  const added = await found.log.add(found.issue.id, { is: 'withdrawn', at: clock.now() }, `${asker.platform} ${id}`);
  if (added === undefined || !added.counted) return ended(added?.issue ?? found.issue, stores);
  await leaveIssueNotices(added.issue, stores, clock.now());
  await found.log.erase(added.issue, clock.now());
  const read = added.issue.asked.some(({ deliveredAt }) => deliveredAt !== null)
    ? ' Whoever has read it is told that it is withdrawn.'
    : '';
  return privately(
    [
      { is: 'heading', text: `${added.issue.raised.reference} is withdrawn.` },
      { is: 'paragraph', text: `What you wrote is erased here.${read}` },
    ],
    [],
    'replaced',
  );
};

function ownIssues(request: Request, stores: Stores): Promise<Issue[]> {
  return stores.issues?.ofPerson(raiserOf(request.asker, stores)) ?? Promise.resolve([]);
}

async function issuesAsked(request: Request, stores: Stores): Promise<Issue[]> {
  const open = (await stores.issues?.open()) ?? [];
  return open.filter((issue) => isOpen(issue) && askedAs(issue, request.asker, stores) !== undefined);
}

function described(issue: Issue, { partnership }: Stores): Part[] {
  const { reference, organisation, at } = issue.raised;
  const facts = [
    { name: 'Raised', value: `${writeDay(dayAt(at))}, with ${nameOfOrganisation(organisation, partnership)}` },
    ...(isOpen(issue) ? [{ name: 'Delivery', value: arrival(issue, partnership) }] : []),
    ...(issue.erased ? [{ name: 'What you wrote', value: 'Erased here' }] : []),
  ];
  const ahead: Part[] = issue.state === 'waiting' ? [{ is: 'paragraph', text: whatIsAhead(issue, partnership) }] : [];
  return [{ is: 'heading', text: `${reference}: ${standing(issue, partnership)}.` }, { is: 'facts', facts }, ...ahead];
}

function waitingForYou(asked: readonly Issue[], { partnership }: Stores): Part[] {
  if (asked.length === 0) return [];
  const items = asked.slice(0, SHOWN).map((issue) => `${issue.raised.reference}: ${standing(issue, partnership)}`);
  return [
    { is: 'heading', text: 'You were asked to take up' },
    { is: 'list', items },
  ];
}

function showButton({ id, raised }: Issue): Button {
  return { name: 'show-issue', label: `Show ${raised.reference}`, value: { i: id } };
}

function none(): Message {
  return privately([
    { is: 'heading', text: 'You have no issue with Accord.' },
    { is: 'paragraph', text: 'To raise one with your own employer, say “raise”.' },
  ]);
}

function ended(issue: Issue, { partnership }: Stores): Message {
  return privately([
    { is: 'heading', text: `Nothing was changed: ${issue.raised.reference} is ${standing(issue, partnership)}.` },
    { is: 'paragraph', text: `To take it further: ${ownNumber(issue.raised.organisation, partnership)}` },
  ]);
}
