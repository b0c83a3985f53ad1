import { NOT_ITS_OWN, type Sentence, saidIn, wordsOf } from './clause-context.ts';
import { durationsIn } from './durations-in-words.ts';
import { type DateFound, datesIn } from './read-dates-in-words.ts';
import { rhythmIn } from './rhythm-in-words.ts';
import type { DutyRead, FactsRead, Guess, Sure, Understood, When } from './understood.ts';

const MUST =
  /\b(shall|will|must|is to|are to|agrees? to|undertakes? to|(is|are) required to|has to|have to|needs? to|reports? jointly|sends?|provides?|prepares?|submits?|publish(es)?|produces?|presents?|circulates?|meets?|receives?|presents?|(is|are) (made|paid|payable|due|sent|presented|published|submitted|invoiced)|(is|are) responsible for|to be|should|it is (intended|proposed|planned) to)\b/i;
const NOT_ALLOWED = /\b(shall|will|must|may|need|should) not\b|\bnot to be\b|\bno part(y|ner)\b/i;
const PAST = /\b(was|were|had been|has been|have been|has already|have already)\b/i;
/** Paragraphs that tell or define; nothing is owed under them. */
const OWES_NOTHING_UNDER =
  /\b(background|recitals?|history|definitions?|interpretation|context|introduction|law|governing|notices|background papers|contact)\b/i;
/** What is done for one person at a time is not a duty of the partnership with a date. */
const FOR_A_PERSON =
  /\b(the (person|patient|service user|individual|carer|resident)|each (person|patient|service user|resident|member of staff|secondee)|people|care plan|appraisal|supervision|salary|his or her|sickness)\b/i;

const KINDS: readonly (readonly [DutyRead['kind'], RegExp])[] = [
  ['return', /\b(returns?|submi(t|ssion)[^.]{0,40}\b(department|england|secretary of state|national|ministry|regulator))\b/i],
  [
    'report',
    /\b(reports?|statements?|accounts|minutes|notes?|update|forecast|figures|information|log|register|statistics|summary|dashboard|paper)\b/i,
  ],
  ['review', /\b(review(s|ed)?|revisit|evaluat\w+|audit)\b/i],
];

/** Duties with a date, a rhythm or an event that calls for them, in the document’s own words; and the notice and review of the agreement. */
export function readDuties(sentences: readonly Sentence[], facts: FactsRead, about: Pick<Understood, 'isTheAgreement'>): Guess<DutyRead>[] {
  const proposed: Sure = about.isTheAgreement.value ? 'sure' : 'likely';
  const found = sentences.flatMap((sentence) => dutyIn(sentence, proposed));
  const reviewed = facts.reviewOn !== null && !found.some(({ value, ref }) => value.kind === 'review' && ref === facts.reviewOn!.ref);
  const review = reviewed ? [asDuty('review', facts.reviewOn!, { on: facts.reviewOn!.value })] : [];
  const notices =
    facts.noticeRule === null
      ? []
      : [asDuty('notice', facts.noticeRule, { event: 'whenever a partner wants to end or leave the agreement' })];
  const ruled =
    facts.reviewRule !== null && facts.reviewOn === null && !found.some(({ value }) => value.kind === 'review')
      ? [asDuty('review', facts.reviewRule, { undated: facts.reviewRule.value })]
      : [];
  const ofNotice = new Set(facts.notices.map(({ words }) => words));
  return [...review, ...ruled, ...found.filter(({ words }) => !ofNotice.has(words)), ...notices];
}

function asDuty(kind: DutyRead['kind'], { ref, sure, words }: Guess<unknown>, when: When): Guess<DutyRead> {
  return { value: { what: words, kind, owner: null, when }, ref, sure, words };
}

const TIMETABLE = /\b(timetable|milestones?|key dates|programme of work|work programme|action plan|implementation plan)\b/i;
const STAGE = /^\W*(year|phase|stage) (\d|one|two|three|four|five)\b/i;

/** A stage of a programme or a line of a timetable is due on its date without a “shall”. */
function stageIn({ text, under, ref }: Sentence): Guess<DutyRead>[] {
  const [date, another] = datesIn(text);
  if (
    date === undefined ||
    another !== undefined ||
    (!STAGE.test(text) && !TIMETABLE.test(under)) ||
    PAST.test(text) ||
    NOT_ITS_OWN.test(text)
  )
    return [];
  const found = onDate(date);
  const words = wordsOf(text);
  const kind = STAGE.test(text) ? 'programme' : 'milestone';
  return found === null
    ? []
    : [{ value: { what: words, kind, owner: null, when: found.when }, ref, sure: found.unclear ? 'unsure' : 'likely', words }];
}

