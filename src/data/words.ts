import { stemmer } from 'stemmer';
import type { Lexicon } from './lexicon.ts';
import { makeSpellingMender, type SpellingMender } from './spelling.ts';

/** What a text comes to once it is read: stems that carry meaning, and the concepts of the lexicon that its words stand for. */
export type Reading = {
  /** Every word, plain and lower case, chat spelling mended, in order, function words included. */
  plain: string[];
  /** The stem of every one of those words, in the same order. */
  all: string[];
  /** Stems of the words that carry meaning, in order, repeats kept; words that are part of a name with an abbreviation weigh less. */
  stems: { stem: string; weight: number }[];
  /** Concepts the words mean outright (`same`), and those they point to (`related`). */
  concepts: { id: string; weight: number }[];
};

/** Reads a text. `mending` gives a reader that also puts slips of the finger right, by the words that are known. */
export type Reader = ((text: string) => Reading) & { mending(known: ReadonlySet<string>): Reader };

const FUNCTION_WORDS = new Set(
  `a an the this that these those it its itself is are was were be been being am do does did doing done have has had having will would shall should can could may might must
   i me my mine we us our ours you your yours he him his she her hers they them their theirs one who whom whose which what when where why how
   of in on at to from by for with without into onto about as over under between through during before after above below up down out off than then so such
   and or but if not no nor only own same too very there here all any both each few more most other some every either neither again once
   s t ve re ll d m don didn doesn isn aren wasn won cant cannot`.split(/\s+/),
);

/**
 * Makes a reader of text by a lexicon: chat spelling and abbreviations are written out, words are stemmed (never clause numbers), and
 * runs of words that mean the same in the field are recognised as one concept.
 */
export function makeReader(lexicon: Lexicon): Reader {
  const never = new Set([...FUNCTION_WORDS, ...lexicon.never]);
  const spelling = new Map(Object.entries(lexicon.spelling).map(([from, to]) => [from, split(to)]));
  const itself = new Set(lexicon.itself);
  const writeOut = abbreviationReader(lexicon);
  const stem = rememberingStemmer();
  const phrases = phraseTable(lexicon, stem);

  const readerWith = (mend: SpellingMender): Reader => {
    const read = (text: string): Reading => {
      const spelt = split(text).flatMap((word) => spelling.get(word) ?? [lexicon.abbreviations[word] === undefined ? mend(word) : word]);
      const words = writeOut(withoutItself(spelt, itself));
      const plain = words.map(({ word }) => word);
      const all = plain.map(stem);
      const stems = words.flatMap(({ word, weight }, at) => (never.has(word) ? [] : [{ stem: all[at]!, weight }]));
      return { plain, all, stems, concepts: conceptsIn(all, phrases) };
    };
    return Object.assign(read, { mending: (known: ReadonlySet<string>) => readerWith(makeSpellingMender(known)) });
  };
  return readerWith((word) => word);
}

const POINTING = new Set(['this', 'the', 'our', 'that', 'your']);

/** “Get out of this deal” is “get out of it”: every question is about the agreement, so naming it tells no clause from another. */
function withoutItself(words: readonly string[], itself: ReadonlySet<string>): string[] {
  return words.flatMap((word, at) =>
    POINTING.has(word) && itself.has(words[at + 1] ?? '') ? ['it'] : itself.has(word) && POINTING.has(words[at - 1] ?? '') ? [] : [word],
  );
}

type Word = { word: string; weight: number };

/** A word inside “clinical commissioning group” says little by itself: it must not be taken for the commissioning a clause is about. */
const WEIGHT_INSIDE_A_NAME = 0.35;

