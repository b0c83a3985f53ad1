import type { MessageKind } from '../data/kind-of-message.ts';
import { mentionsPeriod, readBenefit } from '../data/read-benefit.ts';
import type { Stores } from '../data/stores.ts';
import { fileWished } from './benefit-file.ts';
import { CLASS_WORDS } from './benefit-filter.ts';
import { partnerNamed } from './benefit-request.ts';
import { ASKS, benefitsVerb, benefitVerb, RULES } from './benefit-said.ts';
import type { Handler } from './handler.ts';
import { tellTotals } from './list-benefits.ts';
import { tellBenefit } from './log-benefit.ts';
import { showQuoted } from './show-benefit.ts';

/*
 * Messages that are about the log whatever else their words look like: the verbs, an entry by its number, an amount that was saved, a
 * question for totals, and a few words that narrow them. What is told apart by likeness alone is in `benefit-said.ts`.
 */

const BENEFITS_NARROWED =
  /^\s*benefits\b[\s:,-]+(?:(?:in|for|since|this|last|from|between|by|during)\b|q[1-4]\b|\d{4}|non-?cashable|non-?financial|cashable|disbenefits?|quality)/i;
const BENEFIT_TOLD = /^\s*benefit\b(?=[\s:,-]+.*\d)/i;

/** The number as Accord writes it; with fewer digits only where something is asked of it, because B-12 is a vitamin too. */
const ENTRY =
  /\bb-(\d{4,8})\b|\b(?:show|see|open|find|what happened to|history of|status of|where is|look at|verify|withdraw|correct|amend|undo)\b.*\bb-?(\d{1,8})\b/i;

const SAVED = '(?:saved?|gained?|achieved?|avoided?|lost|lose|logged|freed(?: up)?|accrued)';
const ASKS_FOR_TOTALS = new RegExp(
  `^(?:(?:and|so|ok|please) )*(?:` +
    String.raw`(?:how much|what) (?:money )?(?:have|has|did|had) (?:we|(?:the|our) [\w ]{2,40}?) (?:all |together |now |actually )?${SAVED}\b|` +
    String.raw`(?:how are we doing|how do we stand|where are we|where do we stand) (?:on|with|for) (?:the |our )?(?:benefits?|savings?|log)\b|` +
    String.raw`(?:anything|what(?:'s|’s|s| is| stands)?|which entries|entries)(?: new)? in (?:the|our) (?:log|benefits log)\b|` +
    `(?:the |our )?(?:net position|running totals?|grand total)(?: so far| to date)?[?.]?$)`,
  'i',
);

/** Words of somebody’s own: with them an amount may be their pay. */
const OWN =
  /\b(?:i|i['’]m|me|my|mine|myself|he|she|his|her|manager|boss|leave|sick\w*|pay|paid|wages?|salary|overtime|expenses|mileage|hr|union)\b/i;

/** What is done with a message that is surely about the log; undefined for every other. */
export function surelyOfLog(text: string, kind: MessageKind, stores: Pick<Stores, 'agreements'>): Handler | undefined {
  // Harm comes before everything. A person’s own employment too, unless the message says what something brought or cost, and nobody’s own.
  if (kind === 'safeguarding' || kind === 'crisis') return undefined;
  if (kind === 'employment') return !OWN.test(text) && tellsAmount(text) ? tellBenefit(text) : undefined;
  if (BENEFITS_NARROWED.test(text)) return benefitsVerb;
  if (BENEFIT_TOLD.test(text)) return benefitVerb;
  if (fileWished(text) !== null) return benefitsVerb;
  const entry = ENTRY.exec(text);
  if (entry !== null) return showQuoted(text, Number(entry[1] ?? entry[2]));
  if (tellsAmount(text)) return tellBenefit(text);
  return asksForTotals(text) || narrowsAlone(text, stores) ? tellTotals(text) : undefined;
}

/** “underspend of £5k on the equipment budget”: one amount, and what kind of benefit it is; neither a question nor about a rule. */
function tellsAmount(text: string): boolean {
  if (ASKS.test(text.trim()) || RULES.test(text)) return false;
  // No day is looked at: an amount and a class are the same on every day.
  const { amountPence, class: of } = readBenefit(text, '2000-01-01');
  return amountPence !== null && of !== null;
}

function asksForTotals(text: string): boolean {
  return (
    ASKS_FOR_TOTALS.test(text.trim().replace(/\s+/g, ' ')) && !/\b(?:agreement|memorandum|clause|allowed|share[ds]?|split)\b/i.test(text)
  );
}

const FILLING =
  /\b(?:and|just|only|show|me|the|all|what|about|ones?|benefits?|savings?|in|for|since|from|of|please|entries|so|far|to|date)\b|[\s?.,:;'’-]+/gi;

/** “non-cashable since April”, “for Dorset CCG”: nothing but a class, a time or a partner, as somebody goes on who has just seen totals. */
function narrowsAlone(text: string, { agreements }: Pick<Stores, 'agreements'>): boolean {
  const of = CLASS_WORDS.find(([, words]) => words.test(text));
  const { period, rest } = mentionsPeriod(text);
  const withoutClass = of === undefined ? rest : rest.replace(of[1], ' ');
  const left = /\bfor\b/i.test(text)
    ? [...agreements.values()].map((agreement) => withoutPartner(withoutClass, agreement)).find((one) => one !== undefined)
    : undefined;
  const partner = left !== undefined;
  if (!partner && (of === undefined || !(period || /\b(?:benefits?|savings?)\b/i.test(text)))) return false;
  return (left ?? withoutClass).replace(FILLING, '') === '';
}

/** A text without the name of a partner of this agreement; undefined when it names none. */
function withoutPartner(text: string, agreement: Parameters<typeof partnerNamed>[1]): string | undefined {
  const id = partnerNamed(text, agreement);
  const party = agreement.parties.find((one) => one.id === id);
  if (party === undefined) return undefined;
  const names = [party.name, party.short, ...party.aliases].sort((a, b) => b.length - a.length);
  return names.reduce((left, name) => left.replace(new RegExp(name.replace(/[^\w ]/g, '.'), 'gi'), ' '), text);
}
