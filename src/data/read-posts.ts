import { NOT_ITS_OWN, type Sentence, wordsOf } from './clause-context.ts';
import type { Guess, PostRead } from './understood.ts';

const BEFORE =
  '(?:(?:Joint|Deputy|Assistant|Associate|Executive|Corporate|Chief|Senior|Lead|Strategic|Operational|Clinical|Medical|Nursing|Finance|Financial|Programme|Partnership|Integrated|Integration|Commissioning|Head|General|Pooled|Fund|Budget|Accountable|Managing|Service|Services|Locality|Place|Interim|Independent|Section|Responsible|Contract|Transformation|Delivery|Project|Governance|Safeguarding|Caldicott|Data|Protection|Health|Care|Social|Adult|Children’s|Public|Information|Monitoring|Quality|Performance)\\s+)';
const ROLE =
  '(?:Director|Commissioner|Manager|Officer|Executive|Chair(?:man|woman|person)?|Secretary|Treasurer|Coordinator|Co-ordinator|Guardian|Lead|Head)';
const OF = "(?:\\s+(?:of|for)\\s+(?:the\\s+)?[A-Z][\\w’'-]*(?:(?:,?\\s+(?:and|of|&|for)\\s+|,\\s+|\\s+)[A-Z][\\w’'-]*){0,7})";
const POST = new RegExp(`\\b(?:${BEFORE}{1,5}${ROLE}s?\\b${OF}?|(?:Director|Head|Chair|Commissioner)${OF})`, 'g');
/** A post whose name is of no known words: “an Emotional Wellbeing Lead”. */
const ANY_POST =
  /(?<=\b(?:the|an?|its|their|our|employs?|appoints?|[A-Z][\w-]*’s)\s)(?:[A-Z][\w-]+\s+){1,5}(?:Manager|Director|Lead|Team Leader|Officer|Co-?ordinator|Guardian)\b(?!\s+[A-Z])/g;
/** Words with a capital that stand before a post and do not belong to its name. */
const NOT_OF_A_POST =
  /^(?:The|A|An|Each|Any|Every|All|Its|Their|Our|This|That|Both|Either|On|In|By|To|For|If|When|Where|As|At|From|And|Or|Council|Trust|Board|ICB|CCG|PCT|NHS|Group|Part(?:y|ies)|Partners?|Agreement|Employer|Named|Authorised|Relevant|Proper|Designated|Nominated|Mr|Mrs|Ms|Dr|Councillor|Cllr|[A-Z]{2,})$/;
const SAID_OF =
  /\b(shall|will|is|are|must|may|has|have|be)\b[^.;]{0,80}\b(appoint\w*|host\w*|employ\w*|accountable|responsible|report(s|ing)? to|manag\w*|lead(s|ing)?|maintain\w*|chair\w*|overse\w+|keep\w*|oblig\w*|ensure|prepare|approve|authori[sz]\w*|act|hold|held|monitor|provide|submit|present|develop\w*|created|funded|delegat\w*|consult\w*)\b|\b(post of|role of|lead officer|pooled fund manager|appointed|designated|nominate[sd]?|jointly by|chaired by|led by|delegate[sd]?|contact|report of)\b|\b(leads?|manages?|chairs|reports to|answers to|sends|keeps|hosts|prepares|submits|presents|holds|employs|appoints)\b/i;
const PERSON = String.raw`((?:Mr|Mrs|Ms|Dr|Professor|Cllr|Councillor)?\.?\s?[A-Z][a-z’'-]+(?:[ -][A-Z][a-z’'-]+){1,2})`;
const PER_POST = 24;

/** Posts the agreement speaks of, with what it says of each in its own words; who holds one only where a name stands directly beside it. */
export function readPosts(sentences: readonly Sentence[], isTheAgreement: boolean): Guess<PostRead>[] {
  const seen = new Map<string, number>();
  return sentences.flatMap((sentence) => {
    if (NOT_ITS_OWN.test(sentence.whole) || (/\b(definitions?|interpretation)\b/i.test(sentence.under) && !THE_POST.test(sentence.text)))
      return [];
    return postsIn(sentence.text).flatMap((named): Guess<PostRead>[] => {
      const post = named
        .replace(/\s+/g, ' ')
        .replace(/['’]s$/, '')
        .trim();
      // Two posts that run into each other are no post.
      if (
        new RegExp(ROLE).test(
          post
            .split(/\b(?:of|for)\b/)
            .slice(1)
            .join(' '),
        )
      )
        return [];
      const holder = holderOf(post, sentence.text);
      if (holder === null && !SAID_OF.test(sentence.text) && !THE_POST.test(sentence.text)) return [];
      const key = `${post.toLowerCase()} ${sentence.ref}`;
      const times = seen.get(post.toLowerCase()) ?? 0;
      if (seen.has(key) || times >= PER_POST) return [];
      seen.set(key, 1).set(post.toLowerCase(), times + 1);
      return [
        {
          value: { post, holder, what: wordsOf(sentence.text) },
          ref: sentence.ref,
          sure: isTheAgreement ? 'sure' : 'likely',
          words: wordsOf(sentence.text),
        },
      ];
    });
  });
}

/** “the Post” means Head of Integrated Discharge. */
const THE_POST = /[“"](?:the )?(?:secondment )?(?:post|role|position)[”"]\s+(?:means|is)\b/i;

/** The posts a sentence names, each with all the words of its name. */
function postsIn(text: string): string[] {
  const known = [...text.matchAll(POST)].map((match) => `${leadOf(text.slice(0, match.index))}${match[0]}`);
  const others = [...text.matchAll(ANY_POST)].map((match) => `${leadOf(match[0].replace(/\S+$/, ''))}${match[0].split(/\s+/).at(-1)}`);
  return [...known, ...others.filter((other) => other.includes(' ') && !known.some((one) => one.includes(other) || other.includes(one)))];
}

/** The words directly before a post that belong to its name: “Dementia ” before “Partnership Manager”. */
function leadOf(before: string): string {
  const words =
    /(?:^|[\s“"(])((?:[A-Z][\w-]+(?:(?<=s)’|(?<=\b(?:Children|Women|Men|People))’s)?\s+){1,5})$/.exec(before)?.[1]?.trim().split(/\s+/) ??
    [];
  const last = words.findLastIndex((word) => NOT_OF_A_POST.test(word));
  const own = words.slice(last + 1);
  return own.length === 0 ? '' : `${own.join(' ')} `;
}

const NO_PERSON =
  /\b(Councils?|Trusts?|Boards?|Services?|Care|Officers?|Health|Commissioning|Directors?|Executives?|Managers?|Heads?|Teams?|Groups?|Partners?|Joint|People|First|Committee|Lead|Chief)\b/;

/** “Steve Example, Chief Executive” or “Chief Executive: Steve Example”. */
function holderOf(post: string, text: string): string | null {
  const escaped = post.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const beside = new RegExp(
    `(?:^|[:;]\\s*)${PERSON},\\s+(?:the\\s+)?${escaped}\\b|(?:^|[.;]\\s+)(?:The\\s+)?${escaped}:\\s*${PERSON}(?:\\.|,|;|$)`,
  ).exec(text);
  const name = beside?.[1] ?? beside?.[2];
  return name === undefined || NO_PERSON.test(name) ? null : name.trim();
}
