import type { MessageKind } from '../data/kind-of-message.ts';
import type { Stores } from '../data/stores.ts';
import { amendBenefit, openAmend } from './amend-benefit.ts';
import { approveProtocol, asksToApprove, showProtocols, withdrawApproval } from './approve-protocol.ts';
import { askAgain } from './ask-again.ts';
import { answerGaps, asksForGaps } from './ask-gaps.ts';
import { askTerms } from './ask-terms.ts';
import { benefitSaid, benefitsVerb, benefitVerb, verbOfLog } from './benefit-said.ts';
import { isNumberAlone } from './clause-by-number.ts';
import { acceptAmended, acceptBenefit, declineBenefit, openAcceptAmended, openDecline } from './decide-suggestion.ts';
import type { Clock, Handler } from './handler.ts';
import { listBenefits } from './list-benefits.ts';
import { logBenefit, openBenefitForm, saveBenefit, suggestBenefit } from './log-benefit.ts';
import { openTellKeeper, rateAnswer, tellKeeper } from './rate-answer.ts';
import { readMessage } from './read-message.ts';
import { type ButtonName, type FormName, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';
import { shareAnswer } from './share-answer.ts';
import { showBenefit } from './show-benefit.ts';
import { showClausePressed } from './show-clause.ts';
import { showDates } from './show-dates.ts';
import { showHelp } from './show-help.ts';
import { showHome } from './show-home.ts';
import { showMore } from './show-more.ts';
import { signpostCrisis } from './signpost-crisis.ts';
import { signpostEmployment } from './signpost-employment.ts';
import { signpostSafeguarding } from './signpost-safeguarding.ts';
import { smallTalk } from './small-talk.ts';
import { undoBenefit } from './undo-benefit.ts';
import { verifyBenefit } from './verify-benefit.ts';
import { welcome } from './welcome.ts';
import { openWithdraw, withdrawBenefit } from './withdraw-benefit.ts';

/** Every request to its handler. */
export const route: Handler = (request, stores, clock) => {
  const { act } = request;
  switch (act.is) {
    case 'said':
      return routeSaid(act.text, request, stores, clock);
    case 'pressed':
      return (own(BUTTONS, act.button) ?? outOfDate)(request, stores, clock);
    case 'submitted':
      return (own(FORMS, act.form) ?? outOfDate)(request, stores, clock);
    case 'opened':
      return showHome(request, stores, clock);
    case 'joined':
      return welcome(request, stores, clock);
    default:
      return act satisfies never;
  }
};

/** What a table holds under a name; a name that every object has (`constructor`) is not one of its own. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const BUTTONS: Record<ButtonName, Handler> = {
  ask: askAgain,
  'show-clause': showClausePressed,
  'show-more': showMore,
  rate: rateAnswer,
  share: shareAnswer,
  'tell-keeper': openTellKeeper,
  'show-help': showHelp,
  'benefit-form': openBenefitForm,
  'save-benefit': saveBenefit,
  'show-benefit': showBenefit,
  'list-benefits': listBenefits,
  'undo-benefit': undoBenefit,
  'accept-benefit': acceptBenefit,
  'accept-amended': openAcceptAmended,
  'decline-benefit': openDecline,
  'verify-benefit': verifyBenefit,
  'amend-benefit': openAmend,
  'withdraw-benefit': openWithdraw,
  'approve-protocol': approveProtocol,
  'withdraw-approval': withdrawApproval,
};

const FORMS: Record<FormName, Handler> = {
  'tell-keeper': tellKeeper,
  'log-benefit': logBenefit,
  'suggest-benefit': suggestBenefit,
  'accept-amended': acceptAmended,
  'decline-benefit': declineBenefit,
  'amend-benefit': amendBenefit,
  'withdraw-benefit': withdrawBenefit,
};

const KINDS: Record<MessageKind, Handler> = {
  terms: askTerms,
  employment: signpostEmployment,
  safeguarding: signpostSafeguarding,
  crisis: signpostCrisis,
  benefit: benefitSaid,
  review: showDates,
  help: showHelp,
  other: smallTalk,
};

/** A button or form of an earlier version, pressed long after it was shown. */
const outOfDate: Handler = async () =>
  message('asker', [
    { is: 'heading', text: 'That button is out of date.' },
    { is: 'paragraph', text: 'Ask again to get a new one. Nothing was changed.' },
  ]);

/** Single words that say what is wanted, as after `/accord`. Plain sentences work everywhere a verb does. */
const VERBS: Readonly<Record<string, Handler>> = {
  help: showHelp,
  reviews: showDates,
  benefit: benefitVerb,
  benefits: benefitsVerb,
  '': showHelp,
};

function routeSaid(text: string, request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  const verb = own(VERBS, text.trim().toLowerCase());
  if (verb) return verb(request, stores, clock);
  // “ask” is taken off and tells nothing: somebody at risk may well begin with it.
  const words = text.replace(/^\s*ask\b[\s:,]*/i, '');
  return handlerOfMessage(words, stores)({ ...request, act: { is: 'said', text: words } }, stores, clock);
}

/** What comes before everything else a message may look like. */
const PRIVATE_KINDS: ReadonlySet<MessageKind> = new Set(['employment', 'safeguarding', 'crisis']);

function handlerOfMessage(text: string, stores: Stores): Handler {
  if (!/[\p{L}\d]/u.test(text)) return askTerms;
  const { kind } = readMessage(text, stores);
  const verb = PRIVATE_KINDS.has(kind) ? undefined : verbOfLog(text);
  if (verb) return verb;
  if (asksToApprove(text)) return showProtocols;
  // “1.1” alone says nothing to those who tell kinds apart, and everything to somebody with the paper before them.
  if (kind === 'other' && isNumberAlone(text)) return askTerms;
  return kind === 'terms' && asksForGaps(text) ? answerGaps : KINDS[kind];
}
