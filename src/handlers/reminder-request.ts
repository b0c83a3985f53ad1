import type { Asking } from '../data/benefit-rules.ts';
import { mayRemind } from '../data/own-reminder-rules.ts';
import { allowed, type Permission, refused } from '../data/permission.ts';
import type { Stores } from '../data/stores.ts';
import { askingUnder, refusal } from './benefit-request.ts';
import type { Clock } from './handler.ts';
import { type Message, message } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** What a button carries of the sentence it takes up again. */
const SENTENCE_IN_A_BUTTON = 600;

/** The agreement a button or form names, for those who may set its reminders. */
export function reminderCarried(value: ButtonValue, request: Request, stores: Stores, clock: Clock): Permission<{ asking: Asking }> {
  const agreement = stores.agreements.get(value.a ?? '');
  if (agreement === undefined) return refused('That agreement is not held here any more. Nothing was changed.');
  const asking = askingUnder(agreement, request, stores, clock);
  const may = mayRemind(asking);
  return may.ok ? allowed({ asking }) : may;
}

/**
 * The agreement that a sentence wants a reminder for, or wants to see those of: one it names, the channel’s, or the asker’s own.
 * @param as how the sentence is taken up again when an agreement was chosen
 */
export function agreementToRemind(
  text: string,
  request: Request,
  stores: Stores,
  clock: Clock,
  as: 'remind' | 'reminders' = 'remind',
): { ok: true; asking: Asking } | { ok: false; reply: Message } {
  if (request.act.is === 'pressed' && request.act.value.a !== undefined) {
    const chosen = reminderCarried(request.act.value, request, stores, clock);
    return chosen.ok ? chosen : { ok: false, reply: refusal(chosen.reason) };
  }
  const scope = whichAgreement(text, request, stores, clock);
  const ids = scope.is === 'one' ? [scope.agreement] : scope.agreements;
  const all = ids.flatMap((id) => stores.agreements.get(id) ?? []).map((agreement) => askingUnder(agreement, request, stores, clock));
  const open = all.filter((asking) => mayRemind(asking).ok);
  const [first, second] = open;
  if (first !== undefined && second === undefined) return { ok: true, asking: first };
  if (first === undefined) {
    const may =
      all.length === 1
        ? mayRemind(all[0]!)
        : refused('Accord knows of no agreement you work under today. Its administrator keeps the partnership file.');
    return { ok: false, reply: refusal(may.ok ? '' : may.reason) };
  }
  const choices = choiceOfAgreement(
    text.slice(0, SENTENCE_IN_A_BUTTON),
    stores.agreements,
    open.map(({ agreement }) => agreement.id),
  );
  const buttons = choices.map((button) => ({ ...button, value: { ...button.value, as } }));
  return { ok: false, reply: message('asker', [{ is: 'heading', text: 'For which agreement?' }], buttons) };
}
