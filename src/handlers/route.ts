import type { KindReading, MessageKind } from '../data/kind-of-message.ts';
import type { Stores } from '../data/stores.ts';
import { askAgain } from './ask-again.ts';
import { answerGaps, asksForGaps } from './ask-gaps.ts';
import { askTerms } from './ask-terms.ts';
import type { Clock, Handler } from './handler.ts';
import { openTellKeeper, rateAnswer, tellKeeper } from './rate-answer.ts';
import { type ButtonName, type FormName, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';
import { shareAnswer } from './share-answer.ts';
import { showClausePressed } from './show-clause.ts';
import { showDates } from './show-dates.ts';
import { showHelp } from './show-help.ts';
import { showHome } from './show-home.ts';
import { showMore } from './show-more.ts';
import { signpostCrisis } from './signpost-crisis.ts';
import { signpostEmployment } from './signpost-employment.ts';
import { signpostSafeguarding } from './signpost-safeguarding.ts';
import { smallTalk } from './small-talk.ts';
import { welcome } from './welcome.ts';

/** Every request to its handler. */
export const route: Handler = (request, stores, clock) => {
  const { act } = request;
  switch (act.is) {
    case 'said':
      return routeSaid(act.text, request, stores, clock);
    case 'pressed':
      return (BUTTONS[act.button] ?? outOfDate)(request, stores, clock);
    case 'submitted':
      return (FORMS[act.form] ?? outOfDate)(request, stores, clock);
    case 'opened':
      return showHome(request, stores, clock);
    case 'joined':
      return welcome(request, stores, clock);
    default:
      return act satisfies never;
  }
};

const BUTTONS: Record<ButtonName, Handler> = {
  ask: askAgain,
  'show-clause': showClausePressed,
  'show-more': showMore,
  rate: rateAnswer,
  share: shareAnswer,
  'tell-keeper': openTellKeeper,
  'show-help': showHelp,
};

const FORMS: Record<FormName, Handler> = { 'tell-keeper': tellKeeper };

const KINDS: Record<MessageKind, Handler> = {
  terms: askTerms,
  employment: signpostEmployment,
  safeguarding: signpostSafeguarding,
  crisis: signpostCrisis,
  benefit: askTerms,
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
const VERBS: Readonly<Record<string, Handler>> = { help: showHelp, reviews: showDates, '': showHelp };

function routeSaid(text: string, request: Request, stores: Stores, clock: Clock): Promise<Reply> {
  const verb = VERBS[text.trim().toLowerCase()];
  if (verb) return verb(request, stores, clock);
  // “ask” is taken off and tells nothing: somebody at risk may well begin with it.
  const words = text.replace(/^\s*ask\b[\s:,]*/i, '');
  return handlerOfMessage(words, stores.kindOf)({ ...request, act: { is: 'said', text: words } }, stores, clock);
}

/** How much of a long message is read to tell its kind: enough for a page of a worried person’s words. */
const READ_FOR_KIND = 6000;

function handlerOfMessage(text: string, kindOf: (text: string) => KindReading): Handler {
  if (!/[\p{L}\d]/u.test(text)) return askTerms;
  const { kind } = kindOf(text.slice(0, READ_FOR_KIND));
  return kind === 'terms' && asksForGaps(text) ? answerGaps : KINDS[kind];
}
