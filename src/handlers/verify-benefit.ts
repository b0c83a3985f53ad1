import { writeNumber } from '../data/benefit-numbers.ts';
import { mayVerify } from '../data/benefit-rules.ts';
import type { Benefit } from '../data/benefits.ts';
import { aboutOf, afterButtons, fullName, summaryOf } from './benefit-parts.ts';
import { addEvent, entryCarried, madeBy, refusal } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** A finance lead of a partner verifies an entry that others made. */
export const verifyBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const may = (benefit: Benefit) => mayVerify(asking, benefit);
  const permitted = mayVerify(asking, carried.benefit);
  if (!permitted.ok) return refusal(permitted.reason);
  const event = { is: 'verified' as const, organisation: permitted.organisation, ...madeBy(asking, clock) };
  const added = await addEvent(carried, event, may, request, stores);
  if (!added.ok) return refusal(added.reason);
  const { benefit } = added;
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} is verified for ${fullName(permitted.organisation, asking.agreement)}.` },
      { is: 'paragraph', text: `${aboutOf(benefit.facts)} It stands at ${summaryOf(benefit.facts)}.` },
    ],
    afterButtons(benefit, asking, clock),
    'replaced',
  );
};
