import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Agreements } from '../data/agreements.ts';
import { agreementsBoundTo } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import { split } from '../data/words.ts';
import type { Clock } from './handler.ts';
import type { Button } from './reply.ts';
import type { Request } from './request.ts';

/** Which agreement a question is about: one, several to compare, or a choice that only the asker can make. */
export type Scope = { is: 'one'; agreement: string } | { is: 'several'; agreements: string[] } | { is: 'choice'; agreements: string[] };

const ABOUT_ALL =
  /\b(which (of (ours|yours|them|our|the|these|those|your)( \w+)? ?(agreements?|mous?|ones?|deals?)?|ones?|agreements?|mous?|partnerships?)\b|any of (them|the|our|these)|do any|does any|anyone|any agreement|all (of )?(our|the|five|these) (agreements|mous)|across (all|our|the)|compare|side by side|each agreement|every agreement|in which)\b/;

/** Decides what a question is about: agreements it names, else all of them when it asks so, else the channel’s or the person’s own. */
export function whichAgreement(question: string, request: Request, stores: Stores, clock: Clock): Scope {
  const named = agreementsNamed(question, stores.agreements);
  if (named.length === 1) return { is: 'one', agreement: named[0]! };
  if (named.length > 1) return { is: 'several', agreements: named };
  if (asksAboutAll(question)) return { is: 'several', agreements: [...stores.agreements.keys()] };
  const bound = agreementsBoundTo(stores.partnership, stores.agreements, request.asker, request.channel, clock.today());
  if (bound.length === 1) return { is: 'one', agreement: bound[0]! };
  return { is: 'choice', agreements: bound.length > 0 ? bound : [...stores.agreements.keys()] };
}

/** Whether a question is put to all agreements at once (“which of ours …”). */
export function asksAboutAll(question: string): boolean {
  return ABOUT_ALL.test(split(question).join(' '));
}

/** The agreements a text names by one of their aliases, in the order they are loaded. */
export function agreementsNamed(text: string, agreements: Agreements): string[] {
  const words = ` ${split(text).join(' ')} `;
  return [...agreements.values()]
    .filter((agreement) => aliasesOf(agreement).some((alias) => words.includes(alias)))
    .map((agreement) => agreement.id);
}

const known = new WeakMap<AgreementRecord, string[]>();

/** An agreement’s aliases as they stand between the words of a text: taken apart once, not for every message. */
function aliasesOf(agreement: AgreementRecord): string[] {
  const aliases = known.get(agreement) ?? agreement.aliases.map((alias) => ` ${split(alias).join(' ')} `);
  known.set(agreement, aliases);
  return aliases;
}

/** One button for each agreement, to put the same question to it. */
export function choiceOfAgreement(question: string, agreements: Agreements, ids: readonly string[]): Button[] {
  return ids.flatMap((id) => {
    const agreement = agreements.get(id);
    return agreement ? [{ name: 'ask' as const, label: agreement.name, value: { q: question, a: id } }] : [];
  });
}
