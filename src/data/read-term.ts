import { AGREEMENT, NOT_ITS_OWN, type Sentence, wordsOf } from './clause-context.ts';
import { addDaysTo, addMonthsTo, type Day } from './days.ts';
import { type DurationFound, durationsIn } from './durations-in-words.ts';
import { type DateFound, datesIn } from './read-dates-in-words.ts';
import type { FactsRead, Guess, Sure, Understood } from './understood.ts';

type Term = Pick<FactsRead, 'startsOn' | 'endsOn' | 'termMonths'>;
type Found<T> = Guess<T> & { rank: number };

const TERM_UNDER =
  /\b(terms?( of (the |this )?(agreement|memorandum|mou))?|duration|commencement|start|length|period|life of|how long|timescales?|dates?|particulars|key (facts|details|terms))\b/i;
const STARTS =
  /\b(commenc\w*|start(s|ed|ing)?|beg[ia]n(s|ning)?|com(e|es|ing) into (force|effect|operation)|tak(e|es|ing) effect|took effect|came into (force|effect)|effective|in force|in effect|with effect|have effect|has effect|runs?|running|operat(e|es|ive|ional)|covers?|goes live|in place|made (for|from)|dates from|applies)\b/i;
const ENDS =
  /\b(until|up to|expir\w*|end(s|ing)?|ceas\w*|terminat\w*|through to|through|clos(e|es|ing)|conclud\w*|lapses?|lasts?|remains?|continu\w*|to|till?)\b[^.;]{0,50}$/i;
/** Things that also start and end, whose dates are not the agreement’s. */
const OTHERS =
  /\b(act|regulations?|guidance|polic(y|ies)|strateg(y|ies)|meeting|cabinet|financial year|accounting|secondments?|secondees?|employment|staff|posts?|lease|licence|tenancy|contracts?|grant|pilots?|project|services?|pooled fund|fund|payment|invoices?|plan|programme|phase|review|audit|report|insurance|variation|amendment|consultation|training|transfer)\b/i;
const DOCUMENT_DATE = /\b(dated|made|signed|entered into|executed)\b/i;

/** When the agreement starts and ends, and how long its term is. A date worked out from start and term is `likely`. */
export function readTerm(sentences: readonly Sentence[], about: Pick<Understood, 'definitions' | 'isTheAgreement' | 'state'>): Term {
  const own = sentences.filter(({ whole }) => !NOT_ITS_OWN.test(whole) && (about.isTheAgreement.value || !OF_TODAY.test(whole)));
  const proposed: Sure = about.isTheAgreement.value && about.state.value !== 'proposed' ? 'sure' : 'likely';
  const defined = definedDates(about.definitions);
  const told = <T>(read: (sentence: Sentence) => Found<T>[]) =>
    own.flatMap((sentence) => read(sentence).map((one) => (TOLD_UNDER.test(sentence.under) ? { ...one, rank: 1 } : one)));
  const startsOn = best([...defined.starts, ...told(startsIn)], proposed);
  const endsOn = best([...defined.ends, ...told(endsIn)], proposed);
  const termMonths = best([...defined.terms, ...told(termIn)], proposed);
  const last = endsOn ?? workedOut(startsOn, termMonths);
  const goesOn = last !== null && own.some(({ text }) => GOES_ON_AFTER.test(text));
  return { startsOn, endsOn: goesOn ? { ...last, sure: 'unsure' } : last, termMonths };
}

/** Recitals tell of earlier agreements as well: what the clauses say goes before it. */
const TOLD_UNDER = /\b(recitals?|background|whereas|history)\b/i;

/** What a report calls the agreement that the proposed one follows. */
const OF_TODAY = /\b(current|present|expiring|outgoing) (\w+ ){0,3}(agreement|memorandum|mou|arrangements?|partnership)\b/i;

