import type { BenefitClass, BenefitFacts } from './benefits.ts';
import type { Day } from './days.ts';
import { type Pence, readMoney } from './money.ts';
import type { Period } from './period.ts';
import { readPeriod } from './read-period.ts';

/** What a sentence says of a benefit, each null where it does not: for filling in a form that a person then looks at. */
export type SaidBenefit = {
  what: string | null;
  class: BenefitClass | null;
  /** Signed: below nothing for a cost. Null too when the sentence holds more than one amount, or one in another currency. */
  amountPence: Pence | null;
  period: Period | null;
  standing: BenefitFacts['standing'] | null;
  recurs: BenefitFacts['recurs'] | null;
};

const LONGEST = 2000;
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = String.raw`(?:20|19)\d\d`;
const FINANCIAL = String.raw`(?:fy ?)?(?:${YEAR}|\d\d)[/-]\d\d`;
const ONE_DAY = String.raw`(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}(?: ${YEAR})?|${YEAR}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})`;
const SPAN = String.raw`(?:${ONE_DAY}|${MONTH}(?: ${YEAR})?|\d{1,2}(?:st|nd|rd|th)?)`;
/** A period as it stands in a sentence, longest forms first. A bare “may” or “mar” is more often a word than a month. */
const PERIOD = new RegExp(
  String.raw`\b(?:(?:from|between|in|during|for|over|on|since) )?(?:the )?(?:${SPAN} ?(?:to|until|and|-) ?${ONE_DAY}|${MONTH}(?: ${YEAR})? ?(?:to|and|-) ?${MONTH}(?: ${YEAR})?|q[1-4](?: (?:of )?${FINANCIAL})?|${FINANCIAL}(?!\d)|(?:this|last|next|current|previous) (?:financial )?(?:month|quarter|year)|${ONE_DAY}|${MONTH} ${YEAR}|(?:in|during|for|since) ${MONTH}|today|yesterday)(?![\w/])`,
  'i',
);
const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;
const SCALE = '(?: ?(?:thousand|million|billion|mn|bn|k|m))';
/** With a pound sign, a scale or “pounds”; or a bare number where the sentence goes on as after an amount (“saved 12,400 on …”). */
const AMOUNT = new RegExp(
  String.raw`(?<![\w.,/£$€-])(?:[-−] ?|minus )?(?:£ ?-?${NUMBER}${SCALE}?(?: ?pounds)?|${NUMBER}${SCALE}|${NUMBER}${SCALE}? ?(?:pounds|quid|gbp)|${NUMBER}(?= (?:on|from|by|through|a year|per year|this|last)\b))(?![\w%]|[.,]\d|/\d)`,
  'gi',
);
const FOREIGN = /[€$]\s?\d|\d\s?(?:€|\$|euros?|dollars?|usd|eur)\b/i;

const CLASS_CUES: readonly [BenefitClass, RegExp][] = [
  [
    'disbenefit',
    /\b(?:disbenefit|cost(?:s|ing)? us|(?:has|have|had|it|that) cost|extra costs?|overspen[dt]|overspending|lost|loss of|worse off|went over)\b/i,
  ],
  [
    'non-cashable',
    /\b(?:non-?cashable|cost avoid(?:ed|ance)|avoid(?:ed|s|ing)?|freed(?: up)?|frees up|staff time|hours|productivity|efficienc(?:y|ies)|capacity)\b/i,
  ],
  [
    'non-financial',
    /\b(?:non-?financial|quality|satisf\w+|fewer|shorter|faster|quicker|safer|waiting times?|wellbeing|well-being|experience|independen\w+)\b/i,
  ],
  [
    'cashable',
    /\b(?:cashable|sav(?:ed|es|e|ing|ings)|underspen[dt]|cut (?:[\w-]+ ){0,3}(?:cost|spend|spending|bill)s?|cheaper|income|brought in|reduced (?:[\w-]+ ){0,3}(?:cost|spend|spending|bill)s?)\b/i,
  ],
];
const PLANNED =
  /\b(?:will|would|shall|going to|expect(?:ed|s|ing)?|plan(?:ned|s|ning)?(?: to)?|forecast|should|hope to|aim(?:ing)? to|predicted)\b/i;
const ACTUAL =
  /\b(?:saved|cost us|has cost|avoided|freed|reduced|achieved|delivered|made|gained|lost|got|brought in|underspent|overspent|cut)\b/i;
