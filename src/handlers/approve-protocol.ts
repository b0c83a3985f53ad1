import { type ApprovalWord, approvalOf, mayDecide } from '../data/approvals.ts';
import type { Asking } from '../data/benefit-rules.ts';
import { type Rulebook, splitOf } from '../data/benefit-totals.ts';
import type { BenefitFacts } from '../data/benefits.ts';
import { writeDay } from '../data/days.ts';
import { type Protocol, protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { awaits, fullName, listed } from './benefit-parts.ts';
import { agreementCarried, agreementOfSentence, madeBy, refusal } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Message, message } from './reply.ts';
import type { Request } from './request.ts';

/** A button by which a finance lead approves a protocol. */
export function approvalButtons(protocol: Protocol): Button[] {
  return [{ name: 'approve-protocol', label: 'Approve the protocol', value: { a: protocol.agreement, p: protocol.id }, style: 'primary' }];
}

/** The same, for the finance lead whose approval the split of an entry awaits. */
export function ownApprovals(facts: BenefitFacts, rulebook: Rulebook, { person }: Asking): Button[] {
  const split = splitOf(facts, rulebook);
  const own = split.is === 'awaiting' && split.organisations.some((one) => person?.roles.includes(`finance-lead:${one}`));
  return own ? approvalButtons(split.protocol) : [];
}

const APPROVES =
  /^(?:please )?(?:i )?(?:approve|agree|withdraw (?:my |our |the )?approval of) (?:to )?(?:the |our |this )?(?:gain[ /-]?(?:and[ -])?(?:loss )?shar(?:e|ing) )?protocols?\b/i;

/** Whether somebody approves the protocol in words, or withdraws that. */
export function asksToApprove(text: string): boolean {
  return APPROVES.test(text.trim());
}

/** “Approve the protocol”: shows its shares, with the button that does it. Nothing is approved by a sentence alone. */
export const showProtocols: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const found = agreementOfSentence(request.act.text, 'benefits', request, stores, clock);
  if (!found.ok) return found.reply;
  const { asking } = found;
  const { agreement, partnership, person } = asking;
  const protocols = protocolsOf(partnership, agreement);
  if (protocols.length === 0) return refusal(`The partnership file holds no gain/share protocol for ${theAgreement(agreement)}.`);
  const is = /withdraw/i.test(request.act.text) ? 'withdrawn' : 'approved';
  const each = await Promise.all(
    protocols.map(async (protocol) => {
      const words = await stores.approvals.of(protocol);
      return { protocol, approval: approvalOf(protocol, words), may: mayDecide(person, is, protocol, words, partnership) };
    }),
  );
  const open = each.filter(({ may }) => may.ok);
  const [first] = each;
  if (open.length === 0 && !first!.may.ok) return refusal(first!.may.reason);
  return message(
    'asker',
    [
      { is: 'heading', text: is === 'approved' ? 'Is this the protocol you approve?' : 'Withdraw the approval of this protocol?' },
      {
        is: 'facts',
        facts: open.map(({ protocol }) => ({ name: `From ${writeDay(protocol.from)}`, value: sharesOf(protocol, asking) })),
      },
    ],
    open.flatMap(({ protocol }) => (is === 'approved' ? approvalButtons(protocol) : [withdrawButton(protocol)])),
  );
};

function withdrawButton(protocol: Protocol): Button {
  return { name: 'withdraw-approval', label: 'Withdraw the approval', value: { a: protocol.agreement, p: protocol.id } };
}

function sharesOf(protocol: Protocol, { agreement }: Asking): string {
  return protocol.shares.map(({ partner, basisPoints }) => `${fullName(partner, agreement)} ${basisPoints / 100}%`).join(', ');
}

/** A finance lead approves a protocol for the partner they lead. */
export const approveProtocol: Handler = (request, stores, clock) => decide('approved', request, stores, clock);

/** A finance lead takes that approval back. */
export const withdrawApproval: Handler = (request, stores, clock) => decide('withdrawn', request, stores, clock);

async function decide(is: ApprovalWord['is'], request: Request, stores: Stores, clock: Clock): Promise<Message | { kind: 'silence' }> {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = agreementCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const { asking } = carried;
  const { agreement, partnership, person } = asking;
  const protocol = protocolsOf(partnership, agreement).find((one) => one.id === value.p);
  if (protocol === undefined) return refusal('That protocol is not in the partnership file any more. Nothing was changed.');
  const may = mayDecide(person, is, protocol, await stores.approvals.of(protocol), partnership);
  if (!may.ok) return refusal(may.reason);
  for (const organisation of may.organisations)
    await stores.approvals.add(protocol, { is, organisation, ...madeBy(asking, clock) }, request.id);
  const approval = approvalOf(protocol, await stores.approvals.of(protocol));
  const names = listed(may.organisations.map((id) => fullName(id, agreement)));
  const did = is === 'approved' ? 'The protocol is approved' : 'The approval is withdrawn';
  return message(
    'asker',
    [
      { is: 'heading', text: `${did} for ${names}.` },
      { is: 'paragraph', text: `From ${writeDay(protocol.from)}: ${sharesOf(protocol, asking)}.` },
      {
        is: 'paragraph',
        text:
          approval.is === 'approved'
            ? 'Every partner has approved it: benefits are apportioned by it.'
            : awaits(approval.organisations, agreement),
      },
    ],
    is === 'approved' ? [withdrawButton(protocol)] : approvalButtons(protocol),
  );
}
