import { randomBytes } from 'node:crypto';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import type { Day } from '../../src/data/days.ts';
import { makeIssueKeys } from '../../src/data/issue-keys.ts';
import { openVault } from '../../src/data/issue-vault.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { plannedReminders } from '../../src/data/reminder-plan.ts';
import { type Knowledge, makeStores, type Stores } from '../../src/data/stores.ts';
import { conversationOf, type Kind, type Said, type Sent } from './load.ts';

/** A line of the ledger: what was sent and taken, and how it compares with what is there. All but the first two are to be 0. */
export type Line = { what: string; sent: number; there: number; lost: number; doubled: number; unasked: number; inFlight: number };

const AGREEMENT = 'darlington';
const SAM = { email: 'sam@dccg.example', account: { platform: 'slack', id: 'U0SAM' } } as const;
/** What was sent so shortly before a kill may have been in the hands of whoever was killed. */
const IN_FLIGHT_MS = 5_000;
const AGAIN = 'Sent again: you may have had this already.';
/** The channel that takes the reminders. */
const ROOM = 'C0JOINT';

/** The records of an installation, as the processes keep them. */
export async function openRecords(storeUrl: string, key: Uint8Array, knowledge: Knowledge) {
  const store = await openStore(storeUrl);
  const vault = await openVault(store, makeIssueKeys([key], randomBytes), randomBytes);
  return { store, stores: makeStores(store, knowledge, vault) };
}

/** Everything that people sent and saw, held against what is kept. `problems` says of each thing that does not balance what it is. */
export async function balance(stores: Stores, sent: readonly Sent[], said: readonly Said[], lastDay: Day) {
  const problems: string[] = [];
  const of = (kind: Kind) => sent.filter((one) => one.kind === kind);
  const lines = [
    questions(of('question'), said, problems),
    await benefits(of('benefit'), said, stores, problems),
    await remindersSet(of('reminder'), said, stores, problems),
    await issues(of('issue'), said, stores, problems),
    await remindersGiven(said, stores, lastDay, problems),
    unasked(said, problems),
  ];
  return { lines, problems };
}

function questions(sent: readonly Sent[], said: readonly Said[], problems: string[]): Line {
  const answers = counted(said.map(({ to }) => to));
  const missing = sent.filter((one) => !answers.has(conversationOf(one)));
  const doubled = sent.filter((one) => (answers.get(conversationOf(one)) ?? 0) > 1);
  const lost = missing.filter((one) => !wasInFlight(one));
  problems.push(...lost.map(({ mark }) => `question ${mark} was never answered`));
  problems.push(...doubled.map(({ mark }) => `question ${mark} was answered more than once`));
  return line('questions answered', sent.length, {
    there: sent.length - missing.length,
    lost: lost.length,
    doubled: doubled.length,
    inFlight: missing.length - lost.length,
  });
}

async function benefits(sent: readonly Sent[], said: readonly Said[], stores: Stores, problems: string[]): Promise<Line> {
  const kept = new Map<number, string>();
  for await (const page of stores.benefits.scan(AGREEMENT)) for (const one of page) kept.set(one.number, one.facts.what);
  const numbers = [...kept.keys()];
  if (numbers.some((number, index) => number !== index + 1)) problems.push(`benefit numbers have gaps: ${numbers.join(' ')}`);
  const result = held(sent, [...kept.values()], 'benefit', problems);
  const wrong = said.filter(({ text }) => {
    const [, number, mark] = /B-0*(\d+) is in the log: .*?(M\d{5})/.exec(text) ?? [];
    return number !== undefined && !kept.get(Number(number))?.includes(mark!);
  });
  problems.push(...wrong.map(({ text }) => `a benefit was confirmed as what it is not: ${text.slice(0, 80)}`));
  return line('benefits logged', sent.length, { ...result, unasked: result.unasked + wrong.length });
}

async function remindersSet(sent: readonly Sent[], said: readonly Said[], stores: Stores, problems: string[]): Promise<Line> {
  const seen = sent.map((one) => ({ ...one, taken: said.some(({ to, text }) => to === conversationOf(one) && text.includes('is set')) }));
  const kept = await stores.ownReminders.of(AGREEMENT);
  return line(
    'reminders set',
    sent.length,
    held(
      seen,
      kept.map(({ reminder }) => reminder.what),
      'reminder',
      problems,
    ),
  );
}