const YEARLY = /\b(?:a|per|each|every) (?:year|annum)\b|\b(?:annual(?:ly)?|yearly|recurring|recurrent|year on year)\b|\bp\.?a\.?(?!\w)/i;
/** Times that no entry is for, and that are not what it is about. */
const OTHER_TIMES = new RegExp(
  String.raw`\b(?:a|per|each|every) (?:month|week|day)\b|\b(?:from |in |by |since |during )?(?:this|last|next) (?:week|${MONTH})\b`,
  'gi',
);
const ONCE = /\bone[- ]off\b|\bnon-?recurr(?:ing|ent)\b/i;

/** Reads a sentence such as “we saved £12,400 on the joint equipment store this quarter”. Nothing is guessed: what is not said is null. */
export function readBenefit(text: string, today: Day): SaidBenefit {
  const said = text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  const periodText = PERIOD.exec(said)?.[0];
  const period = periodText === undefined ? undefined : readPeriod(periodText.trim(), today);
  const rest = period?.ok ? said.replace(periodText!, ' ') : said;
  const amounts = [...rest.matchAll(AMOUNT)].map(([amount]) => amount);
  const amount = amounts.length === 1 && !FOREIGN.test(rest) ? readMoney(amounts[0]!) : undefined;
  const of = classOf(rest, amounts.length > 0, amount?.ok ? amount.value : null);
  return {
    what: whatOf(amounts.reduce((left, one) => left.replace(one, ' '), rest)),
    class: of,
    amountPence: amount?.ok && of !== 'non-financial' ? (of === 'disbenefit' ? -Math.abs(amount.value) : amount.value) : null,
    period: period?.ok ? period.value : null,
    standing: PLANNED.test(rest) ? 'planned' : ACTUAL.test(rest) ? 'actual' : null,
    recurs: ONCE.test(rest) ? 'once' : YEARLY.test(rest) ? 'yearly' : null,
  };
}

/** Whether a text names a time, and the text without it. */
export function mentionsPeriod(text: string): { period: boolean; rest: string } {
  const said = text.slice(0, LONGEST).normalize('NFKC').replace(/\s+/g, ' ');
  const period = PERIOD.exec(said)?.[0];
  return period === undefined ? { period: false, rest: said } : { period: true, rest: said.replace(period, ' ') };
}

function classOf(said: string, hasAmount: boolean, pence: Pence | null): BenefitClass | null {
  if (pence !== null && pence < 0) return 'disbenefit';
  const cues = CLASS_CUES.filter(([of]) => !(of === 'non-financial' && hasAmount));
  return cues.find(([, cue]) => cue.test(said))?.[0] ?? null;
}

const LEAD =
  /^(?:please |can you |could you )*(?:(?:log|add|record|note|put)(?: (?:it |this )?(?:to|in|into|on) (?:the|our) log)?(?: (?:that|this|a|an|the))?(?: (?:benefit|saving|cost|disbenefit))?(?: (?:that|of))?\b|(?:benefit|saving)s? ?(?=[:-]))[ :,-]*/i;
const VERB = String.raw`\b(?:saved?|saves|saving|savings|cost|costs|avoided|avoids|freed(?: up)?|lost|gained|made|brought in|underspen[dt]|overspen[dt]|cut)\b`;
const BETWEEN = '(?: us| about| around| over| nearly| roughly| some| approximately| and)*';
const SMALL_WORDS = /^(?:(?:on|from|by|through|in|with|for|off|of|to|and|or|maybe|perhaps|the|our|a|an|us)(?:\s+|$))+/i;
const NOBODY = /^(?:we|we've|i|they|it|that|this|there|our|team)?(?: (?:have|has|had|will|would|should|may|might|could))?$/i;

/** What the sentence is about: what follows the saving (“saved … on the van”), else who did it (“the van saved us …”), else what is left. */
function whatOf(said: string): string | null {
  const left = said.trim().replace(LEAD, '').replace(YEARLY, ' ').replace(ONCE, ' ').replace(OTHER_TIMES, ' ').replace(/\s+/g, ' ').trim();
  const halves = new RegExp(`^(.*?) ?${VERB}${BETWEEN}(.*)$`, 'i').exec(left);
  if (halves === null) return tidy(left);
  return tidy(halves[2]!) ?? (NOBODY.test(halves[1]!.trim()) ? null : tidy(halves[1]!));
}

/** Without small words and stray marks at either end, with a capital; null when no word is left. */
function tidy(text: string): string | null {
  const about = text
    .replace(/^[\s.,;:!?-]+|[\s.,;:!?-]+$/g, '')
    .replace(SMALL_WORDS, '')
    .replace(/\s+(?:in|for|during|over|from|on|since|by|of|has|have|will)$/i, '');
  return /\p{L}{3}/u.test(about) ? about[0]!.toUpperCase() + about.slice(1) : null;
}
