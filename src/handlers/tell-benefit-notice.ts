import type { AgreementRecord } from '../data/agreement-record.ts';
import { approvalOf } from '../data/approvals.ts';
import { writeNumber } from '../data/benefit-numbers.ts';
import { type Asking, mayKeep, mayRead } from '../data/benefit-rules.ts';
import { openRulebook } from '../data/benefit-totals.ts';
import type { Benefit } from '../data/benefits.ts';
import { writeDay } from '../data/days.ts';
import type { Notice, NoticeAbout } from '../data/outbox.ts';
import { protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { approvalButtons } from './approve-protocol.ts';
import { aboutOf, entryValue, fullName, personNamed, splitParts, summaryOf } from './benefit-parts.ts';
import { detrimentParts } from './benefit-warnings.ts';
import { theAgreement } from './cite.ts';
import { suggestionButtons } from './decide-suggestion.ts';
import type { Clock } from './handler.ts';
import { type Button, type Message, message, type Part } from './reply.ts';

/** Whom a notice is for, as they stand today, and all it is put into words with. */
type Telling = { asking: Asking; stores: Stores };

/** The notices about the log of accrued benefits and the protocols that apportion it. */
export type BenefitNotice = Extract<NoticeAbout, { is: 'suggestion-awaits' | 'suggestion-decided' | 'detriment' | 'protocol-awaits' }>;

/**
 * Puts a notice about the log into words, as things stand when it is delivered. It is for people in the partnership file alone.
 * @returns null when there is nothing left to tell: somebody else has settled it, or whom it was for has left the agreement
 */
export async function tellBenefitNotice(
  { to, agreement: id }: Notice,
  about: BenefitNotice,
  stores: Stores,
  clock: Clock,
): Promise<Message | null> {
  const agreement = stores.agreements.get(id);
  const { partnership } = stores;
  const person = to.is === 'person' ? partnership.people.find(({ email }) => email === to.email) : undefined;
  if (agreement === undefined || person === undefined) return null;
  const asking = { person, agreement, partnership, today: clock.today() };
  if (!mayRead(asking).ok) return null;
  if (about.is === 'protocol-awaits') return protocolAwaits(about.protocol, { asking, stores });
  const benefit = await stores.benefits.get(id, about.number);
  if (benefit === undefined) return null;
  switch (about.is) {
    case 'suggestion-awaits':
      return suggestionAwaits(benefit, { asking, stores });
    case 'suggestion-decided':
      return suggestionDecided(benefit, { asking, stores });
    case 'detriment':
      return benefit.state === 'in the log' ? detriment(benefit, about.detriments, { asking, stores }) : null;
    default:
      return about satisfies never;
  }
}

async function suggestionAwaits(benefit: Benefit, { asking, stores }: Telling): Promise<Message | null> {
  if (benefit.state !== 'suggested' || !mayKeep(asking, 'accepted', benefit).ok) return null;
  const by = personNamed(benefit.history[0]!.event.by, asking.partnership);
  return message(
    'asker',
    [
      { is: 'heading', text: `${by} suggests ${writeNumber(benefit.number)} for the log: ${summaryOf(benefit.facts)}.` },
      { is: 'paragraph', text: aboutOf(benefit.facts) },
      ...(await splitOfEntry(benefit, asking.agreement, stores)),
      inTheLogOf(asking.agreement),
    ],
    suggestionButtons(benefit),
  );
}

async function suggestionDecided(benefit: Benefit, { asking, stores }: Telling): Promise<Message | null> {
  const decision = benefit.history.findLast(({ event, counted }) => counted && (event.is === 'accepted' || event.is === 'declined'))?.event;
  if (decision === undefined || benefit.state !== (decision.is === 'accepted' ? 'in the log' : 'declined')) return null;
  const by = personNamed(decision.by, asking.partnership);
  const number = writeNumber(benefit.number);
  const summary = summaryOf(benefit.facts);
  if (decision.is === 'accepted')
    return message(
      'asker',
      [
        { is: 'heading', text: `Your suggestion ${number} is in the log: ${summary}.` },
        { is: 'paragraph', text: `${aboutOf(benefit.facts)} ${by} accepted it.` },
        ...(await splitOfEntry(benefit, asking.agreement, stores)),
        inTheLogOf(asking.agreement),
      ],
      [seeEntry(benefit)],
    );
  const reason = 'reason' in decision && decision.reason !== undefined ? `Reason: ${decision.reason}` : 'No reason was given.';
  return message(
    'asker',
    [
      { is: 'heading', text: `Your suggestion ${number} was declined by ${by}.` },
      { is: 'paragraph', text: `${aboutOf(benefit.facts)} ${summary[0]!.toUpperCase()}${summary.slice(1)}.` },
      { is: 'paragraph', text: reason },
      inTheLogOf(asking.agreement),
    ],
    [seeEntry(benefit)],
  );
}

function detriment(benefit: Benefit, found: Parameters<typeof detrimentParts>[0], { asking, stores }: Telling): Message {
  const { agreement } = asking;
  const worse = [...new Set(found.map(({ partner }) => fullName(partner, agreement)))];
  return message(
    'asker',
    [
      { is: 'heading', text: `${writeNumber(benefit.number)} may leave ${worse.join(' and ')} worse off.` },
      { is: 'paragraph', text: `${aboutOf(benefit.facts)} ${summaryOf(benefit.facts)}.` },
      ...detrimentParts(found, agreement, stores),
      { is: 'paragraph', text: `A warning only: the entry stands in the log of ${theAgreement(agreement)}.`, tone: 'quiet' },
    ],
    [seeEntry(benefit)],
  );
}

async function protocolAwaits(id: string, { asking, stores }: Telling): Promise<Message | null> {
  const { agreement, person, partnership } = asking;
  const protocol = protocolsOf(partnership, agreement).find((one) => one.id === id);
  if (protocol === undefined) return null;
  const approval = approvalOf(protocol, await stores.approvals.of(protocol));
  const own = approval.is === 'approved' ? [] : approval.organisations.filter((one) => person?.roles.includes(`finance-lead:${one}`));
  if (own.length === 0) return null;
  return message(
    'asker',
    [
      {
        is: 'heading',
        text: `The gain/share protocol of ${writeDay(protocol.from)} awaits your approval for ${own.map((one) => fullName(one, agreement)).join(' and ')}.`,
      },
      {
        is: 'facts',
        facts: protocol.shares.map(({ partner, basisPoints }) => ({ name: fullName(partner, agreement), value: `${basisPoints / 100}%` })),
      },
      {
        is: 'paragraph',
        text: `Until the finance lead of every partner has approved it, nothing it covers is apportioned in the log of ${theAgreement(agreement)}.`,
      },
    ],
    approvalButtons(protocol),
  );
}

async function splitOfEntry(benefit: Benefit, agreement: AgreementRecord, stores: Stores): Promise<Part[]> {
  return splitParts(benefit.facts, await openRulebook(protocolsOf(stores.partnership, agreement), stores.approvals), agreement);
}

function inTheLogOf(agreement: AgreementRecord): Part {
  return { is: 'paragraph', text: `The log of accrued benefits of ${theAgreement(agreement)}.`, tone: 'quiet' };
}

function seeEntry(benefit: Benefit): Button {
  return { name: 'show-benefit', label: `See ${writeNumber(benefit.number)}`, value: entryValue(benefit) };
}
