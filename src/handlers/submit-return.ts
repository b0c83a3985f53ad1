import { partsOf, standingOf } from '../data/occurrence-events.ts';
import type { Occurrence } from '../data/occurrences.ts';
import { occurrenceId } from '../data/reminder-plan.ts';
import { mayGive } from '../data/return-rules.ts';
import { lastReturns, likelyPeriod, type PartnerReturn, type ReturningPartner } from '../data/returns.ts';
import type { Stores } from '../data/stores.ts';
import { announceEvent } from './announce-duties.ts';
import { refusal, refuseTo } from './benefit-request.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Message, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';
import { type ReturnFigures, readReturn, returnForm } from './return-form.ts';
import { periodInWords, type ReturnAsked, returnCarried, returnOfSentence } from './return-request.ts';
import { stillToCome, varianceInWords } from './return-words.ts';

/** The verb `return`: the form of it where one can be opened, for the finance lead of a partner. */
export const returnVerb: Handler = async (request, stores, clock) => {
  const text = request.act.is === 'said' ? request.act.text : '';
  const found = await returnOfSentence(text, 'return-form', request, stores, clock);
  return found.ok ? openForm(found.asked, undefined, stores) : found.reply;
};

/** “We want to give our return”: what leads to the form. */
export const giveReturn: Handler = async (request, stores, clock) => {
  const reply = await returnVerb(request, stores, clock);
  return reply.kind === 'form' && reply.otherwise !== undefined ? reply.otherwise : reply;
};

/** Opens the form of a return from a button, for one occurrence (`o`) or with a choice of them. */
export const openReturnForm: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await returnCarried(request.act.value, request, stores, clock);
  return carried.ok ? openForm(carried.asked, request.act.value.o, stores) : refusal(carried.reason);
};

async function openForm(asked: ReturnAsked, key: string | undefined, stores: Stores): Promise<Reply> {
  const { asking, settled, partners, periods } = asked;
  const may = mayGive(asking, partners);
  if (!may.ok) return refusal(may.reason);
  const fixed = periods.find((one) => one.key === key);
  if (periods.length === 0) return refusal('No date is known for this return yet, so none can be given.');
  if (key !== undefined && fixed === undefined) return refusal('That return is too long ago to be given here.');
  const [only] = may.own;
  const given = await givenBy(only!, asked, stores);
  const period = fixed ?? likelyPeriod(periods, new Set(given.keys()), asking.today)!;
  const earlier = fixed === undefined || may.own.length > 1 ? undefined : given.get(fixed.key);
  const form = returnForm({ asked, own: may.own, period, fixed: fixed !== undefined, earlier });
  const button: Button = {
    name: 'return-form',
    label: 'Fill in the form',
    value: { a: asking.agreement.id, d: settled.duty.id, ...(key === undefined ? {} : { o: key }) },
    opensForm: true,
  };
  const otherwise = message('asker', [{ is: 'heading', text: `The return ${periodInWords(period)} is given by a form.` }], [button]);
  return { kind: 'form', form, otherwise };
}

/** The last return of a partner for each period it has given, by the key of the occurrence. */
async function givenBy(
  { id }: ReturningPartner,
  { asking, settled, periods }: ReturnAsked,
  stores: Stores,
): Promise<Map<string, PartnerReturn>> {
  const found = new Map<string, PartnerReturn>();
  for (const { key } of periods) {
    const own = lastReturns(await stores.returns.of(asking.agreement.id, { duty: settled.duty.id, key })).get(id);
    if (own !== undefined) found.set(key, own);
  }
  return found;
}

/** Keeps a return that was filled in. A later one of the same partner for the same time corrects it; the earlier one stays. */
export const submitReturn: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const carried = await returnCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const { asked } = carried;
  const may = mayGive(asked.asking, asked.partners);
  if (!may.ok) return refuseTo(request, may.reason);
  const read = readReturn(values, context, asked, may.own);
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  return keep(read.figures, asked, request, stores, clock);
};

async function keep(figures: ReturnFigures, asked: ReturnAsked, request: Request, stores: Stores, clock: Clock): Promise<Message> {
  const { asking, settled } = asked;
  const { partner, occurrence, ...amounts } = figures;
  const { agreement } = asking;
  const by = { by: asking.person!.email, at: clock.now() };
  await stores.returns.add(agreement.id, occurrence, { partner: partner.id, ...amounts, ...by }, request.id);
  await markGiven(partner, occurrence, asked, by, request, stores, clock);
  const all = await stores.returns.of(agreement.id, occurrence);
  const last = lastReturns(all);
  const corrected = all.filter((one) => one.partner === partner.id).length > 1;
  const missing = asked.partners.filter(({ id }) => !last.has(id));
  const value = { a: agreement.id, d: settled.duty.id, o: occurrence.key };
  return message(
    'asker',
    [
      {
        is: 'heading',
        text: `The return of ${partner.name} ${periodInWords(occurrence)} is ${corrected ? 'corrected' : 'kept'}: ${varianceInWords(last.get(partner.id)!)}.`,
      },
      { is: 'paragraph', text: missing.length === 0 ? 'Every partner has given its return.' : stillToCome(missing, asking.partnership) },
    ],
    [
      { name: 'show-returns', label: 'See the joint return', value, ...(missing.length === 0 ? { style: 'primary' as const } : {}) },
      { name: 'return-form', label: 'Correct it', value, opensForm: true },
    ],
  );
}

/** A partner’s part of the duty is done once it has given its return; when the last one has, so is the occurrence. */
async function markGiven(
  { name }: ReturningPartner,
  occurrence: Occurrence,
  { asking, settled }: ReturnAsked,
  by: { by: string; at: string },
  request: Request,
  stores: Stores,
  clock: Clock,
): Promise<void> {
  const id = occurrenceId(occurrence);
  const standing = standingOf(await stores.occurrences.of(asking.agreement.id, id), partsOf(settled));
  if (standing.parts.get(name) !== null) return;
  const event = { is: 'done' as const, ...by, onDay: asking.today, part: name };
  const { number } = await stores.occurrences.add(asking.agreement.id, id, event, request.id);
  await announceEvent({ agreement: asking.agreement.id, occurrence: id, number }, stores, clock);
}
