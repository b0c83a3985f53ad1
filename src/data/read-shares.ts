import { NOT_ITS_OWN, type Sentence, splitSentences, wordsOf } from './clause-context.ts';
import { numberInWords } from './durations-in-words.ts';
import type { Cap, FactsRead, Guess, Party, Share } from './understood.ts';

const PERCENT = /(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)\s*(?:%|per ?cent\b)|\b([a-z]+(?:[- ][a-z]+)?)\s+per ?cent\b/gi;
const RATIO = /(?<![\d:.])(\d{1,3}(?:\.\d+)?)\s*[:/]\s*(\d{1,3}(?:\.\d+)?)(?![\d:/])/;
/** Words of sharing between partners. */
const SHARED =
  /\b(shar(e|es|ed|ing)|apportion\w*|split|divid(e|ed|ing)|proportions?|bear|borne|contribut\w*|overspends?|underspends?|savings?|surplus(es)?|deficits?|loss(es)?|gains?|liabilit(y|ies)|met by|meets?|fund(s|ed|ing)?|pays?)\b/i;
/** Percentages of something that is not shared. */
const NOT_SHARED =
  /\b(interest|base (lending )?rate|vat|inflation|uplift|above|satisfaction|attendance|of (invoices|referrals|patients|people|staff|service users|cases|calls|assessments|reviews|households|beds|residents|the votes|votes|respondents|employees)|target|kpi|performance|reduc(e|tion|ing)|increase|improve\w*|achiev\w*|quorum|majority|threshold|variance|tolerance|discount|turnover|whole time|full[- ]time|wte|fte)\b/i;
const CAPPED = /\b(cap(ped)?|maximum|shall not exceed|not exceed\w*|limited to|no more than|not more than|up to|limit of)\b/i;

/** Shares of costs, savings or funds between partners, and caps on them. Illustrations, targets and rates of interest are none. */
export function readShares(
  sentences: readonly Sentence[],
  about: { parties: readonly Guess<Party>[]; isTheAgreement: boolean },
): Pick<FactsRead, 'shares' | 'caps'> {
  const parties = about.parties.map(({ value }) => value);
  const own = sentences.filter(({ whole, under }) => !NOT_ITS_OWN.test(whole) && !/\b(example|illustration|illustrative)\b/i.test(under));
  const sure = about.isTheAgreement ? 'sure' : 'likely';
  return {
    shares: own.flatMap((sentence) => sharesIn(sentence, parties)).map((guess) => (guess.sure === 'sure' ? { ...guess, sure } : guess)),
    caps: own.flatMap(capIn),
  };
}

type Percentage = { percent: number; start: number; end: number };

function percentagesIn(text: string): Percentage[] {
  return [...text.matchAll(PERCENT)].flatMap((match) => {
    const percent = match[1] === undefined ? worded(match[2]!) : Number(match[1]);
    return percent === null || percent > 100 ? [] : [{ percent, start: match.index, end: match.index + match[0].length }];
  });
}

function worded(words: string): number | null {
  return numberInWords(words) ?? numberInWords(words.split(' ').at(-1)!);
}

/** In a table whose last column is “Per cent” the figure stands alone. */
function percentageUnder(text: string, under: string): Percentage[] {
  if (!/(?:\bper ?cent(?:age)?\b[^·]{0,20}|\(?%\)?\s*)$/i.test(under)) return [];
  const figure = /(?<![\d,.£])\b(\d{1,3}(?:\.\d{1,3})?)$/.exec(text);
  return figure === null || Number(figure[1]) > 100 ? [] : [{ percent: Number(figure[1]), start: figure.index, end: text.length }];
}

function sharesIn(sentence: Sentence, parties: readonly Party[]): Guess<Share>[] {
  const { text, whole, under, ref } = sentence;
  if (!SHARED.test(`${under} ${whole}`) || NOT_SHARED.test(text)) return [];
  const of = wordsOf(whole);
  const inRow = mentionsIn(text, parties);
  const named = inRow.length === 0 ? mentionsOver(under, percentagesIn(text).length, parties) : inRow;
  const share = (party: string | null, percent: number, sure: Guess<Share>['sure']): Guess<Share> => ({
    value: { party, percent, of },
    ref,
    sure,
    words: of,
  });
  if (
    /\b(equally|in equal (shares|proportions|parts)|50 ?[:/] ?50|fifty[- ]fifty)\b/i.test(text) &&
    /\b(shar|split|apportion|divid|borne|bear|met)\w*/i.test(whole) &&
    parties.length === 2 &&
    percentagesIn(text).length === 0
  )
    return parties.map(({ short }) => share(short, 50, 'likely'));
  const ratio = RATIO.exec(text);
  if (ratio && percentagesIn(text).length === 0) {
    const [one, other] = [Number(ratio[1]), Number(ratio[2])];
    const sure = named.length === 2 && parties.length >= 2 ? 'sure' : 'unsure';
    return one + other === 100 ? [share(named[0]?.short ?? null, one, sure), share(named[1]?.short ?? null, other, sure)] : [];
  }
  const told = percentagesIn(text);
  return pairUp(
    (told.length === 0 ? percentageUnder(text, under) : told).filter(
      ({ start }) => !CAPPED.test(text.slice(Math.max(0, start - 40), start)),
    ),
    named,
    `${under} ${whole}`,
    share,
  );
}

