import type { MessageKind } from '../data/kind-of-message.ts';
import type { Stores } from '../data/stores.ts';
import { amendBenefit, openAmend } from './amend-benefit.ts';
import { approveProtocol, asksToApprove, showProtocols, withdrawApproval } from './approve-protocol.ts';
import { askAgain } from './ask-again.ts';
import { answerGaps, asksForGaps } from './ask-gaps.ts';
import { askTerms } from './ask-terms.ts';
import { calendarWished } from './asks-for-calendar.ts';
import { programmeWished } from './asks-of-programme.ts';
import { returnWished } from './asks-of-returns.ts';
import { ownReminderWished } from './asks-to-remind.ts';
import { benefitFile } from './benefit-file.ts';
import { benefitSaid, benefitsVerb, benefitVerb, chooseBenefit } from './benefit-said.ts';
import { bindChannel, openBindChannel } from './bind-channel.ts';
import { isNumberAlone } from './clause-by-number.ts';
import { completeDuty, openComplete } from './complete-duty.ts';
import { acceptAmended, acceptBenefit, declineBenefit, openAcceptAmended, openDecline } from './decide-suggestion.ts';
import { showDuty } from './duty-request.ts';
import { handOverDuty, openHandOver } from './hand-over-duty.ts';
import { closeIssue, holdIssue, openPassOn, passOnIssue, showIssue, takeIssue } from './handle-issue.ts';
import type { Clock, Handler } from './handler.ts';
import { knownToday } from './known-today.ts';
import { listBenefits } from './list-benefits.ts';
import { cancelReminder, listReminders } from './list-reminders.ts';
import { logBenefit, openBenefitForm, saveBenefit, suggestBenefit } from './log-benefit.ts';
import { addToIssue, asksForIssue, asksToRaise, myIssues, openAdd, withdrawIssue } from './my-issues.ts';
import { openRaiseDuty, raiseDuty } from './raise-duty.ts';
import { howToRaise, notNow, openRaise, raise, raiseIssue } from './raise-issue.ts';
import { openTellKeeper, rateAnswer, tellKeeper } from './rate-answer.ts';
import { readMessage } from './read-message.ts';
import { openReopen, reopenDuty } from './reopen-duty.ts';
import { type ButtonName, type FormName, message, type Reply } from './reply.ts';
import type { Request, ShortcutName } from './request.ts';
import { sentDocument } from './sent-document.ts';
import { checkReminder, openReminderForm, remindVerb, saveReminder } from './set-reminder.ts';
import { openSettle, settleDuty } from './settle-duty.ts';
import { shareAnswer } from './share-answer.ts';
import { showBenefit } from './show-benefit.ts';
import { renewCalendar, revokeCalendar, showCalendar } from './show-calendar.ts';
import { showClausePressed } from './show-clause.ts';
import { listDuties, showDates } from './show-dates.ts';
import { showHelp } from './show-help.ts';
import { showHome } from './show-home.ts';
import { showMore } from './show-more.ts';
import { showProgramme, tellProgramme } from './show-programme.ts';
import { showReturns, tellReturns } from './show-returns.ts';
import { signpostCrisis } from './signpost-crisis.ts';
import { signpostEmployment } from './signpost-employment.ts';
import { signpostSafeguarding } from './signpost-safeguarding.ts';
import { smallTalk } from './small-talk.ts';
import { openSnooze, snoozeDuty } from './snooze-duty.ts';
import { openReturnForm, returnVerb, submitReturn } from './submit-return.ts';
import { surelyOfLog } from './surely-of-log.ts';
import { undoBenefit } from './undo-benefit.ts';
import { verifyBenefit } from './verify-benefit.ts';
import { welcome } from './welcome.ts';
import { openWithdraw, withdrawBenefit } from './withdraw-benefit.ts';

