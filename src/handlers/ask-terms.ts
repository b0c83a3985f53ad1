import type { Stores } from '../data/stores.ts';
import { writeUnanswered } from '../data/unanswered.ts';
import { answerParts, nearestParts } from './answer-parts.ts';
import { nameOfClause } from './cite.ts';
import { numberAskedFor } from './clause-by-number.ts';
import { compareAgreements } from './compare-agreements.ts';
import { draftNamed, stillADraft } from './draft-asked.ts';
import type { Clock, Handler } from './handler.ts';
import { type MessageReading, offerButtons, QUESTION_IN_A_BUTTON, QUESTION_LONGEST, readMessage } from './read-message.ts';
import { type Button, type Message, message, type Part, type Reply } from './reply.ts';
import type { Request } from './request.ts';
import { showByNumber } from './show-clause.ts';
import { safeguardingLine } from './signpost-safeguarding.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/**
 * How a question came to be asked: who may see the answer, which agreement a person chose, and what becomes of a message they pressed on.
 * Words that are `private` may be about somebody’s own situation: they are answered to the asker alone and never kept, shared or rated.
 */
export type Asking = {
  audience: Message['audience'];
  agreement?: string;
  pressed?: Message['pressed'];
  note?: string;
  rated?: boolean;
  private?: boolean;
};

/** Answers what an agreement says, with the clause, or says that it does not say. */
export const askTerms: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'said') return { kind: 'silence' };
  return answerQuestion(request.act.text, request, stores, clock, { audience: request.public ? 'room' : 'asker' });
};

/** The answer to a question, however it was asked: typed, by a button, or shared. */
export async function answerQuestion(text: string, request: Request, stores: Stores, clock: Clock, asking: Asking): Promise<Reply> {
  const question = text.replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\d]/u.test(question)) return wantsWords(asking.audience);
  if (question.length > QUESTION_LONGEST) return tooLong(asking.audience);
  const reading = readMessage(question, stores);
  if (!reading.private && !asking.private) return lookUp(question, request, stores, clock, asking, reading);
  const reply = await lookUp(question, request, stores, clock, { ...asking, audience: 'asker', private: true }, reading);
  return reply.kind === 'message' ? withCare(reply, request, stores, reading) : reply;
}

async function lookUp(
  question: string,
  request: Request,
  stores: Stores,
  clock: Clock,
  asking: Asking,
  reading: MessageReading,
): Promise<Reply> {
  const draft = asking.agreement === undefined ? draftNamed(question, stores) : undefined;
  if (draft !== undefined) return stillADraft(draft, stores, clock, asking.audience);
  const scope =
    asking.agreement === undefined
      ? whichAgreement(question, request, stores, clock)
      : ({ is: 'one', agreement: asking.agreement } as const);
  switch (scope.is) {
    case 'several':
      return compareAgreements(question, scope.agreements, stores, asking.audience);
    case 'choice':
      return message(
        asking.audience,
        [
          { is: 'heading', text: 'Which agreement is this about?' },
          { is: 'paragraph', text: 'Choose one, or ask in a channel that works under an agreement.' },
        ],
        choiceOfAgreement(question.slice(0, QUESTION_IN_A_BUTTON), stores.agreements, scope.agreements).map((button) =>
          asking.private ? { ...button, value: { ...button.value, as: 'terms' } } : button,
        ),
      );
    case 'one':
      return withOffers(await answerFromOne(question, scope.agreement, request, stores, clock, asking), question, scope.agreement, reading);
    default:
      return scope satisfies never;
  }
}

