import { NOT_ITS_OWN, type Sentence, saidIn } from './clause-context.ts';
import { type DurationFound, durationsIn } from './durations-in-words.ts';
import { conditionsOfNotice, expiresOnOf } from './notice-conditions.ts';
import { datedNotices } from './read-dated-notice.ts';
import type { FactsRead, Guess, NoticeRule, Party, Sure, Understood } from './understood.ts';

const IT =
  '(agreement|memorandum|mou|partnership|arrangements?|collaboration|membership|participation|involvement|deed|concordat|compact|alliance|joint working)';
const LEAVE =
  '(terminat\\w*|withdraw\\w*|leav(?:e|es|ing)|exit(?:s|ing)?|end(?:s|ed|ing)?|determin(?:e|ed|es)|cancel\\w*|resign\\w*|cease\\w*|discontinu\\w*|dissol\\w*|pull(?:s|ing)? out|step(?:s|ping)? (?:away|back|down)|(?:come|get|go|walk)(?:s|ing)? (?:out|away)|bring(?:s|ing)?|brought|stop(?:s|ping)?|conclude[sd]?|break)';
/** Somebody ends or leaves the agreement. */
const LEAVES_IT = new RegExp(
  `\\b${LEAVE}\\b[^.;]{0,60}\\b${IT}\\b|\\b${IT}\\b[^.;]{0,80}\\b(terminated|ended|determined|brought to an end|cancelled|dissolved|come to an end|left|discontinued|terminable)\\b|\\b(wish|want|intend|decide|choose|elect|propose)\\w* to (leave|withdraw|exit|terminate|pull out)\\b|\\b(may|can|could|is free to|are free to) (leave|withdraw|exit|pull out|step away)\\b|\\b(leaving|withdrawing) (partner|party|organisation)\\b|\\b(party|partner|council|trust|board|icb|ccg|organisation)s? (may|can|could|shall be entitled to|is free to|is entitled to) (leave|withdraw|exit|terminate)\\b`,
  'i',
);
const LEAVING_UNDER =
  /\b(terminat\w+|exit|withdraw\w*|notice( period)?s?|ending|leaving|bringing .{0,30}to an end|getting out|how (to|we) (end|leave)|end of)\b/i;
const NOT_LEAVING_UNDER =
  /\b(secondment|staff\w*|employ\w+|meetings?|data|information|breach|variation|amendment|changes?|insurance|complaints?|disputes?|premises|lease|propert\w+|service of notices|serving notices|freedom|audit|invoices?|payment|contact)\b/i;
/** What else is ended or left by notice. */
const SOMETHING_ELSE =
  /\b(secondments?|secondees?|employment|employees?|members of staff|staff member|staff|post-?holder|lease|licence|tenancy|sub-?contract|service contracts?|provider contracts?|contracts? with|placement|standing order|meeting|premises|insurance|individual service|scheme specification|work programme|vary|variation|amend\w*|changes? (to|in)|increase|reduc\w+|withdraw (a|any|the|an|one or more|some) (individual |particular )?(services?|functions?|scheme|staff|funding|contribution|post)|representative|chair)\b/i;
/** Ending for a cause has its own time to put things right; it is not the notice a partner may give as it pleases. */
const FOR_CAUSE =
  /\b(breach(es|ed)?|default\w*|fail(s|ed|ure)?|remed(y|ied|iable)|insolven\w*|force majeure|disputes?|immediate(ly)?|forthwith|unlawful|change in law|ultra vires|persistent|negligen\w*|emergency|urgent|irreconcilable)\b/i;
