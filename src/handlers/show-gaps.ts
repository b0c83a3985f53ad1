import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Stores } from '../data/stores.ts';
import { COVERED, type Topic } from '../data/topics.ts';
import { theAgreement } from './cite.ts';
import { type Message, message } from './reply.ts';

/** The topics an agreement has no clause on: first those that any such agreement ought to settle, then the rest. */
export function gapsIn(agreement: AgreementRecord, stores: Pick<Stores, 'topics' | 'finder'>): { missing: Topic[]; alsoMissing: Topic[] } {
  const silent = stores.topics.filter((topic) => stores.finder.about(topic.id, agreement.id).every((found) => found.strength < COVERED));
  return { missing: silent.filter((topic) => topic.core), alsoMissing: silent.filter((topic) => !topic.core) };
}

/** What an agreement does not cover, as a message. */
export function showGaps(agreement: AgreementRecord, stores: Stores, audience: Message['audience']): Message {
  const { missing, alsoMissing } = gapsIn(agreement, stores);
  if (missing.length + alsoMissing.length === 0)
    return message(audience, [
      { is: 'heading', text: `${theAgreement(agreement, true)} touches every topic such agreements usually settle.` },
    ]);
  return message(audience, [
    {
      is: 'heading',
      text: `${theAgreement(agreement, true)} has no clause on ${missing.length + alsoMissing.length} of ${stores.topics.length} topics.`,
    },
    ...(missing.length > 0
      ? [
          { is: 'paragraph' as const, text: 'Such agreements usually settle these, and no clause was found:' },
          { is: 'list' as const, items: missing.map(describe) },
        ]
      : []),
    ...(alsoMissing.length > 0
      ? [{ is: 'paragraph' as const, text: `Nor was any found on: ${alsoMissing.map((topic) => topic.name).join('; ')}.` }]
      : []),
    { is: 'paragraph', text: 'Found by the wording of the clauses: read it as a list to check, not as legal advice.', tone: 'quiet' },
  ]);
}

function describe(topic: Topic): string {
  return `${topic.name[0]!.toUpperCase()}${topic.name.slice(1)}`;
}
