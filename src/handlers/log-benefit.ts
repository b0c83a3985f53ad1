import { writeNumber } from '../data/benefit-numbers.ts';
import { type Asking, keepersOf, mayLog, maySuggest } from '../data/benefit-rules.ts';
import { openRulebook } from '../data/benefit-totals.ts';
import type { Benefit, BenefitFacts } from '../data/benefits.ts';
import { allowed, type Permission } from '../data/permission.ts';
import { protocolsOf } from '../data/protocols.ts';
import { readBenefit } from '../data/read-benefit.ts';
import type { Stores } from '../data/stores.ts';
import { announce } from './announce-benefit.ts';
import { ownApprovals } from './approve-protocol.ts';
import { type Draft, type DraftRules, draftIn, draftOfSentence, readDraft } from './benefit-draft.ts';
import { AGAIN, benefitForm } from './benefit-form.ts';
import { aboutOf, afterButtons, listed, splitParts, summaryOf } from './benefit-parts.ts';
import { agreementCarried, agreementOfSentence, madeBy, refusal, refuseTo } from './benefit-request.ts';
import { detrimentParts, detrimentsOf, doubleCountLines, doubleCountQuestion, doubleCountsOf } from './benefit-warnings.ts';
import { theAgreement } from './cite.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Form, type Message, message, type Part, type Reply } from './reply.ts';
import type { Request } from './request.ts';

/** How somebody brings an entry: into the log, or as a suggestion. */
type Way = 'log' | 'suggest';

/** Shows what was understood of a benefit told in a sentence. Nothing is saved before the person says so. */
export const tellBenefit = (text: string): Handler => {
  return async (request, stores, clock) => {
    const told = readTold(text, request, stores, clock);
    return told.ok ? understood(told.draft, told.way, told.asking, request, stores) : told.reply;
  };
};

/** The verb `benefit`: the form at once where one can be opened, prefilled with what was understood. */
export const openBenefit = (text: string): Handler => {
  return async (request, stores, clock) => {
    const told = readTold(text, request, stores, clock);
    if (!told.ok) return told.reply;
    const otherwise = understood(told.draft, told.way, told.asking, request, stores);
    return { kind: 'form', form: formOf(told.way, told.draft, told.asking, stores, {}), otherwise };
  };
};

type Told = { ok: true; draft: Draft; way: Way; asking: Asking } | { ok: false; reply: Reply };

function readTold(text: string, request: Request, stores: Stores, clock: Clock): Told {
  const found = agreementOfSentence(text, 'benefit', request, stores, clock);
  if (!found.ok) return found;
  const way = wayOf(found.asking);
  if (!way.ok) return { ok: false, reply: refusal(way.reason) };
  return { ok: true, draft: draftOfSentence(readBenefit(text, clock.today())), way: way.way, asking: found.asking };
}

/** Opens the form of an entry from a button. */
export const openBenefitForm: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = agreementCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const way = wayOf(carried.asking);
  if (!way.ok) return refusal(way.reason);
  return {
    kind: 'form',
    form: formOf(way.way, draftIn(value), carried.asking, stores, value.card === undefined ? {} : { card: value.card }),
  };
};

/** Keeps what was understood, as it stands. A second press of the same button keeps nothing more. */
export const saveBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = agreementCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const way: Way = value.as === 'log' ? 'log' : 'suggest';
  const may = way === 'log' ? mayLog(asking) : maySuggest(asking);
  if (!may.ok) return refusal(may.reason);
  const read = readDraft(draftIn(value), rulesOf(asking, stores));
  if (!read.ok) return refusal(`That cannot be saved as it stands. ${Object.values(read.problems).join(' ')}`);
  // The sentence it came from, and whoever pressed it: the same button twice is one entry, and no entry is a double of itself.
  const id = `${value.d ?? request.id} ${asking.person!.email}`;
  const doubles = value[AGAIN] === 'yes' ? [] : await doubleCountsOf(read.facts, asking.agreement, stores);
  if (doubles.length > 0 && (await stores.benefits.madeBy(asking.agreement.id, id)) === undefined)
    return message(
      'asker',
      [
        { is: 'heading', text: 'This may be in the log already.' },
        { is: 'list', items: doubleCountLines(doubles) },
        { is: 'paragraph', text: 'Save it only if it is a different benefit.' },
      ],
      [
        { name: 'save-benefit', label: 'It is different: save it as well', value: { ...value, [AGAIN]: 'yes' } },
        { name: 'list-benefits', label: 'See the log', value: { a: asking.agreement.id } },
      ],
      'replaced',
    );
  return keep(way, read.facts, asking, { id, pressed: 'replaced' }, stores, clock);
};

/** Keeps what was filled in, in the log. */
export const logBenefit: Handler = (request, stores, clock) => keepForm('log', request, stores, clock);

/** Keeps what was filled in as a suggestion, which the Director or a deputy is told of. */
export const suggestBenefit: Handler = (request, stores, clock) => keepForm('suggest', request, stores, clock);