/** “…, or three months where the other is in breach”: another time, for another case. */
const EXCEPT_FOR_CAUSE = /,? or (?:on |upon |by |such )?[\w() ’'-]{0,50}\b(?:where|if|in the event|in case|in cases)\b[^.;]*/i;
const WITHOUT_CAUSE =
  /\b(without (cause|giving (a |any )?reason)|for any reason|at any time|for (its|their) (own )?convenience|no reason|voluntar\w+|whether or not)\b/i;

/** Notice to end or leave the agreement: how long, of whom, on what conditions. */
export function readNotice(
  sentences: readonly Sentence[],
  about: Pick<Understood, 'definitions' | 'isTheAgreement' | 'kind'> & { parties: readonly Guess<Party>[] },
): Pick<FactsRead, 'notices' | 'noticeMonths' | 'noticeRule' | 'noticeExpiresOn'> {
  const parties = about.parties.map(({ value }) => value);
  const asked = about.kind.value === 'secondment agreement' ? sentences.map(ofSecondment) : sentences;
  const found = asked.flatMap((sentence) => noticesIn(sentence, parties, sentences));
  if (found.every(({ sure }) => sure === 'unsure')) {
    const dated = datedNotices(sentences);
    const [first] = dated;
    if (first !== undefined)
      return {
        notices: dated,
        ...summaryOf(dated),
        noticeMonths: { value: first.value.amount, ref: first.ref, sure: 'unsure', words: first.words },
      };
  }
  const defined = found.length > 0 ? [] : definedNotice(about.definitions, sentences);
  const notices = withoutRepeats([...found, ...defined]).map((guess) =>
    about.isTheAgreement.value || guess.sure !== 'sure' ? guess : { ...guess, sure: 'likely' as const },
  );
  return { notices, ...summaryOf(notices) };
}

/** In an agreement about a secondment it is the secondment that is ended; the words a guess rests on stay as they are. */
function ofSecondment(sentence: Sentence): Sentence & { said: string } {
  const plain = (text: string) =>
    text
      .replace(/\bsecondment period\b/gi, 'term')
      .replace(/\bsecondments?\b/gi, 'agreement')
      .replace(/\bsecondees?\b/gi, 'party');
  return {
    ...sentence,
    text: plain(sentence.text),
    whole: plain(sentence.whole),
    under: sentence.under.replace(/\bsecondment\b/gi, ''),
    said: saidIn(sentence),
  };
}

function summaryOf(notices: readonly Guess<NoticeRule>[]): Pick<FactsRead, 'noticeMonths' | 'noticeRule' | 'noticeExpiresOn'> {
  const first = notices.find(({ sure }) => sure !== 'unsure') ?? notices[0];
  if (first === undefined) return { noticeMonths: null, noticeRule: null, noticeExpiresOn: null };
  const { ref, sure, words } = first;
  const firm = notices.filter((notice) => notice.sure !== 'unsure');
  const counted = firm.length === 0 ? notices : firm;
  const { unit, amount } = first.value;
  const same = counted.every(({ value }) => value.amount === amount && value.unit === unit);
  const rule = [...new Set(counted.map((notice) => notice.words))].join(' ');
  const expires = counted.find(({ value }) => value.expiresOn !== null);
  return {
    noticeMonths: same && unit === 'month' && Number.isInteger(amount) ? { value: amount, ref, sure, words } : null,
    noticeRule: { value: rule, ref, sure, words },
    noticeExpiresOn:
      expires === undefined ? null : { value: expires.value.expiresOn!, ref: expires.ref, sure: expires.sure, words: expires.words },
  };
}

function noticesIn(sentence: Sentence & { said?: string }, parties: readonly Party[], all: readonly Sentence[]): Guess<NoticeRule>[] {
  const ofCause = EXCEPT_FOR_CAUSE.exec(sentence.text)?.index ?? sentence.text.length;
  const lengths = durationsIn(sentence.text).filter((length) => length.start < ofCause && isOfNotice(sentence, length));
  if (lengths.length === 0 || NOT_ITS_OWN.test(sentence.whole)) return [];
  const sure = sureOfLeaving(sentence);
  if (sure === null) return [];
  const { conditions, expiresOn } = conditionsOfNotice(sentence, all);
  return lengths.map((length, at) => ({
    value: {
      amount: length.amount,
      unit: length.unit,
      of: whose(sentence, length, lengths[at - 1]?.end ?? 0, lengths.length, parties),
      conditions,
      expiresOn,
    },
    ref: sentence.ref,
    sure: lengths.length > 2 ? 'unsure' : sure,
    words: sentence.said ?? saidIn(sentence),
  }));
}

/** Whether the sentence is about leaving the agreement, and no cause, other thing or earlier time is meant. Null: it is not. */
function sureOfLeaving({ whole, text, under }: Sentence): Sure | null {
  const cause = FOR_CAUSE.test(
    whole
      .replace(EXCEPT_FOR_CAUSE, '')
      .replace(/without prejudice to[^,;.]*/i, '')
      .replace(/\b(subject to|save (for|as)|except|other than)[^,;.]*/i, ''),
  );
  if (cause && !WITHOUT_CAUSE.test(whole)) return null;
  if (SOMETHING_ELSE.test(whole)) {
    const plain =
      /\b(terminate|end|leave|withdraw from|determine) (this|the) (agreement|memorandum|mou|partnership|deed|arrangements?)\b/i.test(whole);
    if (!plain || /\b(secondment|employment|lease|tenancy|licence|vary|variation|amend)/i.test(text)) return null;
  }
  if (
    /\b(propos(e|ed|es|al)(?! (?:agreement|memorandum|mou|partnership|arrangements?|deed)\b)|consider(s|ed|ing)?|discuss(ed)?|suggest(s|ed)?|would be|may wish to require)\b/i.test(
      whole,
    ) &&
    !/\bpropos\w+ to (leave|withdraw|terminate|end)/i.test(whole)
  )
    return 'unsure';
  if (LEAVES_IT.test(whole)) return 'sure';
  if (LEAVING_UNDER.test(under) && !NOT_LEAVING_UNDER.test(under)) return /\bnotice\b/i.test(whole) ? 'likely' : 'unsure';
  return null;
}

const AFTER_LENGTH =
  /^['’]?\s*(?:\([^)]*\)\s*)?(?:of |in |by )?(?:[\w’'-]+ ){0,5}?(?:notice|notification|warning)\b|^[^.;]{0,15}\b(in advance|beforehand|ahead|before (it|they|leaving|doing|the (date|day)))\b/i;
