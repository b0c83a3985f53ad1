/** A length of time found in a text. `start` and `end` are places in the text. */
export type DurationFound = { amount: number; unit: 'day' | 'week' | 'month'; words: string; start: number; end: number };

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS: Record<string, number> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 };
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );

const ONE_WORD = [...ONES.slice(1), ...Object.keys(TENS)].join('|');
/** A number written in figures or, up to ninety-nine, in words; a bare article counts as one. */
export const NUMBER_IN_WORDS = String.raw`(?:\d{1,3}|(?:${Object.keys(TENS).join('|')})[- ](?:${ONES.slice(1, 10).join('|')})|${ONE_WORD})`;

/** The number a text stands for, `thirty-six` or `36`; null when it is none. */
export function numberInWords(text: string): number | null {
  const plain = text.trim().toLowerCase();
  if (/^\d+$/.test(plain)) return Number(plain);
  if (plain === 'a' || plain === 'an') return 1;
  const [tens = '', ones] = plain.split(/[- ]/);
  if (TENS[tens] !== undefined) return TENS[tens]! + (ones === undefined ? 0 : Math.max(0, ONES.indexOf(ones)));
  const at = ONES.indexOf(plain);
  return at < 0 ? null : at;
}

/** The number an ordinal stands for, `thirty-first`, `31st` or `first`; null when it is none. */
export function ordinalInWords(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const figures = /^(\d{1,2})(?:\s?(?:st|nd|rd|th))?$/.exec(plain);
  if (figures) return Number(figures[1]);
  const [tens = '', ones] = plain.split(/[- ]/);
  if (ones !== undefined && TENS[tens] !== undefined && ORDINALS.includes(ones)) return TENS[tens]! + ORDINALS.indexOf(ones);
  if (plain === 'twentieth') return 20;
  if (plain === 'thirtieth') return 30;
  const at = ORDINALS.indexOf(plain);
  return at > 0 ? at : null;
}

const DURATION = new RegExp(
  String.raw`\b(half a|an?|${NUMBER_IN_WORDS})\s*(?:\(\s*[\w-]+\s*\)\s*)?[- ]?((?:clear|full|whole|complete|consecutive|calendar|working|business)\s+)?(days?|weeks?|fortnights?|months?|quarters?|years?)(?:['’]s?)?(?:\s*\(\s*\d+\s*\))?(?![\w-]*ly\b)`,
  'gi',
);

/** Every length of time in a text: “six months’”, “twelve (12) calendar months”, “a year’s”. Years and quarters come back as months. */
export function durationsIn(text: string): DurationFound[] {
  return [...text.matchAll(DURATION)].flatMap((match) => {
    const amount = match[1]!.toLowerCase() === 'half a' ? 0.5 : numberInWords(match[1]!);
    const unit = match[3]!.toLowerCase().replace(/s$/, '');
    if (amount === null || amount === 0) return [];
    const place = { words: match[0], start: match.index, end: match.index + match[0].length };
    if (unit === 'year') return [{ amount: amount * 12, unit: 'month' as const, ...place }];
    if (unit === 'quarter') return [{ amount: amount * 3, unit: 'month' as const, ...place }];
    if (unit === 'fortnight') return [{ amount: amount * 2, unit: 'week' as const, ...place }];
    return amount < 1 ? [] : [{ amount, unit: unit as 'day' | 'week' | 'month', ...place }];
  });
}