async function issues(sent: readonly Sent[], said: readonly Said[], stores: Stores, problems: string[]): Promise<Line> {
  const raised = await stores.issues!.ofPerson(SAM);
  const written = await Promise.all(
    raised.map(async (issue) => (await stores.issues!.wordsOf(issue)).map(({ words }) => words.what).join()),
  );
  const result = held(sent, written, 'issue', problems);
  const references = new Set(raised.map((issue) => issue.raised.reference));
  const told = (to: string) => said.filter((one) => one.to === to).map(({ text }) => text);
  for (const to of ['U0HUGO', 'U0SAM'])
    for (const reference of references)
      if (!told(to).some((text) => text.includes(reference))) problems.push(`${to} was never told of ${reference}`);
  const unknown = said.flatMap(({ text }) => text.match(/E-[2-9A-Z]{6}/g) ?? []).filter((reference) => !references.has(reference));
  problems.push(...unknown.map((reference) => `${reference} was spoken of and is not there`));
  return line('issues raised', sent.length, { ...result, unasked: result.unasked + unknown.length });
}

/** What is kept against what was taken, by the marks in it. */
function held(sent: readonly Sent[], kept: readonly string[], kind: Kind, problems: string[]) {
  const there = counted(kept.flatMap((text) => text.match(/M\d{5}/g) ?? []));
  const lost = sent.filter(({ taken, mark }) => taken && !there.has(mark));
  const untaken = sent.filter(({ taken }) => !taken);
  const doubled = [...there].filter(([, times]) => times > 1);
  const unasked = [...there.keys()].filter((mark) => !sent.some((one) => one.mark === mark));
  problems.push(...lost.map(({ mark }) => `${kind} ${mark} was confirmed and is not there`));
  problems.push(...untaken.map(({ mark, refused }) => `${kind} ${mark} was never confirmed: ${refused.join(' ').slice(0, 300)}`));
  problems.push(...doubled.map(([mark, times]) => `${kind} ${mark} is there ${times} times`));
  return { there: kept.length, lost: lost.length, doubled: doubled.length, unasked: unasked.length, inFlight: 0 };
}

/** Every reminder that fell due, each in one message of the log, and each message once in the channel. */
async function remindersGiven(said: readonly Said[], stores: Stores, lastDay: Day, problems: string[]): Promise<Line> {
  let [planned, messages, lost, doubled] = [0, 0, 0, 0];
  for (const agreement of stores.agreements.values()) {
    const kept = (await stores.reminders.of(agreement.id)).filter(({ items }) => items.length > 0);
    const given = counted(kept.flatMap(({ items }) => items.flatMap(({ duty, key, days }) => days.map((day) => `${duty}/${key}/${day}`))));
    const due = await plannedFor(agreement, stores, lastDay);
    const missing = due.filter((one) => !given.has(one));
    planned += due.length;
    lost += missing.length;
    doubled += [...given.values()].filter((times) => times > 1).length;
    problems.push(...missing.map((one) => `reminder ${agreement.id} ${one} was never given`));
    messages += kept.filter(({ to }) => to.some((one) => one.is === 'room' && one.id === ROOM)).length;
  }
  const arrived = new Set(said.filter(({ to }) => to === ROOM).map(({ text }) => withoutAgain(text)));
  if (arrived.size !== messages) problems.push(`${messages} messages of reminders were left for ${ROOM}, and ${arrived.size} arrived`);
  return line('reminders given', planned, { there: planned - lost, lost: lost + Math.max(0, messages - arrived.size), doubled });
}

async function plannedFor(agreement: AgreementRecord, stores: Stores, lastDay: Day): Promise<string[]> {
  const settings = await stores.duties.settingsOf(agreement);
  if (settings.since === null) return [];
  return plannedReminders(agreement, settings, new Map(), settings.since, lastDay).map(
    ({ duty, occurrence, dayOn }) => `${duty}/${occurrence}/${dayOn}`,
  );
}

/** Nothing that Accord says unprompted is said twice to the same, unless the second says that it may be a repeat. */
function unasked(said: readonly Said[], problems: string[]): Line {
  const unprompted = said.filter(({ to }) => /^(U0|C0)/.test(to));
  const first = counted(unprompted.filter(({ text }) => !text.includes(AGAIN)).map(({ to, text }) => `${to} ${text}`));
  const doubled = [...first].filter(([, times]) => times > 1);
  problems.push(...doubled.map(([text, times]) => `said ${times} times: ${text.slice(0, 120)}`));
  const repeats = unprompted.filter(({ text }) => text.includes(AGAIN)).length;
  return line('messages unprompted', unprompted.length, { there: unprompted.length - repeats, doubled: doubled.length, inFlight: repeats });
}

/** Whether one of those it was sent to was killed shortly afterwards. */
function wasInFlight({ tried }: Sent): boolean {
  return tried.some(({ running, at }) => running.killedAt !== undefined && running.killedAt - at < IN_FLIGHT_MS);
}

function withoutAgain(text: string): string {
  return text.replace(AGAIN, '').trim();
}

function counted(all: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

function line(what: string, sent: number, rest: Partial<Line>): Line {
  return { what, sent, there: 0, lost: 0, doubled: 0, unasked: 0, inFlight: 0, ...rest };
}
