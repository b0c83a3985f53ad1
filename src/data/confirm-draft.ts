import type { AgreementRecord } from './agreement-record.ts';
import { listOf } from './correct-fact.ts';
import type { Day } from './days.ts';
import { kindOfOrganisation } from './organisation-names.ts';
import { ADDED_BY_HAND, type Guess, openGuesses } from './settle-guess.ts';
import { makeNamer, slugOf } from './slug.ts';

/**
 * A draft whose guesses are all settled, as the agreement it becomes: what was confirmed or corrected in its place, what was struck out gone.
 * @param by the e-mail address of whoever confirms it
 * @returns the record, or a sentence for each thing that is still in the way
 */
export function confirmDraft(
  draft: AgreementRecord,
  by: string,
  on: Day,
): { ok: true; record: AgreementRecord } | { ok: false; sentences: string[] } {
  const open = openGuesses(draft).length;
  if (open > 0)
    return {
      ok: false,
      sentences: [`${open === 1 ? 'One fact is' : `${open} facts are`} still to be looked at: confirm, correct or strike out each.`],
    };
  const record = withSettled(draft);
  const sentences = [
    ...(record.parties.length < 2
      ? ['An agreement has at least two partners, and fewer are left here. Add every organisation that is a party.']
      : []),
    ...tooLate(record),
  ];
  return sentences.length > 0 ? { ok: false, sentences } : { ok: true, record: { ...record, confirmedBy: by, confirmedOn: on } };
}

function tooLate({ facts: { startsOn, endsOn } }: AgreementRecord): string[] {
  if (startsOn === null || endsOn === null || startsOn.value <= endsOn.value) return [];
  return ['It ends before it begins: correct its start or its end.'];
}

/** The record with every settled guess in its place. Lists keep their order until all of it is done, because a path counts places in them. */
function withSettled(draft: AgreementRecord): AgreementRecord {
  const settled = draft.guesses ?? [];
  const of = (list: string | undefined) => settled.filter(({ fact }) => listOf(fact) === list);
  const single = of(undefined).reduce(withFact, draft);
  return withConsistentNotice({
    ...single,
    parties: partiesOf(draft, of('parties')),
    duties: dutiesOf(draft, of('duties')),
    facts: {
      ...single.facts,
      posts: itemsOf(draft.facts.posts, of('facts.posts'), (item, { value, ref, words }) => ({
        holder: null,
        what: words,
        ...item,
        ref,
        post: String(value),
      })),
      shares: itemsOf(draft.facts.shares, of('facts.shares'), (item, guess) => shareOf(item, guess)),
    },
  });
}

function withFact(record: AgreementRecord, { fact, value, ref, settled }: Guess): AgreementRecord {
  const gone = settled === 'struck out';
  const [block, name] = fact.split('.') as [string, string];
  if (block === 'facts') return { ...record, facts: { ...record.facts, [name]: gone ? null : { value, ref } } };
  if (fact === 'standing.binding') {
    const { isTheAgreement, dutyCaveat } = record.standing;
    const caveat = !isTheAgreement ? dutyCaveat : gone || value !== false ? null : `It is not legally binding (${ref}).`;
    return {
      ...record,
      standing: { ...record.standing, binding: gone ? null : value === true, bindingRef: gone ? null : ref, dutyCaveat: caveat },
    };
  }
  if (fact === 'name') {
    const name = String(value);
    return gone ? record : { ...record, name, aliases: [...new Set([...record.aliases, name.toLowerCase()])] };
  }
  // A document is always of some kind, in some state: struck out, what was read stays as the nearest there is.
  if (gone) return fact === 'document.on' ? { ...record, document: { ...record.document, on: null } } : record;
  if (block === 'standing') return { ...record, standing: { ...record.standing, [name]: value } };
  return { ...record, document: { ...record.document, [name]: value } };
}

/** Notice for each partner apart was read together with the notice there is: where a person corrected that, it no longer fits. */
function withConsistentNotice(record: AgreementRecord): AgreementRecord {
  const of = record.guesses?.find(({ fact }) => fact === 'facts.noticeMonths');
  if (of === undefined || of.settled === 'confirmed') return record;
  return { ...record, facts: { ...record.facts, notices: record.facts.notices.filter(({ ref }) => ref !== of.ref) } };
}

