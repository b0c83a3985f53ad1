import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep } from '../data/benefit-rules.ts';
import type { Benefit, BenefitFacts } from '../data/benefits.ts';
import type { Stores } from '../data/stores.ts';
import { announce } from './announce-benefit.ts';
import { draftIn, draftOfFacts, readDraft } from './benefit-draft.ts';
import { benefitForm, reasonForm, reasonIn } from './benefit-form.ts';
import { afterButtons, entryValue, personNamed, summaryOf } from './benefit-parts.ts';
import { addEvent, type EntryAsked, type EntryRule, entryFor, madeBy } from './benefit-request.ts';
import type { Clock, Handler } from './handler.ts';
import { confirmed } from './log-benefit.ts';
import { type Button, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';

const mayAccept: EntryRule<object> = (asking, benefit) => mayKeep(asking, 'accepted', benefit);
const mayDecline: EntryRule<object> = (asking, benefit) => mayKeep(asking, 'declined', benefit);

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
  const asked = await entryFor(request, mayAccept, stores, clock);
  return asked.ok ? accept(asked.entry, undefined, request, stores, clock) : asked.reply;
};

/** Opens a suggestion in the form, to be put in the log with changes. */
export const openAcceptAmended: Handler = async (request, stores, clock) => {
  const asked = await entryFor(request, mayAccept, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking, benefit } = asked.entry;
  const by = personNamed(benefit.history[0]!.event.by, asking.partnership);
  const how = {
    name: 'accept-amended' as const,
    title: `Amend ${writeNumber(benefit.number)}`,
    intro: `Suggested by ${by}. It goes in the log with your changes; what was suggested stays in its history.`,
    submit: 'Put it in the log',
    context: entryValue(benefit),
  };
  const rules = { agreement: asking.agreement, today: asking.today, finder: stores.finder };
  return { kind: 'form', form: benefitForm(how, draftOfFacts(benefit.facts), rules) };
};

/** Puts a suggestion in the log as it was amended. */
export const acceptAmended: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const asked = await entryFor(request, mayAccept, stores, clock);
  if (!asked.ok) return asked.reply;
  const { agreement, today } = asked.entry.asking;
  const read = readDraft(draftIn(request.act.values), { agreement, today, finder: stores.finder });
  if (!read.ok) return { kind: 'rejected', problems: read.problems };
  return accept(asked.entry, read.facts, request, stores, clock);
};

async function accept(entry: EntryAsked, facts: BenefitFacts | undefined, request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  const { asking } = entry;
  const event = { is: 'accepted' as const, ...(facts === undefined ? {} : { facts }), ...madeBy(asking, clock) };
  const added = await addEvent(entry, event, mayAccept, request, stores);
  return added.ok ? confirmed(added.benefit, asking, 'replaced', stores, clock) : added.reply;
}

/** Opens the form in which a suggestion is declined. */
export const openDecline: Handler = async (request, stores, clock) => {
  const asked = await entryFor(request, mayDecline, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking, benefit } = asked.entry;
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
  const asked = await entryFor(request, mayDecline, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking } = asked.entry;
  const reason = reasonIn(request.act.values);
  const event = { is: 'declined' as const, ...(reason === '' ? {} : { reason }), ...madeBy(asking, clock) };
  const added = await addEvent(asked.entry, event, mayDecline, request, stores);
  if (!added.ok) return added.reply;
  const { benefit } = added;
  await announce(benefit, asking, [], stores, clock);
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
};