const BEFORE_LENGTH =
  /\b(notice|notification|warning)\b(?: period)?(?: \([^)]*\))?(?: (?:in writing|of termination|of withdrawal|required|to (?:terminate|leave|withdraw|end)[^,;.]{0,40}|to the others?|to all (?:the )?other partners|must be given|given|period))*\s*,?\s*(?:of|is|shall be|will be|being|must be|:|–|-|to be|for)\s*(?:a )?(?:not less than|no less than|at least|a minimum of|minimum|no fewer than|not fewer than|of|period of|than)?\s*(?:a |an )?(?:minimum )?(?:period )?(?:of )?(?:not less than |at least )?$/i;

function isOfNotice({ whole, text }: Sentence, length: DurationFound): boolean {
  const shift = whole.length - text.length;
  const after = text.slice(length.end);
  if (/^[^.;]{0,25}\bnotice of (?:the )?(?:meeting|data|breach|any breach)\b/i.test(after)) return false;
  const tells = /\b(tell|inform|notify|write|writing|warn|let)\w*\b/i.test(whole);
  if (AFTER_LENGTH.test(after)) return /notice|notification|warning/i.test(after.slice(0, 60)) || tells;
  return BEFORE_LENGTH.test(whole.slice(0, shift + length.start));
}

const PER_PARTNER =
  /\b(either|any|each|both|every|all)\b[^.;]{0,30}\b(part(y|ies|ners?)|organisations?|of (us|them)|sides?|members?|councils?)\b|\bthe parties\b/i;

/** The partner named last before the length of time; null where any of them is meant. */
function whose({ whole, text }: Sentence, length: DurationFound, from: number, lengths: number, parties: readonly Party[]): string | null {
  const shift = whole.length - text.length;
  const subject = lengths > 1 ? text.slice(from, length.start) : whole.slice(0, shift + length.start);
  if (PER_PARTNER.test(subject)) return null;
  const named = parties.flatMap(({ short, name }) => {
    const place = Math.max(subject.toLowerCase().lastIndexOf(short.toLowerCase()), subject.toLowerCase().lastIndexOf(name.toLowerCase()));
    return place < 0 || /\bto the\s*$/i.test(subject.slice(0, place)) ? [] : [{ short, place }];
  });
  const last = named.sort((a, b) => b.place - a.place)[0];
  return last === undefined || (named.length > 1 && named.length === parties.length && lengths === 1) ? null : last.short;
}

/** “Notice Period” means six months, and a clause on leaving that uses it. */
function definedNotice(definitions: Understood['definitions'], sentences: readonly Sentence[]): Guess<NoticeRule>[] {
  return definitions.flatMap(({ value, ref, words }): Guess<NoticeRule>[] => {
    const [length, another] = durationsIn(value.meaning);
    if (!/^(termination |withdrawal |exit )?notice( period)?$/i.test(value.term) || length === undefined || another !== undefined)
      return [];
    const used = sentences.find(
      (sentence) => sentence.ref !== ref && new RegExp(`\\b${value.term}\\b`, 'i').test(sentence.text) && LEAVES_IT.test(sentence.whole),
    );
    const { conditions, expiresOn } =
      used === undefined ? { conditions: [], expiresOn: expiresOnOf(value.meaning) } : conditionsOfNotice(used, sentences);
    return [
      {
        value: { amount: length.amount, unit: length.unit, of: null, conditions, expiresOn },
        ref,
        sure: used === undefined ? 'likely' : 'sure',
        words,
      },
    ];
  });
}

function withoutRepeats(notices: readonly Guess<NoticeRule>[]): Guess<NoticeRule>[] {
  const firm = notices.some(({ sure }) => sure === 'sure') ? notices.filter(({ sure }) => sure === 'sure') : notices;
  return firm.filter((one, at) => firm.findIndex((other) => sameRule(other.value, one.value)) === at);
}

function sameRule(one: NoticeRule, other: NoticeRule): boolean {
  return one.amount === other.amount && one.unit === other.unit && one.of === other.of;
}
