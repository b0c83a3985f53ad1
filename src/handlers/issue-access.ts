import { contactKey, contactsOf, isOwnAccount } from '../data/employment-contacts.ts';
import type { IssueLog } from '../data/issue-log.ts';
import { type Issue, wasAsked } from '../data/issues.ts';
import { type Account, findPerson, idsOf } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { privately } from './issue-parts.ts';
import type { Message } from './reply.ts';
import type { Request } from './request.ts';

/** An issue with what the asker is to it: who raised it, or a contact who was asked (by their key). Nobody else gets this far. */
export type OwnIssue = { log: IssueLog; issue: Issue };
export type AskedIssue = OwnIssue & { by: string };

/** Who somebody is to the issues they raise: by e-mail where the partnership file knows them. */
export function raiserOf(account: Account, { partnership }: Pick<Stores, 'partnership'>) {
  const platform = account.platform === 'terminal' ? 'local' : account.platform;
  return { email: findPerson(partnership, account)?.email ?? null, account: { platform, id: account.id } } as const;
}

/** The issue with this id, if the asker raised it. */
export async function ownIssue(id: string | undefined, request: Request, stores: Stores): Promise<OwnIssue | null> {
  const found = await find(id, stores);
  return found !== null && raisedBy(found.issue, request.asker, stores) ? found : null;
}

/** The issue with this id, if the asker is a contact of its organisation who was asked to take it up. */
export async function askedIssue(id: string | undefined, request: Request, stores: Stores): Promise<AskedIssue | null> {
  const found = await find(id, stores);
  const by = found === null ? undefined : askedAs(found.issue, request.asker, stores);
  return found === null || by === undefined ? null : { ...found, by };
}

/** The key by which the asker was asked to take an issue up; undefined for everybody else. */
export function askedAs(issue: Issue, asker: Account, { partnership }: Stores): string | undefined {
  if (raisedBy(issue, asker, { partnership })) return undefined;
  return contactsOf(issue.raised.organisation, partnership)
    .filter((contact) => isOwnAccount(contact, asker, partnership))
    .map(contactKey)
    .find((key) => wasAsked(issue, key) && !issue.raised.leftOut.includes(key));
}

/** Said alike of an issue that is not there and of one that is not the asker’s: it does not tell which. */
export function noSuchIssue(): Message {
  return privately([
    { is: 'heading', text: 'There is no issue here for you under that reference.' },
    { is: 'paragraph', text: 'Ask “where is my issue?” to see your own.' },
  ]);
}

function raisedBy({ raised }: Issue, asker: Account, { partnership }: Pick<Stores, 'partnership'>): boolean {
  const person = findPerson(partnership, asker);
  if (person !== undefined && person.email === raised.email) return true;
  return asker.platform === raised.account.platform && idsOf(asker).includes(raised.account.id);
}

async function find(id: string | undefined, { issues }: Stores): Promise<OwnIssue | null> {
  const issue = id === undefined || issues === null ? undefined : await issues.get(id);
  return issue === undefined ? null : { log: issues!, issue };
}
