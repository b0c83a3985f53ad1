import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep } from '../data/benefit-rules.ts';
import type { Benefit, BenefitFacts } from '../data/benefits.ts';
import type { Stores } from '../data/stores.ts';
import { draftIn, draftOfFacts, readDraft } from './benefit-draft.ts';
import { benefitForm, REASON_LONGEST, reasonForm } from './benefit-form.ts';
import { afterButtons, entryValue, personNamed, summaryOf } from './benefit-parts.ts';
import { addEvent, type EntryAsked, entryCarried, madeBy, refusal, refuseTo } from './benefit-request.ts';
import type { Clock, Handler } from './handler.ts';
import { confirmed } from './log-benefit.ts';
import { type Button, type Message, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';

/** What the Director or a deputy can do with a suggestion. */
export function suggestionButtons(benefit: Benefit): Button[] {
  const value = entryValue(benefit);
  return [
    { name: 'accept-benefit', label: 'Accept', value, style: 'primary' },
    { name: 'accept-amended', label: 'Amend', value, opensForm: true },
    { name: 'decline-benefit', label: 'Decline', value, opensForm: true },
  ];
}

/** Puts a suggestion in the log as it stands. */
export const acceptBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  return carried.ok ? accept(carried, undefined, request, stores, clock) : refusal(carried.reason);
};

/** Opens a suggestion in the form, to be put in the log with changes. */
export const openAcceptAmended: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking, benefit } = carried;
  const may = mayKeep(asking, 'accepted', benefit);
  if (!may.ok) return refusal(may.reason);
  const by = personNamed(benefit.history[0]!.event.by, asking.partnership);
  const how = {
    name: 'accept-amended' as const,
    title: `Amend ${writeNumber(benefit.number)}`,
    intro: `Suggested by ${by}. It goes in the log with your changes; what was suggested stays in its history.`,
    submit: 'Put it in the log',
    context: entryValue(benefit),
  };
  return {
    kind: 'form',
    form: benefitForm(how, draftOfFacts(benefit.facts), { agreement: asking.agreement, today: asking.today, finder: stores.finder }),
  };
};

/** Puts a suggestion in the log as it was amended. */
export const acceptAmended: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const carried = await entryCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const { agreement, today } = carried.asking;
  const read = readDraft(draftIn(values), { agreement, today, finder: stores.finder });
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  return accept(carried, read.facts, request, stores, clock);
};

async function accept(entry: EntryAsked, facts: BenefitFacts | undefined, request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  const { asking } = entry;
  const may = (benefit: Benefit) => mayKeep(asking, 'accepted', benefit);
  const permitted = may(entry.benefit);
  if (!permitted.ok) return refuseTo(request, permitted.reason);
  const event = { is: 'accepted' as const, ...(facts === undefined ? {} : { facts }), ...madeBy(asking, clock) };
  const added = await addEvent(entry, event, may, request, stores);
  if (!added.ok) return refuseTo(request, added.reason);
  await tellSuggester(added.benefit, request, stores, clock);
  return confirmed(added.benefit, asking, { id: request.id, pressed: 'replaced' }, stores, clock);
}

/** Opens the form in which a suggestion is declined. */
export const openDecline: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking, benefit } = carried;
  const may = mayKeep(asking, 'declined', benefit);
  if (!may.ok) return refusal(may.reason);
  const by = personNamed(benefit.history[0]!.event.by, asking.partnership);
  const form = reasonForm('decline-benefit', entryValue(benefit), {
    title: `Decline ${writeNumber(benefit.number)}`,
    intro: `${benefit.facts.what}: ${summaryOf(benefit.facts)}. ${by} is told, with the reason if you give one.`,
    submit: 'Decline it',
    required: false,
  });
  return { kind: 'form', form };
};

/** Declines a suggestion. */
export const declineBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const carried = await entryCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const may = (benefit: Benefit) => mayKeep(carried.asking, 'declined', benefit);
  const permitted = may(carried.benefit);
  if (!permitted.ok) return refuseTo(request, permitted.reason);
  const reason = (values.reason ?? '').trim().slice(0, REASON_LONGEST);
  const event = { is: 'declined' as const, ...(reason === '' ? {} : { reason }), ...madeBy(carried.asking, clock) };
  const added = await addEvent(carried, event, may, request, stores);
  if (!added.ok) return refuseTo(request, added.reason);
  await tellSuggester(added.benefit, request, stores, clock);
  return decided(added.benefit, carried, clock);
};

function decided(benefit: Benefit, { asking }: EntryAsked, clock: Clock): Message {
  const by = personNamed(benefit.history[0]!.event.by, asking.partnership);
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} is declined: ${summaryOf(benefit.facts)}.` },
      { is: 'paragraph', text: `${by} is told.` },
    ],
    afterButtons(benefit, asking, clock),
    'replaced',
  );
}

async function tellSuggester(benefit: Benefit, request: Request, stores: Stores, clock: Clock): Promise<void> {
  await stores.notices.leave({ is: 'suggestion-decided', number: benefit.number }, [benefit.history[0]!.event.by], {
    requestId: request.id,
    agreement: benefit.agreement,
    at: clock.now(),
  });
}
