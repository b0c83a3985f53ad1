import type { Stores } from '../data/stores.ts';
import { writeUnanswered } from '../data/unanswered.ts';
import { answerParts, nearestParts } from './answer-parts.ts';
import { numberAskedFor } from './clause-by-number.ts';
import { compareAgreements } from './compare-agreements.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type Message, message, type Reply } from './reply.ts';
import type { Request } from './request.ts';
import { showByNumber } from './show-clause.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** A question longer than this is a letter: nobody asks one thing in so many words. */
const QUESTION_LONGEST = 1200;
/** What a button can carry of a question, on every platform. */
const QUESTION_IN_A_BUTTON = 300;

/** How a question came to be asked: who may see the answer, which agreement a person chose, and what becomes of a message they pressed on. */
export type Asking = { audience: Message['audience']; agreement?: string; pressed?: Message['pressed']; note?: string; rated?: boolean };

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
  const scope =
    asking.agreement === undefined
      ? whichAgreement(question, request, stores, clock)
      : ({ is: 'one', agreement: asking.agreement } as const);
  switch (scope.is) {
    case 'several':
      return compareAgreements(question, scope.agreements, stores, asking.audience);
    case 'choice':
      return message(
        asking.audience === 'room' ? 'room' : 'asker',
        [
          { is: 'heading', text: 'Which agreement is this about?' },
          { is: 'paragraph', text: 'Choose one, or ask in a channel that works under an agreement.' },
        ],
        choiceOfAgreement(question.slice(0, QUESTION_IN_A_BUTTON), stores.agreements, scope.agreements),
      );
    case 'one':
      return answerFromOne(question, scope.agreement, request, stores, clock, asking);
    default:
      return scope satisfies never;
  }
}

async function answerFromOne(question: string, id: string, request: Request, stores: Stores, clock: Clock, asking: Asking): Promise<Reply> {
  const agreement = stores.agreements.get(id);
  if (agreement === undefined)
    return message(asking.audience, [
      { is: 'heading', text: 'That agreement is not held here any more.' },
      { is: 'paragraph', text: 'Ask “which agreements do you know?” to see those that are.' },
    ]);
  const number = numberAskedFor(question, agreement);
  if (number !== null) return showByNumber(agreement, number, asking.audience);
  const finding = stores.finder.find(question, [id]);
  const asked = question.slice(0, QUESTION_IN_A_BUTTON);
  const share: Button[] =
    request.channel !== null && !request.public ? [{ name: 'share', label: 'Share with the channel', value: { q: asked, a: id } }] : [];
  const more: Button = { name: 'show-more', label: 'See more clauses', value: { q: asked, a: id } };
  if (!finding.answered) {
    await writeUnanswered(stores.unanswered, { question, agreement: id, nearest: finding.nearest[0]?.clause.ref ?? null, at: clock.now() });
    const parts = nearestParts(agreement, finding, stores, clock);
    const buttons = [
      ...clauseButtons(
        finding.nearest.slice(0, 1).map((found) => found.clause.ref),
        id,
      ),
      ...(finding.nearest.length > 1 ? [more] : []),
      ...share,
    ];
    return message(
      asking.audience,
      asking.note === undefined ? parts : [...parts, { is: 'paragraph', text: asking.note, tone: 'quiet' }],
      buttons,
      asking.pressed,
    );
  }
  const [best, ...others] = finding.clauses;
  const related = others.slice(0, 2).map(({ clause }) => ({
    name: 'show-clause' as const,
    label: `Related: ${clause.ref} ${clause.label}`,
    value: { a: id, r: clause.ref },
  }));
  const rate = asking.rated ? [] : rateButtons(asked, id, best!.clause.ref);
  return {
    ...answerParts(best!, stores, clock, asking),
    buttons: [...clauseButtons([best!.clause.ref], id), ...related, ...(others.length > 2 ? [more] : []), ...share, ...rate],
  };
}

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
