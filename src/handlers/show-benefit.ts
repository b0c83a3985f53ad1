import { writeNumber } from '../data/benefit-numbers.ts';
import { mayKeep, mayVerify } from '../data/benefit-rules.ts';
import { openRulebook } from '../data/benefit-totals.ts';
import type { Benefit, BenefitFacts } from '../data/benefits.ts';
import { protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { ownApprovals } from './approve-protocol.ts';
import { aboutOf, afterButtons, entryValue, fullName, historyOf, personNamed, splitParts, summaryOf } from './benefit-parts.ts';
import { agreementOfSentence, type EntryAsked, entryCarried, refusal } from './benefit-request.ts';
import { suggestionButtons } from './decide-suggestion.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Message, message, type Part } from './reply.ts';

/** An entry somebody quotes by its number in a sentence. */
export const showQuoted = (text: string, number: number): Handler => {
  return async (request, stores, clock) => {
    const found = agreementOfSentence(text, 'benefits', request, stores, clock);
    if (!found.ok) return found.reply;
    const carried = await entryCarried({ a: found.asking.agreement.id, n: String(number) }, request, stores, clock);
    return carried.ok ? entryMessage(carried, stores, clock) : refusal(carried.reason);
  };
};

/** An entry a button names: what it says, how it is split, what happened to it, and what this person can do with it. */
export const showBenefit: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const carried = await entryCarried(request.act.value, request, stores, clock);
  return carried.ok ? entryMessage(carried, stores, clock) : refusal(carried.reason);
};

async function entryMessage({ asking, benefit }: EntryAsked, stores: Stores, clock: Clock): Promise<Message> {
  const { agreement, partnership } = asking;
  const { facts, verified } = benefit;
  const rulebook = await openRulebook(protocolsOf(partnership, agreement), stores.approvals);
  const more = detailsOf(facts);
  const parts: [Part, ...Part[]] = [
    { is: 'heading', text: `${writeNumber(benefit.number)}, ${benefit.state}: ${summaryOf(facts)}.` },
    { is: 'paragraph', text: aboutOf(facts) },
    ...splitParts(facts, rulebook, agreement),
    ...(verified === null
      ? []
      : [
          {
            is: 'paragraph' as const,
            text: `Verified by ${personNamed(verified.by, partnership)} for ${fullName(verified.organisation, agreement)}.`,
          },
        ]),
    ...(more.length > 0 ? [{ is: 'facts' as const, facts: more }] : []),
    { is: 'paragraph', text: 'What happened to it:' },
    { is: 'list', items: historyOf(benefit, partnership) },
  ];
  const after = afterButtons(benefit, asking, clock).filter(({ name }) => name !== 'show-benefit');
  return message('asker', parts, [...actionsOn({ asking, benefit }), ...after, ...ownApprovals(facts, rulebook, asking)]);
}

/** What this person may do with an entry as it stands. */
function actionsOn({ asking, benefit }: EntryAsked): Button[] {
  const may = (is: 'accepted' | 'amended' | 'withdrawn') => mayKeep(asking, is, benefit).ok;
  const value = entryValue(benefit);
  return [
    ...(mayVerify(asking, benefit).ok ? [{ name: 'verify-benefit' as const, label: 'Verify', value, style: 'primary' as const }] : []),
    ...(may('accepted') ? suggestionButtons(benefit) : may('amended') ? [correctButton(benefit)] : []),
    ...(may('withdrawn') ? [{ name: 'withdraw-benefit' as const, label: 'Withdraw', value, opensForm: true as const }] : []),
  ];
}

function correctButton(benefit: Benefit): Button {
  return { name: 'amend-benefit', label: 'Correct', value: entryValue(benefit), opensForm: true };
}

const DETAILS = [
  ['owner', 'Owner'],
  ['measure', 'Measure'],
  ['baseline', 'Baseline'],
  ['target', 'Target'],
  ['objective', 'Objective'],
  ['service', 'Service'],
  ['evidence', 'Evidence'],
  ['confidence', 'Confidence'],
] as const satisfies readonly (readonly [keyof BenefitFacts, string])[];

function detailsOf(facts: BenefitFacts): { name: string; value: string }[] {
  return DETAILS.flatMap(([field, name]) => {
    const value = facts[field];
    return value === undefined ? [] : [{ name, value }];
  });
}
