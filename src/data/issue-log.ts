import { z } from 'zod';
import { referenceOf, SealBroken } from './issue-keys.ts';
import { entries, ISSUE_RECORDS, recordOf, type Vault } from './issue-vault.ts';
import {
  additionsTo,
  type Issue,
  type IssueStep,
  type IssueWords,
  issueStep,
  issueWords,
  type LaterStep,
  newIssue,
  type Raised,
  withStep,
} from './issues.ts';
import { type KeyValue, StoreBroken } from './key-value.ts';

/*
 * Employment issues as they are kept, every value sealed:
 *   issue:log:<id>:<number>        one step each
 *   issue:words:<id>:<step id>     what was written with a step, until it is erased
 *   issue:person:<name>:<number>   the ids of the issues somebody raised
 *   issue:reference:<name>:<number> which issue a reference belongs to: the first
 *   issue:open:<id>                the issues that are still to be looked after
 * Ids and names are keyed hashes.
 */

/** What is known of an issue when it is raised, but for its reference. */
export type NewIssue = Omit<Raised, 'is' | 'reference' | 'id'>;

/** A later step, without the id that it gets from its request. */
export type NewStep = LaterStep extends infer S ? (S extends LaterStep ? Omit<S, 'id'> : never) : never;

/** What was written with one step. */
export type Written = { at: string; words: IssueWords };

export type IssueLog = {
  vault: Vault;
  /** Keeps an issue, once for each request: a repeat gives the issue as it stands. */
  raise(issue: NewIssue, words: IssueWords, requestId: string): Promise<Issue>;
  /** Adds a step, once for each request. `counted` is false when it came too late. Undefined when there is no such issue. */
  add(id: string, step: NewStep, requestId: string, words?: IssueWords): Promise<{ issue: Issue; counted: boolean } | undefined>;
  get(id: string): Promise<Issue | undefined>;
  /** The issue that a request has raised, if it did. */
  ofRequest(requestId: string): Promise<Issue | undefined>;
  /** What was written, in order; empty once it was erased. */
  wordsOf(issue: Issue): Promise<Written[]>;
  /** The issues somebody raised, newest first. */
  ofPerson(who: Pick<Raised, 'email' | 'account'>): Promise<Issue[]>;
  /** The issues that are still to be looked after: not ended, or not erased yet. */
  open(): Promise<Issue[]>;
  /** Their ids, with those of issues that were begun and never came to be. */
  openIds(): Promise<string[]>;
  /** Erases what was written. The steps stay. */
  erase(issue: Issue, at: string): Promise<void>;
  /** Takes away what is left of issues that were begun before then and never came to be, because of a crash. */
  sweep(before: string): Promise<void>;
  /** Takes away every issue somebody raised, for a request under data protection law. @returns how many there were */
  forget(who: Pick<Raised, 'email' | 'account'>): Promise<number>;
};

const REFERENCES_TRIED = 20;
const ISSUES_OF_A_PERSON = 500;