/** In a table with a column for each partner they are named over the figures, not beside them. */
function mentionsOver(under: string, figures: number, parties: readonly Party[]): Mention[] {
  if (figures < 2) return [];
  const over = under.split(' · ').slice(-figures);
  const named = over.map((cell) => mentionsIn(cell, parties));
  return named.every((one) => one.length === 1) ? named.map(([one], at) => ({ short: one!.short, start: at })) : [];
}

type Mention = { short: string; start: number };

function mentionsIn(text: string, parties: readonly Party[]): Mention[] {
  const found = parties.flatMap(({ short, name, aliases }) => {
    const places = [name, short, ...aliases].flatMap((called) => {
      const at = text.search(new RegExp(`\\b${escaped(called)}\\b`, 'i'));
      return at < 0 ? [] : [at];
    });
    return places.length === 0 ? [] : [{ short, start: Math.min(...places) }];
  });
  return found.sort((a, b) => a.start - b.start);
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** As many partners as percentages that make a hundred: each has the one in its place. A share of one partner alone stands beside its name. */
function pairUp(
  percentages: readonly Percentage[],
  named: readonly Mention[],
  text: string,
  share: (party: string | null, percent: number, sure: Guess<Share>['sure']) => Guess<Share>,
): Guess<Share>[] {
  const sum = percentages.reduce((total, { percent }) => total + percent, 0);
  if (percentages.length > 1 && percentages.length === named.length)
    return percentages.map(({ percent }, at) => share(named[at]!.short, percent, Math.abs(sum - 100) < 0.05 ? 'sure' : 'likely'));
  if (
    percentages.length === 1 &&
    named.length === 1 &&
    /\b(shar|bear|borne|contribut|pay|meet|met|fund|apportion|split|retain|entitled|liable)\w*/i.test(text)
  )
    return [share(named[0]!.short, percentages[0]!.percent, 'likely')];
  const [payer, payee] = named;
  if (
    percentages.length === 1 &&
    payee !== undefined &&
    named.length === 2 &&
    PAYS_TO.test(text.slice(payer!.start, percentages[0]!.start))
  )
    return [share(payer!.short, percentages[0]!.percent, 'likely')];
  return percentages.length > 1 && Math.abs(sum - 100) < 0.05 ? percentages.map(({ percent }) => share(null, percent, 'unsure')) : [];
}

/** “The Host shall pay to the Employer 80% of …”. */
const PAYS_TO =
  /\b(?:pays?|reimburses?|contributes?|transfers?)\b[^.;]{0,20}\bto (?:the )?[^.;]{2,60}$|\breimburses? (?:the )?[^.;]{2,60}$/i;

const LIMIT = /£\s?[\d,.]+(?:\s?(?:million|m|k|thousand|bn|billion))?|\d{1,3}(?:\.\d+)?\s*(?:%|per ?cent)/i;

function capIn({ text, whole, under, ref }: Sentence): Guess<Cap>[] {
  return splitSentences(text).flatMap((part): Guess<Cap>[] => {
    const cap = CAPPED.exec(part);
    if (
      cap === null ||
      (!/\b(costs?|budget|spend\w*)\b/i.test(part) && !SHARED.test(`${under} ${whole}`)) ||
      /\b(interest|vat|hours?|pages?|people|mileage|expenses)\b/i.test(part)
    )
      return [];
    const limit = LIMIT.exec(part.slice(cap.index, cap.index + 120)) ?? LIMIT.exec(part);
    return limit === null
      ? []
      : [{ value: { limit: limit[0].replace(/[.,]+$/, '').trim(), what: wordsOf(part) }, ref, sure: 'likely', words: wordsOf(whole) }];
  });
}
