import { writeNumber } from '../data/benefit-numbers.ts';
import { mayVerify } from '../data/benefit-rules.ts';
import { aboutOf, afterButtons, fullName, summaryOf } from './benefit-parts.ts';
import { addEvent, entryFor, madeBy } from './benefit-request.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

/** A finance lead of a partner verifies an entry that others made. */
export const verifyBenefit: Handler = async (request, stores, clock) => {
  const asked = await entryFor(request, mayVerify, stores, clock);
  if (!asked.ok) return asked.reply;
  const { asking, given } = asked.entry;
  const event = { is: 'verified' as const, organisation: given.organisation, ...madeBy(asking, clock) };
  const added = await addEvent(asked.entry, event, mayVerify, request, stores);
  if (!added.ok) return added.reply;
  const { benefit } = added;
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} is verified for ${fullName(given.organisation, asking.agreement)}.` },
      { is: 'paragraph', text: `${aboutOf(benefit.facts)} It stands at ${summaryOf(benefit.facts)}.` },
    ],
    afterButtons(benefit, asking, clock),
    'replaced',
  );
};
