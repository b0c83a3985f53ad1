import type { MessageKind } from '../data/kind-of-message.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from './handler.ts';
import type { Request } from './request.ts';
import { hasProgramme, tellProgramme } from './show-programme.ts';
import { whichAgreement } from './which-agreement.ts';

const PROGRESS =
  /^\s*(?:(?:so|and) )?(?:how far (?:is|are|along|on|have|with|did)\b.*\b(?:programme|program|plan|areas?|years? [123])\b|(?:show|see|open|view)(?: me| us)? (?:the |our )?(?:programme|programme grid|grid of the programme|grid)\s*[.?]?\s*$|(?:the |our )?programme(?:'s|’s)? (?:grid|progress|status)\b|what(?:'s|’s| is) (?:still )?(?:missing|open|outstanding|left) (?:in|of|from|for) (?:the |our )?(?:\w+ )?programme\b)/i;

/** What is done with a message that asks how far a programme is; undefined for every other, and where no agreement has one. */
export function programmeWished(text: string, kind: MessageKind, request: Request, stores: Stores, clock: Clock): Handler | undefined {
  if (kind === 'safeguarding' || kind === 'crisis' || !PROGRESS.test(text)) return undefined;
  const scope = whichAgreement(text, request, stores, clock);
  const ids = scope.is === 'one' ? [scope.agreement] : scope.agreements;
  return ids.some((id) => hasProgramme(id, stores)) ? tellProgramme : undefined;
}
