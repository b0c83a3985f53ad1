import { writeNumber } from '../data/benefit-numbers.ts';
import { mayUndo } from '../data/benefit-rules.ts';
import { afterButtons, summaryOf } from './benefit-parts.ts';
import { addEvent, type EntryRule, entryFor, madeBy } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** Undoes what somebody has just put in the log. A suggestion that was accepted is a suggestion again. */
export const undoBenefit: Handler = async (request, stores, clock) => {
  const may: EntryRule<object> = (asking, benefit) => mayUndo(asking, benefit, clock.now());
  const asked = await entryFor(request, may, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking } = asked.entry;
  const added = await addEvent(asked.entry, { is: 'undone', ...madeBy(asking, clock) }, may, request, stores);
  if (!added.ok) return added.reply;
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