async function keepForm(way: Way, request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const carried = agreementCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const { asking } = carried;
  const may = way === 'log' ? mayLog(asking) : maySuggest(asking);
  if (!may.ok) return refuseTo(request, may.reason);
  const read = readDraft(draftIn(values), rulesOf(asking, stores));
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  const doubles = values[AGAIN] === 'yes' ? [] : await doubleCountsOf(read.facts, asking.agreement, stores);
  // The same form delivered again, after a crash kept its entry and not its answer, is no double of itself.
  if (doubles.length > 0 && (await stores.benefits.madeBy(asking.agreement.id, request.id)) === undefined)
    return { kind: 'rejected', problems: { [AGAIN]: doubleCountQuestion(doubles) } };
  const pressed = context.card === 'draft' ? 'replaced' : 'stays';
  return keep(way, read.facts, asking, { id: request.id, pressed }, stores, clock);
}

type Keeping = { id: string; pressed: Message['pressed'] };

async function keep(
  way: Way,
  facts: BenefitFacts,
  asking: Asking,
  { id, pressed }: Keeping,
  stores: Stores,
  clock: Clock,
): Promise<Message> {
  const { agreement } = asking;
  const made = madeBy(asking, clock);
  const benefit = await stores.benefits.add(agreement.id, { is: way === 'log' ? 'logged' : 'suggested', facts, ...made }, id);
  if (way === 'log') return confirmed(benefit, asking, pressed, stores, clock);
  await announce(benefit, asking, [], stores, clock);
  const keepers = keepersOf(asking);
  const names = listed(keepers.map(({ name }) => name));
  const who = names === '' ? 'Nobody is named today to accept it.' : `${names} ${keepers.length > 1 ? 'are' : 'is'} told, and decides.`;
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} is suggested: ${summaryOf(benefit.facts)}.` },
      { is: 'paragraph', text: `${aboutOf(benefit.facts)} ${who}` },
    ],
    afterButtons(benefit, asking, clock),
    pressed,
  );
}

/** What somebody sees who has put an entry in the log. A partner left worse off is told to the Director and that partner’s finance lead. */
export async function confirmed(
  benefit: Benefit,
  asking: Asking,
  pressed: Message['pressed'],
  stores: Stores,
  clock: Clock,
  done = statesOf(benefit),
): Promise<Message> {
  const { agreement, partnership } = asking;
  const rulebook = await openRulebook(protocolsOf(partnership, agreement), stores.approvals);
  const found = await detrimentsOf(benefit, rulebook, stores);
  await announce(benefit, asking, found, stores, clock);
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: `${writeNumber(benefit.number)} is ${done}: ${summaryOf(benefit.facts)}.` },
    { is: 'paragraph', text: aboutOf(benefit.facts) },
    ...splitParts(benefit.facts, rulebook, agreement),
    ...detrimentParts(found, agreement, stores),
  ];
  const buttons = [...afterButtons(benefit, asking, clock), ...ownApprovals(benefit.facts, rulebook, asking)];
  return message('asker', parts, buttons, pressed);
}

/** A submission that is delivered again tells where its entry stands by then. */
function statesOf({ state }: Benefit): string {
  return state === 'in the log' || state === 'suggested' ? state : `${state} since`;
}

function wayOf(asking: Asking): Permission<{ way: Way }> {
  const log = mayLog(asking);
  if (log.ok) return allowed({ way: 'log' });
  return maySuggest(asking).ok ? allowed({ way: 'suggest' }) : log;
}

function rulesOf({ agreement, today }: Asking, { finder }: Stores): DraftRules {
  return { agreement, today, finder };
}

/** What was understood, with the way to keep it: at once where all that is needed is known, and through the form. */
function understood(draft: Draft, way: Way, asking: Asking, request: Request, stores: Stores): Message {
  const { agreement } = asking;
  const complete = readDraft(draft, rulesOf(asking, stores)).ok;
  const value = { a: agreement.id, as: way, d: request.id, card: 'draft', ...draft };
  const facts = UNDERSTOOD.flatMap(([field, name]) => {
    const said = draft[field];
    return said === undefined || said === '' ? [] : [{ name, value: said }];
  });
  const only = 'Only the Director of Commissioning or a named deputy adds to the log; you can suggest this entry.';
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: complete ? 'Nothing is saved yet. Is this right?' : 'Nothing is saved yet. A few things are needed.' },
    ...(facts.length > 0 ? [{ is: 'facts' as const, facts }] : []),
    ...(way === 'suggest' ? [{ is: 'paragraph' as const, text: only }] : []),
    { is: 'paragraph', text: `For the log of ${theAgreement(agreement)}.`, tone: 'quiet' },
  ];
  const save: Button = { name: 'save-benefit', label: way === 'log' ? 'Save' : 'Suggest it as it stands', value, style: 'primary' };
  const form: Button = { name: 'benefit-form', label: 'Change or add to it', value, opensForm: true };
  return message('asker', parts, complete ? [save, form] : [form]);
}

const UNDERSTOOD = [
  ['what', 'What'],
  ['class', 'Class'],
  ['amount', 'Amount'],
  ['when', 'When'],
  ['standing', 'Planned or actual'],
  ['recurs', 'One-off or yearly'],
] as const;

function formOf(way: Way, draft: Draft, asking: Asking, stores: Stores, card: { card?: string }): Form {
  const intro = `For the log of ${theAgreement(asking.agreement)}. What, class and when are enough, with the amount if there is one.`;
  const how =
    way === 'log'
      ? { name: 'log-benefit' as const, title: 'Log a benefit', intro, submit: 'Log it' }
      : { name: 'suggest-benefit' as const, title: 'Suggest a benefit', intro, submit: 'Suggest it' };
  return benefitForm({ ...how, context: { a: asking.agreement.id, ...card } }, draft, rulesOf(asking, stores));
}