/** The issues in a store. */
export function openIssueLog(store: KeyValue, vault: Vault): IssueLog {
  const { name, secret } = vault;
  const { read, put, append } = sealedStore(store, vault);
  const keyOfWords = (id: string, step: string) => keyOf('words', id, step);

  /** The id under this reference, if it is still to be had: two requests that come to the same one do not share it. */
  const takeReference = async (id: string) => {
    for (let attempt = 0; attempt < REFERENCES_TRIED; attempt++) {
      const reference = referenceOf(secret, id, attempt);
      if ((await append(keyOf('reference', name('reference', reference)), id, id)) === 1) return reference;
    }
    throw new Error('no reference is free');
  };

  const removeAll = async (list: string) => {
    for await (const { key } of entries(store, `${list}:`)) await store.delete(key);
  };

  const log: IssueLog = {
    vault,
    async raise(issue, words, requestId) {
      const id = name('issue', requestId);
      const known = await log.get(id);
      if (known !== undefined) return known;
      const step = name('step', requestId);
      const reference = await takeReference(id);
      await put(keyOf('open', id), issue.at);
      await put(keyOfWords(id, step), issueWords.parse(words));
      await append(keyOf('person', name('person', whoOf(issue))), id, id);
      // Last, so that an issue that is there is there with all of it.
      await append(keyOf('log', id), issueStep.parse({ is: 'raised', ...issue, reference, id: step }), step);
      return (await log.get(id))!;
    },
    async add(id, step, requestId, words) {
      if ((await log.get(id)) === undefined) return undefined;
      const stepId = name('step', `${id} ${requestId}`);
      if (words !== undefined) await put(keyOfWords(id, stepId), issueWords.parse(words));
      const number = await append(keyOf('log', id), issueStep.parse({ ...step, id: stepId }), stepId);
      const issue = (await log.get(id))!;
      return { issue, counted: issue.history[number - 1]!.counted };
    },
    async get(id) {
      let issue: Issue | undefined;
      for await (const { key, value } of entries(store, `${keyOf('log', id)}:`)) {
        const step: IssueStep = read(key, value, issueStep);
        issue = issue === undefined ? newIssue(id, step as Raised) : withStep(issue, step as LaterStep);
      }
      return issue;
    },
    ofRequest: (requestId) => log.get(name('issue', requestId)),
    async wordsOf({ id, history }) {
      const found: Written[] = [];
      for (const { step, counted } of history) {
        const value = counted && (step.is === 'raised' || step.is === 'added') ? await store.get(keyOfWords(id, step.id)) : undefined;
        if (value !== undefined) found.push({ at: step.at, words: read(keyOfWords(id, step.id), value, issueWords) });
      }
      return found;
    },
    async ofPerson(who) {
      const list = `${keyOf('person', name('person', whoOf(who)))}:`;
      const ids = (await store.list(list, ISSUES_OF_A_PERSON)).map(({ key, value }) => read(key, value, text));
      const issues = await Promise.all(ids.reverse().map((id) => log.get(id)));
      return issues.filter((one) => one !== undefined);
    },
    async open() {
      const found = await Promise.all((await log.openIds()).map((id) => log.get(id)));
      return found.filter((one) => one !== undefined);
    },
    async openIds() {
      const found: string[] = [];
      for await (const { key } of entries(store, `${keyOf('open')}:`)) found.push(key.slice(keyOf('open').length + 1));
      return found;
    },
    async erase(issue, at) {
      // Only what the issue holds as it is given: what is added meanwhile is still to be read.
      for (const { step } of issue.history) await store.delete(keyOfWords(issue.id, step.id));
      if (issue.endedAt !== null) await removeAll(keyOf('words', issue.id));
      await log.add(issue.id, { is: 'erased', at }, `erased ${additionsTo(issue)}`);
      if (issue.endedAt !== null) await store.delete(keyOf('open', issue.id));
    },
    async sweep(before) {
      for await (const { key, value } of entries(store, `${keyOf('open')}:`)) {
        const id = key.slice(keyOf('open').length + 1);
        if (read(key, value, text) >= before || (await log.get(id)) !== undefined) continue;
        await removeAll(keyOf('words', id));
        await store.delete(key);
      }
    },
    async forget(who) {
      const issues = await log.ofPerson(who);
      for (const { id } of issues) {
        await removeAll(keyOf('words', id));
        await removeAll(keyOf('log', id));
        await store.delete(keyOf('open', id));
      }
      await removeAll(keyOf('person', name('person', whoOf(who))));
      return issues.length;
    },
  };
  return log;
}

const text = z.string();

/** Reading and writing sealed values. */
function sealedStore(store: KeyValue, { keys }: Vault) {
  const seal = (record: string, value: unknown) => keys.seal(JSON.stringify(value), record);
  return {
    read<T>(key: string, sealed: string, schema: z.ZodType<T>): T {
      try {
        return schema.parse(JSON.parse(keys.open(sealed, recordOf(key))));
      } catch (error) {
        // Without the complaint of a schema, which quotes what it was given.
        throw new StoreBroken('make sense of a record of an employment issue', error instanceof SealBroken ? error : undefined);
      }
    },
    put: (key: string, value: unknown) => store.set(key, seal(recordOf(key), value)),
    append: (list: string, value: unknown, id: string) => store.append(`${list}:`, seal(list, value), id),
  };
}

function keyOf(...parts: string[]): string {
  return ISSUE_RECORDS + parts.join(':');
}

/** Who somebody is to the log: the same person on every platform, as far as the partnership file joins their accounts. */
function whoOf({ email, account }: Pick<Raised, 'email' | 'account'>): string {
  return email ?? `${account.platform}:${account.id}`;
}