/** The strongest reading; where two readings of equal strength differ, it is `unsure`. */
function best<T>(found: readonly Found<T>[], atMost: Sure): Guess<T> | null {
  const top = Math.max(...found.map(({ rank }) => rank));
  const strongest = found.filter(({ rank }) => rank === top);
  const first = strongest[0];
  if (first === undefined) return null;
  const { rank: _, ...guess } = first;
  if (strongest.some(({ value }) => value !== first.value)) return { ...guess, sure: 'unsure' };
  return atMost === 'likely' && guess.sure === 'sure' ? { ...guess, sure: 'likely' } : guess;
}

/** A hoped-for day, or a term that runs on by itself, is for a person to look at. */
const HOPED =
  /\b(hope[ds]?|expect(s|ed)?|anticipat\w+|aim(s|ed|ing)?|target|likely|at the earliest|earliest|subject to (approval|agreement|contract|signature|completion|funding|confirmation)|only (counts|applies) once|could|can (start|begin))\b/i;
const RUNS_ON =
  /\b(thereafter|from year to year|year on year|automatically (renew\w*|extend\w*|continue\w*)|rolling|roll(s|ed)? (on|over|forward)|until (it is )?(terminated|ended|notice)|open[- ]ended|indefinite\w*)\b/i;

/** “After the Initial Period it shall continue until ended by either party”. */
const GOES_ON_AFTER =
  /\b(after|following|on (the )?expiry of|at the end of) (the |that |its )?(initial|first|fixed|minimum) (period|term)\b[^.]{0,60}\b(continues?|renews?|roll(s|ed)?|runs? on|remains?)\b/i;

/** `1 April 2024` and three years: the last day is 31 March 2027. */
function workedOut(start: Guess<Day> | null, term: Guess<number> | null): Guess<Day> | null {
  if (start === null || term === null || start.sure === 'unsure' || term.sure === 'unsure' || !Number.isInteger(term.value)) return null;
  return { value: addDaysTo(addMonthsTo(start.value, term.value), -1), ref: term.ref, sure: 'likely', words: term.words };
}

function definedDates(definitions: Understood['definitions']): { starts: Found<Day>[]; ends: Found<Day>[]; terms: Found<number>[] } {
  const found = { starts: [] as Found<Day>[], ends: [] as Found<Day>[], terms: [] as Found<number>[] };
  for (const { value, ref, words } of definitions) {
    const days = datesIn(value.meaning).filter((date) => date.is === 'day');
    const dated = (date: DateFound & { is: 'day' }): Found<Day> => ({
      value: date.on,
      ref,
      sure: date.ambiguous ? 'unsure' : 'sure',
      words,
      rank: 3,
    });
    const term = value.term.toLowerCase();
    if (/^(agreement )?(commencement|start|effective|operative|go[- ]live)( date)?$/.test(term) && days.length === 1)
      found.starts.push(dated(days[0]!));
    if (/^(agreement )?(expiry|end|expiration|termination)( date)?$/.test(term) && days.length === 1) found.ends.push(dated(days[0]!));
    if (!/^(the )?(initial |agreement |contract )?(term|period|duration)( of (the )?agreement)?$/.test(term)) continue;
    if (days.length === 2 && RANGE.test(value.meaning)) {
      found.starts.push(dated(days[0]!));
      found.ends.push(dated(days[1]!));
    }
    const months = durationsIn(value.meaning).filter(isWholeMonths)[0];
    if (months && !/\b(extend\w*|further|after (the )?(expiry|termination))\b/i.test(value.meaning.slice(0, months.start)))
      found.terms.push({ value: months.amount, ref, sure: 'sure', words, rank: 3 });
  }
  return found;
}

const RANGE = /\b(from|period|between|commencing|starting|beginning)\b[\s\S]*\b(to|until|and|ending|through|expiring)\b/i;

/** What stands before a date, from the start of its sentence or from the date before. */
function before(text: string, dates: readonly DateFound[], at: number): string {
  return text.slice(at === 0 ? 0 : dates[at - 1]!.end, dates[at]!.start);
}

