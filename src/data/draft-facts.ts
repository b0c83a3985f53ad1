import { makeNamer, slugOf } from './slug.ts';
import type { Cap, FactsRead, Guess, Share, Understood } from './understood.ts';

type Referred = { ref: string };

/** The references a record has, in document order. */
export type References = ReadonlySet<string>;

/** The reference as the record has it; the first clause stands in for what was read from the title alone. */
export function refOf(ref: string, clauses: References): string {
  return clauses.has(ref) ? ref : ([...clauses.keys().take(1)][0] ?? ref);
}

function held<T>(guess: Guess<T> | null, clauses: References): { value: T; ref: string } | null {
  return guess === null || guess.sure === 'unsure' ? null : { value: guess.value, ref: refOf(guess.ref, clauses) };
}

const firm = <T>(guesses: readonly Guess<T>[]) => guesses.filter(({ sure }) => sure !== 'unsure');

/** The facts of a record, without those that are unsure. */
export function draftFacts(facts: FactsRead, clauses: References) {
  const at = ({ ref }: Referred) => refOf(ref, clauses);
  const notices = firm(facts.notices).map((guess) => {
    const { amount, unit, of, conditions } = guess.value;
    return { amount, unit, of, conditions, ref: at(guess) };
  });
  return {
    startsOn: held(facts.startsOn, clauses),
    endsOn: held(facts.endsOn, clauses),
    reviewOn: held(facts.reviewOn, clauses),
    reviewRule: held(facts.reviewRule, clauses),
    noticeMonths: held(facts.noticeMonths, clauses),
    noticeRule: held(facts.noticeRule, clauses),
    noticeExpiresOn: held(facts.noticeExpiresOn, clauses),
    posts: firm(facts.posts).map((guess) => ({ ...guess.value, ref: at(guess) })),
    shares: [
      ...firm(facts.shares).map((guess) => ({
        what: `${guess.value.party ?? 'A partner'}: ${guess.value.of}`,
        value: guess.value.percent,
        ref: at(guess),
      })),
      ...firm(facts.caps).map((guess) => ({ what: guess.value.what, value: `at most ${guess.value.limit}`, ref: at(guess) })),
    ],
    notices,
  };
}

/** The duties of a record, without those that are unsure, each with an id from its kind and first words. */
export function draftDuties({ duties }: Understood, clauses: References) {
  const ids = makeNamer((id, times) => `${id}-${times}`);
  return firm(duties).map((guess) => {
    const { what, kind, owner, when } = guess.value;
    const words = what.split(' ').slice(0, 8).join(' ');
    return { id: ids(slugOf(`${kind} ${words}`, kind)), what, ref: refOf(guess.ref, clauses), kind, owner, when };
  });
}

type Plain = Pick<Guess<string | number | boolean>, 'value' | 'ref' | 'sure' | 'words'>;

const SINGLE = ['startsOn', 'endsOn', 'reviewOn', 'reviewRule', 'noticeMonths', 'noticeRule', 'noticeExpiresOn'] as const;

/** Everything that was read and not written by a person, with how sure it is and the words it rests on, by its path in the record. */
export function guessesOf(
  understood: Understood,
  parties: readonly { id: string; name: string }[],
  duties: readonly { id: string; what: string; ref: string }[],
  clauses: References,
) {
  const { kind, documentOn, state, isTheAgreement, binding, facts } = understood;
  const idOfParty = new Map(parties.map(({ id, name }) => [name, id]));
  const idOfDuty = new Map(duties.map(({ id, ref, what }) => [`${ref} ${what}`, id]));
  const placed: [path: string, guess: Plain | null][] = [
    ['document.kind', kind],
    ['document.on', documentOn],
    ['standing.state', state],
    ['standing.isTheAgreement', isTheAgreement],
    ['standing.binding', binding],
    ...SINGLE.map((fact): [string, Plain | null] => [`facts.${fact}`, facts[fact]]),
    ...understood.parties.map((one) => placeAt('parties', idOfParty.get(one.value.name), one, one.value.name)),
    ...numbered('facts.posts', facts.posts, ({ post }) => post),
    ...numbered<Share | Cap>('facts.shares', [...facts.shares, ...facts.caps] as Guess<Share | Cap>[], (one) =>
      'limit' in one ? one.limit : `${one.party ?? 'a partner'} ${one.percent}%`,
    ),
    ...understood.duties.map((one) => placeAt('duties', idOfDuty.get(`${refOf(one.ref, clauses)} ${one.value.what}`), one, one.value.what)),
  ];
  const paths = makeNamer((path, times) => `${path} (${times})`);
  return placed.flatMap(([path, guess]) => {
    if (guess === null) return [];
    const { value, ref, sure, words } = guess;
    return [{ fact: paths(path), value: value === '' ? '-' : value, ref: refOf(ref, clauses), sure, words: words === '' ? '-' : words }];
  });
}

/** `duties.monthly-report`; what is unsure is not in the record, and stands at `duties.unsure`. */
function placeAt(
  list: string,
  id: string | number | undefined,
  { ref, sure, words }: Omit<Plain, 'value'>,
  value: string,
): [string, Plain] {
  return [`${list}.${sure === 'unsure' ? 'unsure' : (id ?? 'unsure')}`, { value, ref, sure, words }];
}

/** Those that stand in the record are numbered as they stand there. */
function numbered<T>(list: string, guesses: readonly Guess<T>[], show: (value: T) => string): [string, Plain][] {
  let place = 0;
  return guesses.map((one) => placeAt(list, one.sure === 'unsure' ? undefined : place++, one, show(one.value)));
}
