import { writeNumber } from '../data/benefit-numbers.ts';
import { mayUndo } from '../data/benefit-rules.ts';
import type { Benefit } from '../data/benefits.ts';
import { afterButtons, summaryOf } from './benefit-parts.ts';
import { addEvent, entryCarried, madeBy, refusal } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** Undoes what somebody has just put in the log. A suggestion that was accepted is a suggestion again. */
export const undoBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const may = (benefit: Benefit) => mayUndo(asking, benefit, clock.now());
  const permitted = may(carried.benefit);
  if (!permitted.ok) return refusal(permitted.reason);
  const added = await addEvent(carried, { is: 'undone', ...madeBy(asking, clock) }, may, request, stores);
  if (!added.ok) return refusal(added.reason);
  const { benefit } = added;
  const now =
    benefit.state === 'suggested' ? 'It is a suggestion again, as it was.' : 'It counts towards nothing. Its number stays its own.';
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} is undone: ${summaryOf(benefit.facts)}.` },
      { is: 'paragraph', text: now },
    ],
    afterButtons(benefit, asking, clock),
    'replaced',
  );
};