/** Every request to its handler. */
export const route: Handler = async (request, known, clock) => {
  const { act } = request;
  const stores = await knownToday(known, clock);
  switch (act.is) {
    case 'said':
      return routeSaid(act.text, request, stores, clock);
    case 'pressed':
      return (own(BUTTONS, act.button) ?? outOfDate)(request, stores, clock);
    case 'submitted':
      return (own(FORMS, act.form) ?? outOfDate)(request, stores, clock);
    case 'chosen':
      return (own(SHORTCUTS, act.shortcut) ?? outOfDate)(request, stores, clock);
    case 'opened':
      return showHome(request, stores, clock);
    case 'sent':
      return sentDocument(request, stores, clock);
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
  'bind-channel': openBindChannel,
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
  'benefit-file': benefitFile,
  'undo-benefit': undoBenefit,
  'accept-benefit': acceptBenefit,
  'accept-amended': openAcceptAmended,
  'decline-benefit': openDecline,
  'verify-benefit': verifyBenefit,
  'amend-benefit': openAmend,
  'withdraw-benefit': openWithdraw,
  'approve-protocol': approveProtocol,
  'withdraw-approval': withdrawApproval,
  'raise-issue': openRaise,
  'raise-how': howToRaise,
  'not-now': notNow,
  'my-issues': myIssues,
  'add-to-issue': openAdd,
  'withdraw-issue': withdrawIssue,
  'show-issue': showIssue,
  'take-issue': takeIssue,
  'pass-on-issue': openPassOn,
  'hold-issue': holdIssue,
  'close-issue': closeIssue,
  'show-duty': showDuty,
  'list-duties': listDuties,
  'done-duty': openComplete,
  'snooze-duty': openSnooze,
  'hand-over-duty': openHandOver,
  'reopen-duty': openReopen,
  'raise-duty': openRaiseDuty,
  'settle-duty': openSettle,
  'reminder-form': openReminderForm,
  'save-reminder': saveReminder,
  'list-reminders': listReminders,
  'cancel-reminder': cancelReminder,
  'return-form': openReturnForm,
  'show-returns': showReturns,
  'show-calendar': showCalendar,
  'renew-calendar': renewCalendar,
  'revoke-calendar': revokeCalendar,
  'show-programme': showProgramme,
};

const FORMS: Record<FormName, Handler> = {
  'bind-channel': bindChannel,
  'tell-keeper': tellKeeper,
  'log-benefit': logBenefit,
  'suggest-benefit': suggestBenefit,
  'accept-amended': acceptAmended,
  'decline-benefit': declineBenefit,
  'amend-benefit': amendBenefit,
  'withdraw-benefit': withdrawBenefit,
  'raise-issue': raiseIssue,
  'add-to-issue': addToIssue,
  'pass-on-issue': passOnIssue,
  'complete-duty': completeDuty,
  'snooze-duty': snoozeDuty,
  'hand-over-duty': handOverDuty,
  'reopen-duty': reopenDuty,
  'raise-duty': raiseDuty,
  'settle-duty': settleDuty,
  'own-reminder': checkReminder,
  'submit-return': submitReturn,
};

const SHORTCUTS: Record<ShortcutName, Handler> = {
  'log-benefit': chooseBenefit,
  'raise-issue': raise,
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
  raise,
  issue: myIssues,
  issues: myIssues,
  remind: remindVerb,
  reminders: listReminders,
  return: returnVerb,
  returns: tellReturns,
  calendar: showCalendar,
  programme: tellProgramme,
  '': showHelp,
};

function routeSaid(text: string, request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  const verb = own(VERBS, text.trim().toLowerCase());
  if (verb) return verb(request, stores, clock);
  // “ask” is taken off and tells nothing: somebody at risk may well begin with it.
  const words = text.replace(/^\s*ask\b[\s:,]*/i, '');
  return handlerOfMessage(words, request, stores, clock)({ ...request, act: { is: 'said', text: words } }, stores, clock);
}

function handlerOfMessage(text: string, request: Request, stores: Stores, clock: Clock): Handler {
  if (!/[\p{L}\d]/u.test(text)) return askTerms;
  const { kind } = readMessage(text, stores);
  const ofDuties =
    ownReminderWished(text, kind) ??
    returnWished(text, kind, request, stores, clock) ??
    programmeWished(text, kind, request, stores, clock) ??
    calendarWished(text, kind);
  if (ofDuties) return ofDuties;
  const ofLog = surelyOfLog(text, kind, stores);
  if (ofLog) return ofLog;
  if (kind !== 'safeguarding' && kind !== 'crisis') {
    if (asksForIssue(text)) return myIssues;
    if (asksToRaise(text)) return raise;
  }
  if (asksToApprove(text)) return showProtocols;
  // “1.1” alone says nothing to those who tell kinds apart, and everything to somebody with the paper before them.
  if (kind === 'other' && isNumberAlone(text)) return askTerms;
  return kind === 'terms' && asksForGaps(text) ? answerGaps : KINDS[kind];
}