async function answerFromOne(
  question: string,
  id: string,
  request: Request,
  stores: Stores,
  clock: Clock,
  asking: Asking,
): Promise<Message> {
  const agreement = stores.agreements.get(id);
  if (agreement === undefined)
    return message(asking.audience, [
      { is: 'heading', text: 'That agreement is not held here any more.' },
      { is: 'paragraph', text: 'Ask “which agreements do you know?” to see those that are.' },
    ]);
  const number = numberAskedFor(question, agreement);
  if (number !== null) return showByNumber(agreement, number, asking, stores);
  const finding = stores.finder.find(question, [id]);
  const asked = question.slice(0, QUESTION_IN_A_BUTTON);
  const share: Button[] =
    request.channel !== null && !request.public && !asking.private
      ? [{ name: 'share', label: 'Share with the channel', value: { q: asked, a: id } }]
      : [];
  const more: Button = { name: 'show-more', label: 'See more clauses', value: { q: asked, a: id } };
  if (!finding.answered) {
    const nearest = finding.nearest[0]?.clause.ref ?? null;
    if (!asking.private) await writeUnanswered(stores.unanswered, { question, agreement: id, nearest, at: clock.now() });
    const parts = nearestParts(agreement, finding, stores, clock);
    const buttons = [
      ...clauseButtons(
        finding.nearest.slice(0, 1).map((found) => found.clause.ref),
        id,
      ),
      ...(finding.nearest.length > 1 ? [more] : []),
      ...share,
    ];
    return withNote(message(asking.audience, parts, buttons, asking.pressed), asking.note);
  }
  const [best, ...others] = finding.clauses;
  const related = others.slice(0, 2).map(({ clause }) => ({
    name: 'show-clause' as const,
    label: `Related: ${nameOfClause(clause)}`,
    value: { a: id, r: clause.ref },
  }));
  const rate = asking.rated || asking.private ? [] : rateButtons(asked, id, best!.clause.ref);
  const answered = answerParts(best!, stores, clock, asking);
  const buttons = [...clauseButtons([best!.clause.ref], id), ...related, ...(others.length > 2 ? [more] : []), ...share, ...rate];
  return withNote({ ...answered, buttons }, asking.note);
}

function withNote(reply: Message, note: string | undefined): Message {
  return note === undefined ? reply : { ...reply, parts: [...reply.parts, { is: 'paragraph', text: note, tone: 'quiet' }] };
}

/** What else the message may have been, under its answer. */
function withOffers(reply: Message, question: string, agreement: string, { offers }: MessageReading): Message {
  return { ...reply, buttons: [...reply.buttons, ...offerButtons(question, offers, agreement)] };
}

/** A close call between a question and somebody’s own situation: why only they see the answer, and whom to tell if somebody is at risk. */
function withCare(reply: Message, request: Request, stores: Stores, { mayBeHarm }: MessageReading): Message {
  const alone: Part[] = request.public ? [{ is: 'paragraph', text: ANSWERED_ALONE, tone: 'quiet' }] : [];
  return { ...reply, parts: [...reply.parts, ...(mayBeHarm ? [safeguardingLine(stores.partnership)] : []), ...alone] };
}

const ANSWERED_ALONE = 'Answered to you alone, in case this is about somebody’s own situation. Nothing you wrote has been kept.';

function clauseButtons(refs: string[], agreement: string): Button[] {
  return refs.map((ref) => ({ name: 'show-clause', label: 'Show the clause', value: { a: agreement, r: ref } }));
}

function rateButtons(question: string, agreement: string, ref: string): Button[] {
  const value = { q: question, a: agreement, r: ref };
  return [
    { name: 'rate', label: 'Helpful', value: { ...value, h: 'yes' } },
    { name: 'rate', label: 'Not helpful', value: { ...value, h: 'no' } },
  ];
}

function wantsWords(audience: Message['audience']): Message {
  return message(audience, [
    { is: 'heading', text: 'Ask in words, in a sentence or less.' },
    { is: 'paragraph', text: 'For example: “how much notice do we have to give?” or “who keeps the log of benefits?”' },
  ]);
}

function tooLong(audience: Message['audience']): Message {
  return message(audience, [
    { is: 'heading', text: 'That is too long to look up.' },
    { is: 'paragraph', text: 'Ask one thing at a time, in a sentence or two. Nothing you wrote has been kept.' },
  ]);
}
