import type { Counted, Label } from './read-label.ts';

/*
 * Where a printed number stands among those before it. “(i)” after “(h)” is a letter, after “(a)” it begins a roman list within it; “1.”
 * under “2.1” begins a list within it, after a heading it begins anew. The reference is what a reader would cite: “2.1(a)(i)”.
 */

/** One open list: how it counts, how far it has come, and the reference of its last item. */
type Level = Counted & { ref: string };

export type Place = {
  /** The reference within its part: “1.1(a)”. */
  ref: string;
  /** The reference it stands under. */
  within?: string;
  /** The first whole number or decimal of a new run of numbers. */
  begins: boolean;
};

export type Numbering = {
  /**
   * @param next the number that follows in the document, which tells a letter from a roman numeral
   * @returns undefined where it is no reference at all, but a figure at the beginning of a line
   */
  place(label: Label, next: Label | undefined): Place | undefined;
  /** A heading without a number: lists begin anew after it, and a run of numbers may. */
  heading(): void;
  /** The reference of the item that what follows belongs to; undefined right after a heading and at the beginning. */
  innermost(): string | undefined;
  /** Ends the lists within the innermost clause that is no item of a list, and gives its reference. */
  closeLists(): string | undefined;
};

/** A number that jumps further ahead than this is not the next of its list. */
const GAP_AT_MOST = 3;

/**
 * Follows the numbers of one part of a document.
 * @param restartsUnderCapitals “1.” stands under “I.” or “A.” because it begins again under each of them
 */
