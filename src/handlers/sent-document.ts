import { findPerson } from '../data/people.ts';
import type { Handler } from './handler.ts';
import { message, type Part } from './reply.ts';

/** A document somebody sent to Accord alone: what it came to, and how to go on. */
export const sentDocument: Handler = async (request, stores) => {
  if (request.act.is !== 'sent') return { kind: 'silence' };
  const { outcome, document } = request.act;
  if (outcome === undefined)
    return message('asker', [{ is: 'paragraph', text: 'Documents cannot be read here. Use “accord import” in the terminal.' }]);
  if (outcome.is === 'refused') return message('asker', [{ is: 'paragraph', text: outcome.sentence }]);
  const { id, name, clauses, open, remarks, page } = outcome;
  const email = findPerson(stores.partnership, request.asker)?.email ?? 'EMAIL';
  const next = page === undefined ? `Look through it in the terminal: accord confirm ${id} --as ${email}` : `Look through it here: ${page}`;
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: `${name}: ${clauses} clauses were read from ${document.name}.` },
    {
      is: 'paragraph',
      text: `It is a draft, with ${open} facts for you to confirm, correct or strike out. Nothing is answered from it until then. ${next}`,
    },
    ...remarks.map((text): Part => ({ is: 'paragraph', text, tone: 'quiet' })),
  ];
  return message('asker', parts);
};
