import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep } from '../data/benefit-rules.ts';
import { REASON_NEEDED, reasonForm, reasonIn } from './benefit-form.ts';
import { aboutOf, afterButtons, entryValue, summaryOf } from './benefit-parts.ts';
import { addEvent, type EntryRule, entryFor, madeBy } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

const mayWithdraw: EntryRule<object> = (asking, benefit) => mayKeep(asking, 'withdrawn', benefit);

/** Opens the form in which an entry is withdrawn, with a reason. */
export const openWithdraw: Handler = async (request, stores, clock) => {
  const asked = await entryFor(request, mayWithdraw, stores, clock);
  if (!asked.ok) return asked.reply;
  const { benefit } = asked.entry;
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
  const asked = await entryFor(request, mayWithdraw, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking } = asked.entry;
  const reason = reasonIn(request.act.values);
  if (reason === '') return { kind: 'rejected', problems: { reason: REASON_NEEDED } };
  const added = await addEvent(asked.entry, { is: 'withdrawn', reason, ...madeBy(asking, clock) }, mayWithdraw, request, stores);
  if (!added.ok) return added.reply;
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
