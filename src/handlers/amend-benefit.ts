import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep } from '../data/benefit-rules.ts';
import { draftIn, draftOfFacts, readDraft } from './benefit-draft.ts';
import { benefitForm, REASON_NEEDED, reasonIn } from './benefit-form.ts';
import { entryValue } from './benefit-parts.ts';
import { addEvent, type EntryRule, entryFor, madeBy } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { confirmed } from './log-benefit.ts';

const mayAmend: EntryRule<object> = (asking, benefit) => mayKeep(asking, 'amended', benefit);

/** Opens an entry in the form, to be corrected with a reason. */
export const openAmend: Handler = async (request, stores, clock) => {
  const asked = await entryFor(request, mayAmend, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking, benefit } = asked.entry;
  const how = {
    name: 'amend-benefit' as const,
    title: `Correct ${writeNumber(benefit.number)}`,
    intro: `What it said stays in its history.${benefit.verified === null ? '' : ' It has been verified: corrected, it awaits that again.'}`,
    submit: 'Correct it',
    context: entryValue(benefit),
    reason: true as const,
  };
  const rules = { agreement: asking.agreement, today: asking.today, finder: stores.finder };
  return { kind: 'form', form: benefitForm(how, draftOfFacts(benefit.facts), rules) };
};

/** Corrects an entry. Nothing is overwritten: the correction is one more event of it. */
export const amendBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const asked = await entryFor(request, mayAmend, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking } = asked.entry;
  const { values } = request.act;
  const read = readDraft(draftIn(values), { agreement: asking.agreement, today: asking.today, finder: stores.finder });
  const reason = reasonIn(values);
  if (!read.ok || reason === '')
    return { kind: 'rejected', problems: { ...(read.ok ? {} : read.problems), ...(reason === '' ? { reason: REASON_NEEDED } : {}) } };
  const event = { is: 'amended' as const, facts: read.facts, reason, ...madeBy(asking, clock) };
  const added = await addEvent(asked.entry, event, mayAmend, request, stores);
  return added.ok ? confirmed(added.benefit, asking, 'replaced', stores, clock, 'corrected') : added.reply;
};
