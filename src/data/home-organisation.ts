import type { Agreements } from './agreements.ts';
import type { Day } from './days.ts';
import type { Partnership, Person, Secondment } from './partnership.ts';
import { secondmentsOn } from './people.ts';

/**
 * Who employs somebody on a day. `several` is asked about, `unknown` too, with the organisations to choose from; nothing is guessed, and
 * nobody’s host is ever taken for their employer. `held` is what they hold that day.
 */
export type HomeOrganisation =
  | { is: 'one'; organisation: string; held: readonly Secondment[] }
  | { is: 'several'; organisations: readonly string[]; held: readonly Secondment[] }
  | { is: 'unknown'; why: 'not in the file' | 'no post' | 'ended' | 'not begun' | 'between posts'; choices: readonly string[] };

/**
 * The home organisation of a person on a day (in the United Kingdom), from the dated record; the first and the last day of a post count.
 * Source: Darlington memorandum, 11(h).
 */
export function homeOrganisationOn(
  person: Person | undefined,
  day: Day,
  partnership: Pick<Partnership, 'organisations'>,
  agreements: Agreements,
): HomeOrganisation {
  const everyone = partnership.organisations.map(({ id }) => id);
  if (person === undefined) return { is: 'unknown', why: 'not in the file', choices: everyone };
  const held = secondmentsOn(person, day);
  const homes = [...new Set(held.flatMap(({ home }) => home))];
  if (homes.length === 1) return { is: 'one', organisation: homes[0]!, held };
  if (homes.length > 1) return { is: 'several', organisations: homes, held };
  const partners = new Set(person.secondments.flatMap(({ agreement }) => agreements.get(agreement)?.parties.map(({ id }) => id) ?? []));
  const named = new Set(person.secondments.flatMap(({ home }) => home));
  const near = everyone.filter((id) => partners.has(id) || named.has(id));
  return { is: 'unknown', why: whyNone(person.secondments, day), choices: near.length > 0 ? near : everyone };
}

/** The organisations somebody may raise an issue with: their own, or what they may choose from where it is not known. */
export function mayRaiseWith(home: HomeOrganisation): readonly string[] {
  switch (home.is) {
    case 'one':
      return [home.organisation];
    case 'several':
      return home.organisations;
    case 'unknown':
      return home.choices;
    default:
      return home satisfies never;
  }
}

function whyNone(secondments: readonly Secondment[], day: Day): 'no post' | 'ended' | 'not begun' | 'between posts' {
  if (secondments.length === 0) return 'no post';
  const ended = secondments.some(({ to }) => to !== undefined && to < day);
  const ahead = secondments.some(({ from }) => from > day);
  return ended && ahead ? 'between posts' : ended ? 'ended' : 'not begun';
}
