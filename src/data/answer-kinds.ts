/** What a question asks for. A clause that lacks that kind of thing does not answer it. */
export const ANSWER_KINDS = [
  'amount',
  'number',
  'person',
  'date',
  'frequency',
  'duration',
  'place',
  'list',
  'yes-no',
  'how',
  'why',
  'what-if',
  'general',
] as const;

export type AnswerKind = (typeof ANSWER_KINDS)[number];

// First match wins: “how much notice” asks for a duration before “how much” asks for an amount.
const QUESTIONS: readonly (readonly [AnswerKind, RegExp])[] = [
  [
    'duration',
    /\b(how (long|much (notice|warning|time))|notice period|length of|for how many (days|weeks|months|years)|how many (days|weeks|months|years))\b/,
  ],
  ['frequency', /\b(how (often|frequent|frequently|regular|regularly)|what frequency|how many times|every how)\b/],
  ['number', /\b(how many|what number|number of|headcount|how big is the team)\b/],
  [
    'amount',
    /\b(how much (money|cash|is|are|does|do|did|will|would|has|have|was|were|of|in|goes|going|we|it|each|extra|more|funding|budget|savings?)|how much$|what (does|will|did|would) (it|this|that) cost|cost how|what (sum|amount|budget|price|salary|percentage|percent|share)|worth|salary|paid|how big is (the )?(\w+ )?(budget|pot|gap|hole|fund))\b/,
  ],
  [
    'date',
    /^((so|and|but|ok|then|by|from|until|till|since) )*when\b|\b(is|and|say|says|know|say it|says it) when\b|\bwhen (is|are|was|were|do|does|did|will|would|can|could|should|must|has|have|had)\b|\b(what (date|day|month|year)|which (date|day|month|year)|by what date|deadline|start date|end date|expiry date|go live date|run out|how soon|earliest|latest)\b/,
  ],
  [
    'person',
    /\b(who|whose|whos|whom|which (person|officer|post|director|manager|organisation|org|body|partner|side|board|councillor|minister|member)|whats the name|name of the (person|chair|director|lead))\b/,
  ],
  ['place', /\b(where|which (building|office|site|floor|town|place)|what (building|address|office|site))\b/],
  ['why', /\b(why|what for|how come|reason|reasons|point of|rationale)\b/],
  ['what-if', /\b(what if|what happens|what would happen|happens if|suppose)\b/],
  ['how', /\b(how (do|does|did|can|could|would|will|should|is|are|to)|procedure|process for|steps)\b/],
  ['list', /\b(which|list|what are|what were|name the|what (things|areas|services|options|risks|objectives|aims|principles))\b/],
  [
    'yes-no',
    /^(so |and |but )?(is|are|was|were|do|does|did|can|could|will|would|should|shall|must|may|has|have|had|am|any|isnt|arent|dont|doesnt|cant)\b/,
  ],
];

/** The kind of answer a question wants, from its words as `words.ts` writes them out. */
export function kindOfQuestion(plain: readonly string[]): AnswerKind {
  const text = plain.join(' ');
  return QUESTIONS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'general';
}

const MONTH = '(january|february|march|april|may|june|july|august|september|october|november|december)';
const NUMBER = '(\\d[\\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|thirty|ninety)';
const HOLDS: Partial<Record<AnswerKind, RegExp>> = {
  amount:
    /£|\bpence\b|\b\d+(\.\d+)?%|per cent|\b(no|any) (additional |extra |further )?(cost|costs|financial)\b|\bstaff time\b|\bcosts?\b/i,
  number: new RegExp(`\\b${NUMBER}\\b`, 'i'),
  date: new RegExp(
    `\\b(\\d{1,2} )?${MONTH}( \\d{4})?\\b|\\b(19|20)\\d\\d\\b|\\b(first|next) (step|phase)\\b|\\b(after|once|before|until|when|later)\\b`,
    'i',
  ),
  frequency: /\b(daily|weekly|monthly|quarterly|annual|annually|yearly|every|each|once a|twice a|regular|regularly|at least)\b/i,
  duration: new RegExp(`\\b${NUMBER}[ -](day|week|month|year)s?\\b|\\b(day|week|month|year)s'|\\bto ${MONTH}|\\bto \\d{1,2} ${MONTH}`, 'i'),
};

/** Whether a text holds that kind of thing. Kinds whose presence no pattern can tell (why, how, who …) are taken as held. */
export function holdsKind(text: string, kind: AnswerKind): boolean {
  return HOLDS[kind]?.test(text) ?? true;
}
