import type { Asking } from '../data/benefit-rules.ts';
import { type Occurrence, writeDue } from '../data/occurrences.ts';
import { allowed, type Permission, refused } from '../data/permission.ts';
import { maySeeReturns } from '../data/return-rules.ts';
import { partnersAsked, type ReturningPartner, returnPeriods } from '../data/returns.ts';
import type { SettledDuty } from '../data/settled-duties.ts';
import type { Stores } from '../data/stores.ts';
import { askingUnder, refusal } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import type { Clock } from './handler.ts';
import { type DutiesNow, dutiesNow } from './occurrence-now.ts';
import { type ButtonName, type Message, message } from './reply.ts';
import type { ButtonValue, Request } from './request.ts';
import { whichAgreement } from './which-agreement.ts';

/** A joint return somebody asks about: the duty, the partners it is asked of, and the occurrences it can be given for, the latest first. */
export type ReturnAsked = {
  asking: Asking;
  known: DutiesNow;
  settled: SettledDuty;
  partners: ReturningPartner[];
  periods: Occurrence[];
};

/** The joint return a button or form names (`a` and `d`), for those who may see it. */
export async function returnCarried(
  value: ButtonValue,
  request: Request,
  stores: Stores,
  clock: Clock,
): Promise<Permission<{ asked: ReturnAsked }>> {
  const agreement = stores.agreements.get(value.a ?? '');
  if (agreement === undefined) return refused('That agreement is not held here any more. Nothing was changed.');
  const asking = askingUnder(agreement, request, stores, clock);
  const may = maySeeReturns(asking);
  if (!may.ok) return may;
  const found = (await returnsOf(asking, stores)).find(({ settled }) => settled.duty.id === value.d);
  return found === undefined ? refused(`${theAgreement(agreement, true)} asks for no such return.`) : allowed({ asked: found });
}

/** The joint returns of one agreement. */
async function returnsOf(asking: Asking, stores: Stores): Promise<ReturnAsked[]> {
  const { agreement, today } = asking;
  const known = await dutiesNow(agreement, stores);
  return known.duties.flatMap((settled) => {
    const partners = partnersAsked(settled.duty, agreement);
    return partners.length === 0
      ? []
      : [{ asking, known, settled, partners, periods: returnPeriods(settled, agreement, known.settings, today) }];
  });
}

/** Whether a sentence can be about a joint return: an agreement it may be about asks for one. */
export function mayBeOfReturns(text: string, request: Request, stores: Stores, clock: Clock): boolean {
  return askedOf(text, request, stores, clock).some(({ agreement }) =>
    agreement.duties.some((duty) => partnersAsked(duty, agreement).length > 0),
  );
}

function askedOf(text: string, request: Request, stores: Stores, clock: Clock): Asking[] {
  const scope = whichAgreement(text, request, stores, clock);
  const ids = scope.is === 'one' ? [scope.agreement] : scope.agreements;
  return ids.flatMap((id) => stores.agreements.get(id) ?? []).map((agreement) => askingUnder(agreement, request, stores, clock));
}

/** The joint return a sentence is about; a refusal, or a choice between several, where it is not one. @param button what a choice leads to */
export async function returnOfSentence(
  text: string,
  button: ButtonName,
  request: Request,
  stores: Stores,
  clock: Clock,
): Promise<{ ok: true; asked: ReturnAsked } | { ok: false; reply: Message }> {
  const all = askedOf(text, request, stores, clock);
  const open = all.filter((asking) => maySeeReturns(asking).ok);
  const found = (await Promise.all(open.map((asking) => returnsOf(asking, stores)))).flat();
  const [only, another] = found;
  if (only !== undefined && another === undefined) return { ok: true, asked: only };
  if (only === undefined) return { ok: false, reply: refusal(noneOf(all, open)) };
  const choices = found.map(({ asking, settled }) => ({
    name: button,
    label: found.some((one) => one !== only && one.asking.agreement === only.asking.agreement) ? settled.duty.what : asking.agreement.name,
    value: { a: asking.agreement.id, d: settled.duty.id },
    ...(button === 'return-form' ? { opensForm: true as const } : {}),
  }));
  return { ok: false, reply: message('asker', [{ is: 'heading', text: 'Which return?' }], choices) };
}

function noneOf(all: readonly Asking[], open: readonly Asking[]): string {
  const [one, another] = open;
  if (one !== undefined && another === undefined)
    return `${theAgreement(one.agreement, true)} asks for no return that partners give together.`;
  if (one !== undefined) return 'None of these agreements asks for a return that partners give together.';
  const may = all.length === 1 ? maySeeReturns(all[0]!) : undefined;
  return may?.ok === false
    ? may.reason
    : 'Accord knows of no agreement you work under today. Its administrator keeps the partnership file.';
}

/** What a return is for, in words: “due 10 November 2026”, “for November 2026” where the document gives no day. */
export function periodInWords(occurrence: Occurrence): string {
  return `${occurrence.precision === 'day' ? 'due' : 'for'} ${writeDue(occurrence)}`;
}