/** Writes abbreviations out, and adds the abbreviation to names written in full, so that either way of writing meets the other. */
function abbreviationReader(lexicon: Lexicon): (words: readonly string[]) => Word[] {
  const full = new Map(Object.entries(lexicon.abbreviations).map(([short, long]) => [short, split(long)]));
  const byFirst = new Map<string, { short: string; long: string[] }[]>();
  for (const [short, long] of full) {
    if (long.length < 2) continue;
    byFirst.set(
      long[0]!,
      [...(byFirst.get(long[0]!) ?? []), { short, long }].sort((a, b) => b.long.length - a.long.length),
    );
  }
  const inside = (long: readonly string[]): Word[] => long.map((word) => ({ word, weight: long.length > 1 ? WEIGHT_INSIDE_A_NAME : 1 }));
  return (words) => {
    const written: Word[] = [];
    for (let at = 0; at < words.length; ) {
      const word = words[at]!;
      const name = byFirst.get(word)?.find(({ long }) => long.every((one, offset) => words[at + offset] === one));
      const known = full.get(word);
      if (name) written.push({ word: name.short, weight: 1 }, ...inside(name.long));
      else if (known) written.push({ word, weight: 1 }, ...inside(known));
      else written.push({ word, weight: 1 });
      at += name?.long.length ?? 1;
    }
    return written;
  };
}

/** Words of a text: letters and digits, with clause numbers (`11(o)`, `4.2.1`), pounds and section numbers kept whole. */
export function split(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’‘`´]/g, "'")
      .replace(/(\w)'(s|re|ve|ll|d|m|t)\b/g, '$1$2')
      .match(/\d+(?:\.\d+)+|\d+\([a-z]\)|£?\d[\d,]*(?:\.\d+)?[km]?\b|[a-z]\/[a-z]+|\p{L}[\p{L}\d]*(?:&\p{L}+)?|\d+/gu) ?? []
  );
}

type Phrase = { rest: string[]; id: string; weight: number };

const WEIGHT_OF_RELATED = 0.5;
const WORDS_IN_A_PHRASE_AT_MOST = 6;

function phraseTable(lexicon: Lexicon, stem: (word: string) => string): Map<string, Phrase[]> {
  const table = new Map<string, Phrase[]>();
  const add = (text: string, id: string, weight: number) => addPhrase(table, split(text).map(stem), id, weight);
  for (const [id, words] of Object.entries(lexicon.same)) for (const word of words) add(word, id, 1);
  for (const [word, ids] of Object.entries(lexicon.related)) for (const id of ids) add(word, id.replace(/ /g, '-'), WEIGHT_OF_RELATED);
  return table;
}

function addPhrase(table: Map<string, Phrase[]>, stems: string[], id: string, weight: number): void {
  const [first, ...rest] = stems;
  if (first === undefined || rest.length >= WORDS_IN_A_PHRASE_AT_MOST) return;
  const known = table.get(first) ?? [];
  if (!known.some((phrase) => phrase.id === id && phrase.rest.join(' ') === rest.join(' '))) known.push({ rest, id, weight });
  table.set(first, known);
}

function conceptsIn(stems: readonly string[], phrases: PhraseGroups): { id: string; weight: number }[] {
  const found = new Map<string, number>();
  for (let at = 0; at < stems.length; at++) {
    for (const phrase of phrases.get(stems[at]!) ?? []) {
      if (phrase.rest.every((word, offset) => stems[at + 1 + offset] === word))
        found.set(phrase.id, Math.max(found.get(phrase.id) ?? 0, phrase.weight));
    }
  }
  return [...found].map(([id, weight]) => ({ id, weight }));
}

/** Groups of words and phrases by the stem each phrase begins with, as plain data that can be kept. */
export type PhraseGroups = ReadonlyMap<string, Phrase[]>;

/** Sorts groups of words and phrases so that they can be found in a text. */
export function tabulatePhraseGroups(groups: Readonly<Record<string, readonly string[]>>, read: Reader): PhraseGroups {
  const table = new Map<string, Phrase[]>();
  for (const [id, phrases] of Object.entries(groups)) for (const phrase of phrases) addPhrase(table, read(phrase).all, id, 1);
  return table;
}

/** Finds which groups of words and phrases a text’s stems touch; each group is named once. */
export function openPhraseFinder(table: PhraseGroups): (stems: readonly string[]) => string[] {
  return (stems) => conceptsIn(stems, table).map((found) => found.id);
}

function rememberingStemmer(): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    let stemmed = known.get(word);
    if (stemmed === undefined) {
      stemmed = /\d/.test(word) ? word : stemmer(word);
      if (known.size < 50_000) known.set(word, stemmed);
    }
    return stemmed;
  };
}
