import { NOT_ITS_OWN, type Sentence, saidIn, wordsOf } from './clause-context.ts';
import type { Day } from './days.ts';
import { datesIn } from './read-dates-in-words.ts';
import { rhythmIn } from './rhythm-in-words.ts';
import type { FactsRead, Guess, Understood } from './understood.ts';

const REVIEWED = /\b(review(s|ed|ing)?|revisit(ed)?|re-?examin\w+|take stock|look(s|ed)? again|evaluat(e|ed|ion))\b/i;
/** What is reviewed is the agreement itself. */
const OF_THE_AGREEMENT =
  /\b(review(s|ed|ing)?|revisit|re-?examin\w+|take stock|look(s|ed)? again|evaluat\w+)\b[^.]{0,40}\b(this|the|its|their|these|our)\s+(whole |overall |terms of (this|the) |operation of (this|the) |effectiveness of (this|the) |strategic |working of (this|the) |provisions of (this|the) )?(section 75 |s75 |partnership |collaboration |joint working )?(agreement|memorandum|mou|partnership|arrangements?|collaboration|deed|concordat|alliance)\b|\b(agreement|memorandum|mou|partnership|arrangements?|collaboration|concordat|compact|alliance|it|they|we|terms)\b[^.;]{0,110}\b(review(ed)?|revisit(ed)?|re-?examined|evaluated)\b/i;
const NOT_THE_AGREEMENT =
  /\b(case review|homicide review|plan review|review of (this |the |each |every |a )?(person|care|case|schedule|fund|budget|contribution|premises|insurance|policy|incident|risk|post|performance|spend\w*|needs|public)|clinical services review|judicial review|peer review|proof of concept|strategic review|land|care plans?|person|people|patients?|service users?|pay|salar\w+|risk register|(the|each|every) (pooled )?(fund|budget)s?\b[^.]{0,30}review)\b/i;
const REVIEW_UNDER = /\b(review|look(ing)? again)\b/i;
const PAST = /\b(was|were|has been|have been|had) (\w+ )?(reviewed|undertaken|carried out|evaluated)\b/i;

/** When the agreement itself is reviewed: on a day, or by a rule in the document’s own words. */
export function readReview(
  sentences: readonly Sentence[],
  about: Pick<Understood, 'definitions' | 'isTheAgreement' | 'state'>,
): Pick<FactsRead, 'reviewOn' | 'reviewRule'> {
  const about75 = sentences.filter(({ whole, under }) => isReviewOfIt(whole, under));
  const likely = !about.isTheAgreement.value;
  const days = [...definedReview(about.definitions), ...about75.flatMap(reviewDays)];
  const rules = about75.flatMap(reviewRules);
  const first = days[0];
  const agreed = first === undefined || days.every(({ value }) => value === first.value);
  const lessSure = <T>(guess: Guess<T> | undefined): Guess<T> | null =>
    guess === undefined ? null : likely && guess.sure === 'sure' ? { ...guess, sure: 'likely' } : guess;
  return {
    reviewOn: first === undefined ? null : lessSure(agreed ? first : { ...first, sure: 'unsure' }),
    reviewRule: lessSure(rules[0]),
  };
}

function isReviewOfIt(text: string, under: string): boolean {
  if (!REVIEWED.test(text) || NOT_THE_AGREEMENT.test(text) || NOT_ITS_OWN.test(text) || PAST.test(text)) return false;
  return OF_THE_AGREEMENT.test(text) || REVIEW_UNDER.test(under);
}

function definedReview(definitions: Understood['definitions']): Guess<Day>[] {
  return definitions.flatMap(({ value, ref, words }) => {
    const dates = datesIn(value.meaning);
    const [date] = dates;
    if (!/^(first |next )?review( date)?$/i.test(value.term) || dates.length !== 1 || date?.is !== 'day') return [];
    return [{ value: date.on, ref, sure: date.ambiguous ? 'unsure' : 'sure', words }];
  });
}

function reviewDays({ ref, text }: Sentence): Guess<Day>[] {
  const dates = datesIn(text);
  const days = dates.filter((date) => date.is === 'day');
  // In “from 1 September 2014 to 31 March 2016, at which point they will be reviewed” the later day is the review’s.
  const then = /\b(at which point|when|whereupon|at the end of which|on which date)\b[^.]{0,80}\breview/i.test(text);
  const day = then
    ? days.filter(({ end }) => end < text.search(/\b(at which point|when|whereupon|at the end of which|on which date)\b/i)).at(-1)
    : days[0];
  if (day === undefined || (days.length > 1 && !then)) return [];
  if (!then && /\b(since|after|commenc\w*|from|dated|published|starting)\b[^.]{0,25}$/i.test(text.slice(0, day.start))) return [];
  return [{ value: day.on, ref, sure: day.ambiguous ? 'unsure' : 'sure', words: wordsOf(text) }];
}

const RULE =
  /\b(after|within) (the first )?[\w-]+ (months?|years?)\b|\b(months?|weeks?|years?|days?)\b[^.]{0,30}\b(before|after|prior|following|of)\b|\b(anniversary|mid-?point|final year|end of (the )?(first|second|third|each|every|initial)|at (any time|the request)|from time to time|regular(ly)?|request)\b|\b(in|during|by|before|after) (the )?(end of )?(january|february|march|april|may|june|july|august|september|october|november|december)\b/i;

function reviewRules(sentence: Sentence): Guess<string>[] {
  const { ref, text } = sentence;
  const rhythm = rhythmIn(text);
  if (rhythm === null && (!RULE.test(text) || reviewDays(sentence).length > 0)) return [];
  return [{ value: saidIn(sentence), ref, sure: rhythm?.unclear ? 'unsure' : 'sure', words: saidIn(sentence) }];
}