function isOfTheAgreement(sentence: Sentence, place: number): boolean {
  const subject = sentence.whole.slice(0, sentence.whole.length - sentence.text.length + place);
  const verb = subject.search(STARTS_OR_ENDS);
  const named = (verb < 0 ? subject : subject.slice(0, verb)).slice(-90);
  if (OTHERS.test(named) && (UNDER_IT.test(named) || OTHER_FIRST.test(named))) return false;
  if (verb >= 0 && WHICH.test(subject.slice(0, verb))) return true;
  if (AGREEMENT.test(named))
    return lastIsTheAgreement(named) || /\b(this|the) (\w+ ){0,3}(agreement|memorandum|mou|deed|partnership)\b/i.test(named);
  return (
    !OTHERS.test(named) &&
    (TERM_UNDER.test(sentence.under) || /^\W*(it|we|this|the (initial )?term|duration|term|commencement|start)\b/i.test(named)) &&
    !NOT_TERM_UNDER.test(sentence.under)
  );
}

/** “the agreement for carers’ services between X and Y, which took effect on …” */
const WHICH =
  /\b(?:the|this|an) (?:[\w’-]+ ){0,4}(?:agreement|memorandum|mou|partnership)\b[^.;]*\b(?:between|with)\b[^.;]*,? (?:which|that)\s*$/i;

/** “The guidance on partnership arrangements”: it is the guidance. */
const OTHER_FIRST = new RegExp(`^\\W*(?:the |this |an? |any |each )?(?:[\\w’-]+ )?${OTHERS.source}\\s+(?:on|for|about|of)\\b`, 'i');

/** “The contract under this agreement”: it is the contract that ends. */
const UNDER_IT = /\b(under|of|in|to|within|by|for) (this|the) (\w+ ){0,2}(agreement|memorandum|mou|partnership|arrangements?|deed)\W*$/i;

const STARTS_OR_ENDS = new RegExp(`${STARTS.source}|\\b(shall|will|is|are|expires?|ends?|until|lasts?|remains?|continues?)\\b`, 'i');
const NOT_TERM_UNDER =
  /\b(background|recitals?|history|staff|secondment|employment|pooled fund|contributions?|financ\w+|premises|insurance|data|information|timetable|milestones?|programme)\b/i;

function lastIsTheAgreement(text: string): boolean {
  const own = text
    .toLowerCase()
    .search(
      /\b(agreement|memorandum|mou|partnership|arrangements?|collaboration|deed|concordat|compact|alliance)\b(?![\s\S]*\b(agreement|memorandum|mou|partnership|arrangements?|collaboration|deed|concordat|compact|alliance)\b)/i,
    );
  const other = [...text.matchAll(new RegExp(OTHERS.source, 'gi'))].at(-1)?.index ?? -1;
  return own >= 0 && own > other;
}

function startsIn(sentence: Sentence): Found<Day>[] {
  const dates = datesIn(sentence.text);
  return dates.flatMap((date, at): Found<Day>[] => {
    if (date.is !== 'day') return [];
    const lead = before(sentence.text, dates, at);
    const near = lead.slice(-80);
    const close =
      STARTS.test(near) || (/\bfrom\b[^.]{0,15}$/i.test(near) && TERM_UNDER.test(sentence.under)) || isRangeStart(sentence, dates, at);
    if (!close || /\b(before|prior to|not|by|until|expir\w*|end(s|ing)?|terminat\w*)\b[^,]{0,25}$/i.test(near)) return [];
    if (DOCUMENT_DATE.test(near) && !/\b(commenc|effect|force|start|beg[ia]n)/i.test(near)) return [];
    const enters = /\b(enter(s|ing)? into|agreement|partnership|memorandum)\b[^.]*\bwith effect from\b/i.test(lead);
    if (!enters && !isOfTheAgreement(sentence, date.start)) return [];
    return [
      {
        value: date.on,
        ref: sentence.ref,
        sure: date.ambiguous || HOPED.test(sentence.text) ? 'unsure' : 'sure',
        words: wordsOf(sentence.text),
        rank: 2,
      },
    ];
  });
}

