import type { MessageKind } from '../data/kind-of-message.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from './handler.ts';
import type { Request } from './request.ts';
import { mayBeOfReturns } from './return-request.ts';
import { tellReturns } from './show-returns.ts';
import { giveReturn } from './submit-return.ts';

const NOT_MONEY = /\breturn(?:s|ed|ing)? (?:to|from|my|his|her|the)\b|\b(?:tax|vat|sick\w*|leave) returns?\b/i;
const GIVES =
  /^\s*(?:please )?(?:(?:i|we) (?:want|need|would like|have) to |(?:i|we)['’]d like to |can (?:i|we) |how (?:do|can) (?:i|we) )?(?:submit|give|enter|send(?: in)?|file|make|put in|correct|do|fill in)\b.{0,40}\breturns?\b/i;
const SHOWS =
  /^\s*(?:please )?(?:(?:show|see|open|view|compare|give) (?:me |us )?.{0,40}\breturns?\b|(?:the |our )?(?:(?:joint|budget|monthly|quarterly|shadow|pooled) )+returns?\s*[.?]?\s*$|(?:who|whose)\b.{0,60}\breturns?\b|(?:has|have|is|are) (?:the |our |all |both |every )?.{0,50}\breturns? (?:been )?(?:done|in|given|sent|submitted|missing|late|complete)\b|how (?:do|are) .{0,40}\breturns? )/i;

/** What is done with a message about the returns that partners give together; undefined for every other, and where no agreement asks for any. */
export function returnWished(text: string, kind: MessageKind, request: Request, stores: Stores, clock: Clock): Handler | undefined {
  if (kind === 'safeguarding' || kind === 'crisis' || kind === 'employment' || NOT_MONEY.test(text)) return undefined;
  const wished =
    SHOWS.test(text) && !/^\s*(?:please )?give (?:in |our |my )/i.test(text) ? tellReturns : GIVES.test(text) ? giveReturn : undefined;
  return wished !== undefined && mayBeOfReturns(text, request, stores, clock) ? wished : undefined;
}
