import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep } from '../data/benefit-rules.ts';
import type { Benefit } from '../data/benefits.ts';
import { draftIn, draftOfFacts, readDraft } from './benefit-draft.ts';
import { benefitForm, REASON_LONGEST, REASON_NEEDED } from './benefit-form.ts';
import { entryValue } from './benefit-parts.ts';
import { addEvent, entryCarried, madeBy, refusal, refuseTo } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { confirmed } from './log-benefit.ts';

/** Opens an entry in the form, to be corrected with a reason. */
export const openAmend: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking, benefit } = carried;
  const may = mayKeep(asking, 'amended', benefit);
  if (!may.ok) return refusal(may.reason);
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
  const { values, context } = request.act;
  const carried = await entryCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const { asking } = carried;
  const may = (benefit: Benefit) => mayKeep(asking, 'amended', benefit);
  const permitted = may(carried.benefit);
  if (!permitted.ok) return refuseTo(request, permitted.reason);
  const read = readDraft(draftIn(values), { agreement: asking.agreement, today: asking.today, finder: stores.finder });
  const reason = (values.reason ?? '').trim().slice(0, REASON_LONGEST);
  if (!read.ok || reason === '')
    return { kind: 'rejected', problems: { ...(read.ok ? {} : read.problems), ...(reason === '' ? { reason: REASON_NEEDED } : {}) } };
  const event = { is: 'amended' as const, facts: read.facts, reason, ...madeBy(asking, clock) };
  const added = await addEvent(carried, event, may, request, stores);
  if (!added.ok) return refuseTo(request, added.reason);
  return confirmed(added.benefit, asking, { id: request.id, pressed: 'replaced' }, stores, clock, 'corrected');
};