/** Items whose path is their place in the list; what was unsure or is new comes after them. */
function itemsOf<T>(items: readonly T[], guesses: readonly Guess[], make: (item: T | undefined, guess: Guess) => T): T[] {
  const at = new Map(guesses.map((guess) => [guess.fact.split('.').at(-1)!, guess]));
  const kept = items.flatMap((item, place) => {
    const guess = at.get(String(place));
    if (guess === undefined || guess.settled === 'confirmed') return [item];
    return guess.settled === 'struck out' ? [] : [make(item, guess)];
  });
  const added = guesses
    .filter(({ fact, settled }) => !/\.\d+$/.test(fact) && settled !== 'struck out')
    .map((guess) => make(undefined, guess));
  return [...kept, ...added];
}

type Share = AgreementRecord['facts']['shares'][number];

/** `Council 55%` as a share of 55; anything else, such as `£50,000`, as it is written. */
function shareOf(item: Share | undefined, { value, ref, words }: Guess): Share {
  const percent = /^(.*?)(\d+(?:\.\d+)?)\s?(?:%|per cent)\.?$/i.exec(String(value));
  const what = words === ADDED_BY_HAND ? String(value) : words;
  if (percent === null) return { what: item?.what ?? what, value: String(value), ref };
  const whose = percent[1]!.trim();
  return { what: item?.what ?? (whose === '' ? what : `${whose}: ${what}`), value: Number(percent[2]), ref };
}

type Party = AgreementRecord['parties'][number];

function partiesOf({ parties }: AgreementRecord, guesses: readonly Guess[]): Party[] {
  const ids = makeNamer((id, times) => `${id}-${times}`);
  for (const { id } of parties) ids(id);
  const byId = new Map(guesses.map((guess) => [guess.fact.slice('parties.'.length), guess]));
  const kept = parties.flatMap((party) => {
    const guess = byId.get(party.id);
    if (guess === undefined || guess.settled === 'confirmed') return [party];
    if (guess.settled === 'struck out') return [];
    const name = String(guess.value);
    return [{ ...party, name, ref: guess.ref, aliases: [...new Set([...party.aliases, name.toLowerCase()])] }];
  });
  const known = new Set(parties.map(({ id }) => id));
  const added = guesses.filter(({ fact, settled }) => !known.has(fact.slice('parties.'.length)) && settled !== 'struck out');
  return [...kept, ...added.map((guess) => newParty(String(guess.value), guess.ref, ids))];
}

function newParty(name: string, ref: string, ids: (id: string) => string): Party {
  return { id: ids(slugOf(name, 'partner')), name, short: name, kind: kindOfOrganisation(name), ref, aliases: [name.toLowerCase()] };
}

type Duty = AgreementRecord['duties'][number];

function dutiesOf({ duties }: AgreementRecord, guesses: readonly Guess[]): Duty[] {
  const ids = makeNamer((id, times) => `${id}-${times}`);
  for (const { id } of duties) ids(id);
  const byId = new Map(guesses.map((guess) => [guess.fact.slice('duties.'.length), guess]));
  const kept = duties.flatMap((duty) => {
    const guess = byId.get(duty.id);
    if (guess === undefined || guess.settled === 'confirmed') return [duty];
    if (guess.settled === 'struck out') return [];
    return [{ ...duty, what: String(guess.value), ref: guess.ref, ...(guess.on === undefined ? {} : { when: { on: guess.on } }) }];
  });
  const known = new Set(duties.map(({ id }) => id));
  const added = guesses.filter(({ fact, settled }) => !known.has(fact.slice('duties.'.length)) && settled !== 'struck out');
  return [
    ...kept,
    ...added.map(({ value, ref, on }): Duty => {
      const what = String(value);
      const when = on === undefined ? { undated: 'without a date of its own' } : { on };
      const id = ids(slugOf(`duty ${what.split(' ').slice(0, 8).join(' ')}`, 'duty'));
      return { id, what, ref, kind: 'milestone', owner: null, when, allOf: [], over: [] };
    }),
  ];
}
