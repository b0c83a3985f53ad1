import { fromLetters, fromRoman } from './count-in-letters.ts';
import type { NumberFormat, Paragraph } from './document.ts';

/*
 * The number a paragraph begins with, as it is printed: “2.2.1”, “11(o)”, “(iv)”, “A.”, “Article 4”.
 */

/** One way to count: the mark around it and what is counted in, so that “(a)” and “(i)” are different lists. */
export type Counted = { style: string; value: number };

export type Label = {
  /** The number as people write it in a citation: “1.1”, “(a)”, “I”. */
  ref: string;
  /** Complete in itself (“1.1(a)”), or to be read after what it stands under (“(a)”). */
  is: 'complete' | 'whole number' | 'part of a list';
  /** The ways to understand it: “(i)” is a letter and a roman numeral. Empty for a complete one. */
  ways: readonly Counted[];
  /** The words after it. */
  rest: string;
  /** An automatic number, which is certainly one. */
  certain: boolean;
};

const COMPLETE = [
  /^((?:\d{1,3}\.)+\d{1,3}(?:\([a-z0-9]{1,5}\))*|\d{1,3}(?:\([a-z0-9]{1,5}\))+)[.:)]?(?=[\s\u00a0]|$)/i,
  /^((?:\d{1,3}\.)+[a-z]{1,4})[.)]?(?=\s|$)/,
  /^((?:[IVXLC]{1,6}|[A-Z])(?:\.\d{1,3}|\d{1,2}\.\d{1,3})(?:\.\d{1,3})*(?:\([a-z]{1,4}\))*)[.:)]?(?=\s|$)/,
];
const WHOLE = /^(\d{1,3})([.)]{1,2}|\s*[:–—-])?(?=[\s\u00a0]|$)/;
const IN_BRACKETS = /^\(\s?([A-Za-z]{1,5}|\d{1,3})\s?\)\.?(?=\s|$|[A-Z“"])/;
const ONE_MARK = /^([A-Za-z]{1,5})([.)])(?=\s|$)/;
const WORDED =
  /^(article|clause|paragraph|regulation|rule|principle|condition|standard)\s+(\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})\b[.:)]?\s*[–—:-]?(?=\s|$)/i;

/** What follows a number that is no reference: “30 days”, “9.30 am”, “13.5 million”. */
const OF_A_QUANTITY =
  /^(?:%|per ?cent|million|billion|thousand|hours?|days?|working|business|weeks?|(?:calendar )?months?|years?|pounds?|pence|a\.?m\b|p\.?m\b|(?:st|nd|rd|th|wte|fte|WTE|FTE)\b)/;
const OF_A_DATE = /^(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: (?:19|20)\d\d\b|$)/;

/** The number a paragraph begins with, or is given by the word processor. Undefined where it has none. */
export function readLabel(paragraph: Paragraph): Label | undefined {
  const { printed, format } = paragraph;
  if (printed === undefined) return labelIn(paragraph.text);
  const label = labelIn(printed.trim());
  if (label?.rest === '') return { ...label, ways: ofFormat(label.ways, format), rest: paragraph.text, certain: true };
  const ref = printed.trim().replace(/[.:)]+$/, '');
  return ref === '' ? undefined : { ref, is: 'complete', ways: [], rest: paragraph.text, certain: true };
}

/** Whether a number is the next after another of its kind: “b.” after “a.”, “4.2” after “4.1”. */
export function followsLabel(label: Label, before: Label | undefined): boolean {
  if (before === undefined || label.is !== before.is) return false;
  if (label.is !== 'complete')
    return label.ways.some(({ style, value }) => before.ways.some((way) => way.style === style && way.value === value - 1));
  const [stem, last] = [/^(.*?)(\d+)$/.exec(label.ref), /^(.*?)(\d+)$/.exec(before.ref)];
  return stem !== null && last !== null && stem[1] === last[1] && Number(stem[2]) === Number(last[2]) + 1 && !/^\p{Ll}/u.test(label.rest);
}

function labelIn(text: string): Label | undefined {
  const worded = WORDED.exec(text);
  if (worded !== null) return wordedLabel(worded, text);
  for (const pattern of COMPLETE) {
    const found = pattern.exec(text);
    if (found === null || /^\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})$/.test(found[1]!)) continue;
    return unlessQuantity({ ref: found[1]!, is: 'complete', ways: [], rest: after(found, text), certain: false });
  }
  const whole = WHOLE.exec(text);
  if (whole !== null) return wholeNumber(whole, text);
  const bracketed = IN_BRACKETS.exec(text);
  if (bracketed !== null) return listLabel(`(${bracketed[1]})`, bracketed[1]!, '(', after(bracketed, text));
  const marked = ONE_MARK.exec(text);
  if (marked === null) return undefined;
  const [, inner, mark] = marked;
  const capital = inner === inner!.toUpperCase();
  return listLabel(capital && mark === '.' ? inner! : `(${inner})`, inner!, mark!, after(marked, text));
}

function wordedLabel(found: RegExpExecArray, text: string): Label | undefined {
  const [, word, number] = found;
  const rest = after(found, text);
  if (/^[a-z]/.test(rest)) return undefined;
  if (/^(clause|paragraph)$/i.test(word!)) return labelIn(`${number} ${rest}`);
  const ref = `${word![0]!.toUpperCase()}${word!.slice(1).toLowerCase()} ${number}`;
  return { ref, is: 'complete', ways: [], rest, certain: false };
}

function wholeNumber(found: RegExpExecArray, text: string): Label | undefined {
  const [, number, mark = ''] = found;
  const rest = after(found, text);
  if (/^\s*[:–—-]$/.test(mark)) return undefined;
  if (mark === '' && !/^([A-Z“"‘'[]|$)/.test(rest)) return undefined;
  const style = mark.includes(')') ? '1)' : '1.';
  return unlessQuantity({ ref: number!, is: 'whole number', ways: [{ style, value: Number(number) }], rest, certain: false });
}

/** @param mark what marks it out: “(”, “)” or “.” */
function listLabel(ref: string, inner: string, mark: string, rest: string): Label | undefined {
  if (/^\d+$/.test(inner)) return { ref, is: 'part of a list', ways: [{ style: `${mark}1`, value: Number(inner) }], rest, certain: false };
  const capital = inner === inner.toUpperCase();
  if (!capital && inner !== inner.toLowerCase()) return undefined;
  const [letter, roman] = [fromLetters(inner), fromRoman(inner)];
  const ways: Counted[] = [
    ...(letter === undefined ? [] : [{ style: `${mark}${capital ? 'A' : 'a'}`, value: letter }]),
    ...(roman === undefined ? [] : [{ style: `${mark}${capital ? 'I' : 'i'}`, value: roman }]),
  ];
  return ways.length === 0 ? undefined : { ref, is: 'part of a list', ways, rest, certain: false };
}

const SIGN: Record<NumberFormat, string> = {
  number: '1',
  'lower-letter': 'a',
  'upper-letter': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
};

/** A word processor knows whether its “(i)” is a letter. */
function ofFormat(ways: readonly Counted[], format: NumberFormat | undefined): readonly Counted[] {
  const meant = format === undefined ? [] : ways.filter(({ style }) => style.includes(SIGN[format]));
  return meant.length > 0 ? meant : ways;
}

function unlessQuantity(label: Label): Label | undefined {
  return OF_A_QUANTITY.test(label.rest) || OF_A_DATE.test(label.rest) ? undefined : label;
}

function after(found: RegExpExecArray, text: string): string {
  return text.slice(found[0].length).trim();
}
