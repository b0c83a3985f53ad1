/*
 * What a message about somebody’s own situation may be besides: recognised by words, whatever kind the whole message is taken for. A line
 * too many does no harm here; a line too few may.
 */

/** Wrongdoing somebody wants to report, or has suffered for reporting; and abuse at the writer’s own home. */
export type Concern = 'wrongdoing' | 'abuse at home';

const WRONGDOING = [
  /whistle[\s-]*bl[eo]w|bl[eo]w\w*\s+the\s+whistle|speak(?:ing)?[\s-]+up|spoke\s+up|speaking\s+out|public\s+interest\s+disclosure/i,
  /\bfraud|\bcorrupt|\bbrib|kick[\s-]?back|back[\s-]?hander|embezzl|\bfiddl(?:e|ed|es|ing)\b|cook(?:ed|ing|s)?\s+the\s+books|petty\s+cash|fals(?:ify|ified|ifying|e\s+(?:claims?|invoices?|mileage|expenses|timesheets?))/i,
  /\b(?:fake|dodgy|forged)\b|back[\s-]?dat(?:e|ed|ing)\s+(?:an?|the|my|our|his|her)\b|cover(?:ed|ing)?[\s-]+(?:it\s+|this\s+|that\s+)?up\b|swept\s+under|keep\s+(?:quiet|schtum|shtum)/i,
  /procurement\s+rules|invoices?\b|purchase\s+order|on\s+the\s+side\b|['’]s\s+(?:own\s+)?(?:firm|company|business)\b|claim(?:s|ed|ing)?\s+(?:mileage|overtime|expenses|hours)|misus(?:e|es|ed|ing)\b|since\s+i\s+(?:reported|raised)/i,
  /\bl(?:ie|ied|ying)\s+to\s+(?:the\s+)?(?:auditors?|inspectors?|regulators?|cqc|police)|timesheets?\s+for\s+people|unsafe\s+(?:staffing|practice|care)|breaking\s+the\s+law|illegal/i,
];

const FAMILY = String.raw`\b(?:my|the)\s+(?:ex|husband|hubby|wife|partner|boyfriend|girlfriend|fianc[eé]e?|bloke|fella|missus|spouse|dad|father|mum|mother|brother|son|in[\s-]?laws?|mother[\s-]in[\s-]law)\b`;
const HARM = String.raw`\b(?:hit|hits|hitting|beat|beats|beating|punch\w*|kick\w*|chok\w*|strangl\w*|slap\w*|threat\w*|scar(?:e|es|ed|ing)|frighten\w*|afraid|control\w*|stalk\w*|track\w*|rap(?:e|ed|es)|forc(?:e|es|ed)|hurt\w*|kill\w*|violent|abus\w*|lock(?:s|ed)|follow(?:s|ed|ing)|turn(?:s|ed|ing)\s+up|checks?\s+my|takes?\s+my|reads?\s+(?:my|everything)|w(?:on|ill\s+no)['’]?t\s+let|(?:does|do)n['’]?t\s+let)\b`;
const ABUSE = [
  new RegExp(`${FAMILY}[^.!?]{0,80}?${HARM}`, 'i'),
  new RegExp(`\\b(?:scared|afraid|frightened|terrified|hiding|running|leave|leaving|away)\\b[^.!?]{0,30}?${FAMILY}`, 'i'),
  /domestic\s+(?:abuse|violence)|coercive\s+control|forced\s+marriage|non[\s-]?molestation|injunction|violent\s+(?:marriage|relationship|home|partner)|women['’]?s\s+refuge|\b(?:in|into|to|at)\s+(?:a\s+|the\s+)?refuge\b/i,
  /(?:scared|afraid|frightened|not\s+safe|unsafe|can['’]?t)\s+(?:to\s+)?(?:go(?:ing)?\s+|be(?:ing)?\s+)?(?:at\s+)?home\b|not\s+safe\s+at\s+home/i,
];

/** What a message may be besides. */
export function concernsIn(text: string): ReadonlySet<Concern> {
  const found = new Set<Concern>();
  if (WRONGDOING.some((cue) => cue.test(text))) found.add('wrongdoing');
  if (ABUSE.some((cue) => cue.test(text))) found.add('abuse at home');
  return found;
}