function dutyIn(sentence: Sentence, proposed: Sure): Guess<DutyRead>[] {
  const { text, whole, under, ref } = sentence;
  const stage = stageIn(sentence);
  if (stage.length > 0) return stage;
  if (!MUST.test(whole) || NOT_ALLOWED.test(whole) || NOT_ITS_OWN.test(whole) || OWES_NOTHING_UNDER.test(under)) return [];
  if (PAST.test(text) && !MUST.test(text)) return [];
  const lead = whole.slice(0, whole.length - text.length);
  const parts = text.split(OWED_TWICE).filter((part) => MUST.test(`${lead}${part}`) && !/^\W*(and|or)?\W*$/i.test(part));
  return parts.flatMap((part): Guess<DutyRead>[] => {
    const own = rhythmIn(part) !== null;
    // “meets every two months and: …”: that rhythm is of the meeting, not of what the list goes on to.
    if (!own && GOES_ON.test(lead) && rhythmIn(lead) !== null) return [];
    const when = whenOf(own ? part : `${lead}${part}`);
    if (when === null || (FOR_A_PERSON.test(whole) && 'every' in when.when)) return [];
    // What a report has to show falls due with the report, not once more by itself.
    if ('every' in when.when && SHOWS.test(lead) && rhythmIn(part) === null) return [];
    const kind = kindOf(`${lead}${part}`, when.when);
    const sure: Sure = when.unclear ? 'unsure' : UNDECIDED.test(whole) ? 'likely' : proposed;
    return [{ value: { what: saidIn(sentence), kind, owner: ownerOf(whole), when: when.when }, ref, sure, words: saidIn(sentence) }];
  });
}

const GOES_ON = /\b(and|who|which)\s*[:–—-]*\s*$/i;
const SHOWS = /\b(together with|including|includes?|showing|covering|containing|contains?|setting out|comprising|namely)\b[^.;]{0,40}\W*$/i;
/** One sentence may hold two duties, each with a time of its own. */
const OWED_TWICE = /;\s+|,?\s+and\s+(?=(?:shall|will|must|is to|are to)\b)/i;
const UNDECIDED = /\b(should|intended|proposed|planned|hope[ds]?|expected)\b/i;

function kindOf(text: string, when: When): DutyRead['kind'] {
  const known = KINDS.find(([, pattern]) => pattern.test(text))?.[0];
  if (known !== undefined) return known;
  return 'event' in when ? 'event' : 'financialYear' in when ? 'programme' : 'milestone';
}

type Found = { when: When; unclear: boolean };

function whenOf(text: string): Found | null {
  const rhythm = rhythmIn(text);
  if (rhythm && !/\b(if|where|in the event|should)\b[^,]{0,40}$/i.test(text.slice(0, rhythm.start)))
    return { when: { every: rhythm.every, ...(rhythm.open === undefined ? {} : { open: rhythm.open }) }, unclear: rhythm.unclear };
  const must = text.search(MUST);
  const dates = datesIn(text).filter(
    (date) => (date.start > must || /^\W*(by|on|before|no later than|not later than|in|during)\b/i.test(text)) && isDue(text, date),
  );
  const [date] = dates;
  if (date !== undefined && dates.length === 1) return onDate(date);
  const soon = durationsIn(text).find(({ start }) =>
    /\b(within|no later than|not later than|at least|not less than)\s*$/i.test(text.slice(0, start)),
  );
  const after =
    soon &&
    /^['’]?\s*(?:\([^)]*\)\s*)?(of|after|following|before|from|prior to|in advance of|ahead of)\b[^.;]{3,90}/i.exec(text.slice(soon.end));
  return soon && after ? { when: { event: `${text.slice(soon.start, soon.end + after[0].length)}`.trim() }, unclear: false } : null;
}

const DUE =
  /\b(by|on|before|no later than|not later than|in|during|until|at|from|end of)\s*(or before\s*)?(the\s*)?(end of\s*|close of\s*|start of\s*|beginning of\s*)?((mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$/i;
const NOT_DUE =
  /\b(commenc\w*|start\w*|effect|force|dated|made|expir\w*|ends?|terminat\w*|act|regulations?|published|agreed|approved|since|until|from|period|between|version|plan)\b[^,]{0,24}$/i;

function isDue(text: string, date: DateFound): boolean {
  const before = text.slice(0, date.start);
  return (
    DUE.test(before) &&
    !NOT_DUE.test(before.slice(-60)) &&
    !/^\s*(act|regulations?|guidance|strategy|budget|meeting)\b/i.test(text.slice(date.end))
  );
}

function onDate(date: DateFound): Found | null {
  if (date.is === 'day') return { when: { on: date.on }, unclear: date.ambiguous };
  if (date.is === 'month') return { when: { month: date.month }, unclear: false };
  if (date.is === 'financial year') return { when: { financialYear: date.financialYear }, unclear: false };
  return null;
}

const LONGEST_OWNER = 90;

/** Who it falls to: what stands before “shall”, where that is short and names somebody. */
function ownerOf(text: string): string | null {
  const subject =
    /^\W*(?:[^,]{0,80},\s+)??(?:(?:on|upon|at|in|by|within|after|before|during|following|every \w+|each (?:day|week|month|quarter|year))\s+[^,]{0,60}?(?=\b(?:the|both|either)\b))?((?:the|each|every|either|both|a|an|all)\s+[^,;:]{2,80}?|[A-Z][\w’'-]+(?:\s+[\w’'-]+){0,6}?)\s+(?:shall|will|must|is to|are to|agrees? to|undertakes? to|(?:is|are) required to|has to|have to|(?:is|are) responsible|sends?|provides?|prepares?|submits?|publishes|produces?|presents?|circulates?|meets?)\b/i.exec(
      text,
    )?.[1];
  if (subject === undefined || subject.length > LONGEST_OWNER) return null;
  const named =
    /\b(council|trust|board|icb|ccg|pct|group|committee|manager|director|officer|chair|partners?|part(y|ies)|commissioner|lead|team|executive|treasurer|secretary|organisations?|host|head|coordinator|provider|authority)s?\b/i.test(
      subject,
    );
  return named && !/\b(report|statement|review|meeting|accounts)s?\b/i.test(subject) ? subject.replace(/^(the)\s+/i, '').trim() : null;
}
