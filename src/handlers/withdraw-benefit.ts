import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep } from '../data/benefit-rules.ts';
import type { Benefit } from '../data/benefits.ts';
import { REASON_LONGEST, REASON_NEEDED, reasonForm } from './benefit-form.ts';
import { aboutOf, afterButtons, entryValue, summaryOf } from './benefit-parts.ts';
import { addEvent, entryCarried, madeBy, refusal, refuseTo } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** Opens the form in which an entry is withdrawn, with a reason. */
export const openWithdraw: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking, benefit } = carried;
  const may = mayKeep(asking, 'withdrawn', benefit);
  if (!may.ok) return refusal(may.reason);
  const form = reasonForm('withdraw-benefit', entryValue(benefit), {
    title: `Withdraw ${writeNumber(benefit.number)}`,
    intro: `${benefit.facts.what}: ${summaryOf(benefit.facts)}. It no longer counts, and stays readable with its history.`,
    submit: 'Withdraw it',
    required: true,
  });
  return { kind: 'form', form };
};

/** Withdraws an entry. It keeps its number and its history, and counts towards nothing. */
export const withdrawBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'submitted') return { kind: 'silence' };
  const { values, context } = request.act;
  const carried = await entryCarried(context, request, stores, clock);
  if (!carried.ok) return refuseTo(request, carried.reason);
  const { asking } = carried;
  const may = (benefit: Benefit) => mayKeep(asking, 'withdrawn', benefit);
  const permitted = may(carried.benefit);
  if (!permitted.ok) return refuseTo(request, permitted.reason);
  const reason = (values.reason ?? '').trim().slice(0, REASON_LONGEST);
  if (reason === '') return { kind: 'rejected', problems: { reason: REASON_NEEDED } };
  const added = await addEvent(carried, { is: 'withdrawn', reason, ...madeBy(asking, clock) }, may, request, stores);
  if (!added.ok) return refuseTo(request, added.reason);
  const { benefit } = added;
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} is withdrawn: ${summaryOf(benefit.facts)}.` },
      { is: 'paragraph', text: `${aboutOf(benefit.facts)} Reason: ${reason}` },
    ],
    afterButtons(benefit, asking, clock),
    'replaced',
  );
};
