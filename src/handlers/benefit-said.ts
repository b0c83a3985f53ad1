import { readBenefit } from '../data/read-benefit.ts';
import type { Stores } from '../data/stores.ts';
import { askTerms } from './ask-terms.ts';
import { fileWished, giveFile } from './benefit-file.ts';
import type { Handler } from './handler.ts';
import { tellTotals } from './list-benefits.ts';
import { openBenefit, tellBenefit } from './log-benefit.ts';
import { offerButtons, readMessage } from './read-message.ts';
import type { Part, Reply } from './reply.ts';
import type { Request } from './request.ts';
import { showQuoted } from './show-benefit.ts';
import { safeguardingLine } from './signpost-safeguarding.ts';
import { smallTalk } from './small-talk.ts';

const QUOTED = /\bb[- ]?(\d{1,8})\b/i;
/** Whether a message asks. */
export const ASKS =
  /\?\s*$|^(?:and |so |but )?(?:who|whom|whose|what|whats|when|where|which|how|why|is|are|was|were|do|does|did|can|could|should|shall|may|will|would|has|have|any|if)\b/i;
const LISTS =
  /\bhow much\b|\btotals?\b|\bso far\b|\b(?:show|list|see|open|tot up|what'?s in)\b|\b(?:benefits|savings|disbenefits|losses|outcomes|entries)\b|\b(?:saved|gained|achieved|made)\b.*\b(?:together|so far|overall|altogether|to date)\b|\bnet position\b|\bshare of\b|\bwhat have we (?:saved|gained|achieved|logged)\b/i;
const LOGS = /\b(?:log|record|add|put|enter|note|suggest)\b/i;
const WHOLE_LOG = /^(?:show|list|open|see)?\s*(?:me )?(?:the |our )?(?:log|benefits?|savings)(?: (?:log|list|so far))?$/i;
/** Words of what is agreed, rather than of what came of it. */
export const RULES =
  /\b(?:who|whose|why|where|when|allowed|must|should|responsible|keeps?|kept|maintain\w*|owns?|mean|means|clause|agreement|memorandum|share[ds]?|split|apportion\w*)\b/i;
const DRAFT_WISH =
  /^(?:can i |i (?:want|would like) to |i['’]d like to |please |how (?:do|can) i )?(?:log|add|record|suggest|put in|new)\b.*\b(?:benefit|saving|entry|disbenefit|log)s?\b/i;

const TOLD_LONGEST = 2000;

/** A message about benefits: an entry quoted by its number, a benefit told, a question to the log, or a question about what it says. */
export const benefitSaid: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  const { text } = request.act;
  // What it is shows at its beginning; a page of one word over and over would take seconds.
  const reply = await handlerOf(text.slice(0, TOLD_LONGEST), clock.today())(request, stores, clock);
  return withOffers(reply, text, request, stores);
};

function handlerOf(text: string, today: string): Handler {
  const number = Number(QUOTED.exec(text)?.[1] ?? 0);
  if (number > 0) return showQuoted(text, number);
  const { amountPence, class: of, standing } = readBenefit(text, today);
  if (amountPence === null && NO_BENEFIT.test(text.trim())) return smallTalk;
  const asks = ASKS.test(text.trim());
  if (amountPence !== null && (!asks || LOGS.test(text))) return tellBenefit(text);
  if (DRAFT_WISH.test(text.trim())) return tellBenefit('');
  if (WHOLE_LOG.test(text.trim())) return tellTotals(text);
  if (asks) return LISTS.test(text) && !RULES.test(text) ? tellTotals(text) : askTerms;
  if (LISTS.test(text) && !LOGS.test(text) && !TOLD.test(text)) return RULES.test(text) ? askTerms : tellTotals(text);
  // Without an amount, a word that logs or anything that has happened, it is no entry.
  return LOGS.test(text) || TOLD.test(text) || of !== null || standing === 'actual' ? tellBenefit(text) : askTerms;
}

/** Thanks, and the loss of somebody: its words are those of benefits, and it is none. */
const NO_BENEFIT =
  /^(?:thanks|thank you|thx|cheers|ta|great|brilliant|lovely)\b(?! to\b)|\b(?:lost|losing|loss of)\b.*\b(?:colleague|friend|mum|mother|dad|father|husband|wife|patient|resident|client)s?\b/i;

/** Something has happened: it is told, not asked for. */
const TOLD =
  /\b(?:we|they|it|team|nurses)\b.*\b\w+(?:ed|id|ot|nt)\b|\b(?:thanks to|because|since the|instead of|benefit(?:s)? (?:-|:|to record))/i;

/** The verb `benefit`, with or without what it is. */
export const benefitVerb: Handler = (request, stores, clock) => {
  const text = request.act.is === 'said' ? request.act.text : '';
  return openBenefit(text.replace(/^\s*benefit\b[\s:,-]*/i, ''))(request, stores, clock);
};

/** The shortcut “Log a benefit”, chosen on a message or on none. */
export const chooseBenefit: Handler = (request, stores, clock) =>
  openBenefit(request.act.is === 'chosen' ? request.act.text : '')(request, stores, clock);

/** The verb `benefits`, with or without what it is narrowed to. */
export const benefitsVerb: Handler = (request, stores, clock) =>
  aboutLog(request.act.is === 'said' ? request.act.text : '')(request, stores, clock);

/** What somebody wants of the log: a file of it, or the totals. */
export function aboutLog(text: string): Handler {
  const wish = fileWished(text);
  return wish === null ? tellTotals(text) : giveFile(text, wish);
}

/** What else the message may be, and whom to tell where somebody may be at risk. An answer about terms has that of its own. */
function withOffers(reply: Reply, text: string, request: Request, stores: Stores): Reply {
  if (reply.kind !== 'message' || request.act.is !== 'said') return reply;
  const { offers, mayBeHarm } = readMessage(text, stores);
  const known = new Set(reply.buttons.map(({ label }) => label));
  const buttons = offerButtons(text, offers).filter(({ label }) => !known.has(label));
  const line: Part = safeguardingLine(stores.partnership);
  const told = reply.parts.some((part) => part.is === 'paragraph' && part.text === (line as { text: string }).text);
  return {
    ...reply,
    parts: mayBeHarm && !told ? [...reply.parts, line] : reply.parts,
    buttons: [...reply.buttons, ...buttons],
  };
}