export function openNumbering(restartsUnderCapitals = false): Numbering {
  let levels: Level[] = [];
  let top = 0;
  let topStyle = '';
  let fresh = true;
  /** The last “I.” or “A.” that stands under nothing. */
  let capital: Level | undefined;

  const deepest = () => levels.at(-1);

  function settle(kept: readonly Level[], level: Level, begins: boolean): Place {
    const within = kept.at(-1)?.ref;
    levels = [...kept, level];
    fresh = false;
    return { ref: level.ref, ...(within === undefined ? {} : { within }), begins };
  }

  function complete(label: Label): Place | undefined {
    const first = /^\d+/.exec(label.ref);
    const number = first === null ? undefined : Number(first[0]);
    if (!label.certain && number !== undefined && number !== top && number !== top + 1 && /^[a-z]/.test(label.rest)) return undefined;
    const begins =
      number !== undefined && (number < top || (fresh && levels.length > 0 && number === top && startsOver(label.ref, levels)));
    if (number !== undefined) top = number;
    const within = parentOf(label.ref);
    const place = settle([], { style: 'complete', value: 0, ref: label.ref }, begins || top === 0);
    return within === undefined ? place : { ...place, within };
  }

  function whole(label: Label): Place | undefined {
    const { style, value } = label.ways[0]!;
    if (restartsUnderCapitals && capital !== undefined) return underCapital(capital, style, value);
    const marked = label.certain || /[.)]/.test(style);
    const nested = levels.findLastIndex((level, at) => at > 0 && level.style === style && level.value === value - 1);
    if (nested > 0 && !fresh) return nest(levels.slice(0, nested), style, value);
    const next = value === top + 1 && (topStyle === '' || style === topStyle || fresh);
    if (!next && value === 1 && !fresh && deepest() !== undefined) return nest(levels, style, value);
    if (!next && !fresh && style !== topStyle && topStyle !== '') return nest(levels, style, value);
    if (!next && !marked && !(value === 1 && fresh)) return undefined;
    if (!next && !label.certain && (/^[a-z]/.test(label.rest) || (value > top + 10 && top > 0))) return undefined;
    const begins = value <= top || top === 0;
    top = value;
    topStyle = style;
    return settle([], { style, value, ref: label.ref }, begins);
  }

  function underCapital(root: Level, style: string, value: number): Place {
    const at = levels.findLastIndex((level) => level.style === style && level.value === value - 1);
    if (at > 0) return nest(levels.slice(0, at), style, value);
    return nest(value === 1 && levels.length > 1 ? levels : [root], style, value);
  }

  /** “I.”, “A.”: above everything, where they count on from one another. */
  function underNothing(label: Label): Place | undefined {
    const way = label.ways.find(
      ({ style, value }) =>
        /^\.[IA]$/.test(style) && (capital?.style === style ? value === capital.value + 1 : value === 1 && (fresh || levels.length === 0)),
    );
    if (way === undefined) return undefined;
    const begins = capital === undefined || way.value === 1;
    capital = { ...way, ref: label.ref };
    if (restartsUnderCapitals) top = 0;
    return settle([], capital, begins && top === 0);
  }

  function nest(kept: readonly Level[], style: string, value: number): Place {
    const parent = kept.at(-1)?.ref ?? '';
    return settle(
      kept,
      { style, value, ref: /(^|\W)[A-Z]$|^[IVXLC]+$/.test(parent) ? `${parent}.${value}` : `${parent}(${value})` },
      false,
    );
  }

  function inList(label: Label, next: Label | undefined): Place | undefined {
    const item = (kept: readonly Level[], way: Counted): Place =>
      settle(kept, { ...way, ref: kept.length === 0 ? label.ref : `${kept.at(-1)!.ref}${bracketed(label.ref)}` }, false);
    const carriesOn = (gap: number) => {
      for (let at = levels.length - 1; at >= 0; at -= 1)
        for (const way of label.ways)
          if (levels[at]!.style === way.style && way.value > levels[at]!.value && way.value <= levels[at]!.value + gap) return { at, way };
      return undefined;
    };
    const first = label.ways.find(({ value }) => value === 1);
    const on = carriesOn(1);
    if (on !== undefined && !(first !== undefined && followedBySecond(first, next))) return item(levels.slice(0, on.at), on.way);
    if (first !== undefined) {
      const again = levels.findLastIndex(({ style }) => style === first.style);
      return item(fresh ? [] : again >= 0 ? levels.slice(0, again) : levels, first);
    }
    const jump = carriesOn(GAP_AT_MOST);
    if (jump !== undefined) return item(levels.slice(0, jump.at), jump.way);
    if (!label.certain && deepest() !== undefined && !fresh && /^[a-z]/.test(label.rest)) return undefined;
    const same = levels.findLastIndex(({ style }) => label.ways.some((way) => way.style === style));
    return item(fresh ? [] : same >= 0 ? levels.slice(0, same) : levels, label.ways[0]!);
  }

  return {
    place: (label, next) =>
      label.is === 'complete' ? complete(label) : label.is === 'whole number' ? whole(label) : (underNothing(label) ?? inList(label, next)),
    heading: () => {
      fresh = true;
    },
    innermost: () => (fresh ? undefined : deepest()?.ref),
    closeLists: () => {
      if (fresh) return undefined;
      const kept = levels.findLastIndex(({ style }, at) => at === 0 || style === 'complete');
      levels = levels.slice(0, kept + 1);
      return deepest()?.ref;
    },
  };
}

/** “1.1(a)” stands under “1.1”, “4.1.1” under “4.1”, “4.1” under “4”. */
export function parentOf(ref: string): string | undefined {
  const found = /^(.+?)(?:\([^()]*\)|\.[^.()]+)$/.exec(ref);
  return found === null ? undefined : found[1];
}

/** The decimals of one whole number begin again: “1.1” after “1.4”. */
function startsOver(ref: string, levels: readonly Level[]): boolean {
  const last = levels[0]!.ref;
  return parentOf(ref) === parentOf(last) && Number(/\d+$/.exec(ref)?.[0] ?? 0) <= Number(/\d+$/.exec(last)?.[0] ?? 0);
}

/** “(i)” followed by “(ii)” begins a roman list, whatever stood before it. */
function followedBySecond(first: Counted, next: Label | undefined): boolean {
  return /i$/i.test(first.style) && next?.ways.some(({ style, value }) => style === first.style && value === 2) === true;
}

function bracketed(ref: string): string {
  return ref.startsWith('(') ? ref : `(${ref})`;
}