function isRangeStart(sentence: Sentence, dates: readonly DateFound[], at: number): boolean {
  const [date, next] = [dates[at]!, dates[at + 1]];
  if (next === undefined || next.is !== 'day') return false;
  const between = sentence.text.slice(date.end, next.start);
  return (
    /^\s*(?:\([^)]*\)\s*)?(to|until|and|[–-]|through|up to|ending( on)?)\s*(and including\s*)?(the\s*)?$/i.test(between) &&
    /\b(period|from|between|term|cover\w*)\b[^.]{0,25}$/i.test(sentence.text.slice(0, date.start))
  );
}

const REVIEWED_THEN = /\b(at which point|when|whereupon|and)\b[^.]{0,60}\b(review\w*)\b/i;

function endsIn(sentence: Sentence): Found<Day>[] {
  const dates = datesIn(sentence.text);
  return dates.flatMap((date, at): Found<Day>[] => {
    if (date.is !== 'day') return [];
    const lead = before(sentence.text, dates, at);
    const range = at > 0 && isRangeStart(sentence, dates, at - 1);
    if (!range && !ENDS.test(lead)) return [];
    if (/\b(notice|extend\w*|extension|not (be )?(before|earlier)|unless|report|minimum)\b[^.]{0,60}$/i.test(lead)) return [];
    if (!isOfTheAgreement(sentence, range ? dates[at - 1]!.start : date.start)) return [];
    if (/\bto\b[^.;]{0,50}$/i.test(lead) && !range && !/\b(until|expir|end|continu|remain|last|force|effect|ceas|up to)\w*/i.test(lead))
      return [];
    const reviewed = REVIEWED_THEN.test(sentence.text.slice(date.end));
    const sure: Sure = reviewed || date.ambiguous || HOPED.test(sentence.text) || RUNS_ON.test(sentence.text) ? 'unsure' : 'sure';
    return [{ value: date.on, ref: sentence.ref, sure, words: wordsOf(sentence.text), rank: 2 }];
  });
}

const LASTS =
  /\b(for|period of|term of|term is|term shall be|duration of|duration is|last(s|ing)?|force for|runs? for|initial|fixed)\b[^.]{0,45}$/i;
const OF_OTHER_TIMES =
  /\b(further|additional|extend\w*|extension\w*|after|following|notice|up to|within|at least|no(t)? (less|more)|minimum|maximum|previous|the last|past|retain\w*|every)\b[^.]{0,50}$/i;

function termIn(sentence: Sentence): Found<number>[] {
  return durationsIn(sentence.text)
    .filter(isWholeMonths)
    .flatMap((length): Found<number>[] => {
      const lead = sentence.text.slice(0, length.start);
      const after = sentence.text.slice(length.end, length.end + 60);
      if (!LASTS.test(lead) && !/^\s*(term|agreement|partnership)\b/i.test(after)) return [];
      if (OF_OTHER_TIMES.test(lead) || /^\W*(after|following|notice|in advance|before|prior|’? ?written)/i.test(after) || length.amount < 3)
        return [];
      if (/\b(after|following) (the )?(termination|expiry|end)\b/i.test(sentence.text.slice(length.end))) return [];
      if (!isOfTheAgreement(sentence, length.start)) return [];
      return [
        {
          value: length.amount,
          ref: sentence.ref,
          sure: HOPED.test(sentence.text) || RUNS_ON.test(sentence.text) ? 'unsure' : 'sure',
          words: wordsOf(sentence.text),
          rank: 2,
        },
      ];
    });
}

function isWholeMonths({ unit, amount }: DurationFound): boolean {
  return unit === 'month' && Number.isInteger(amount);
}
