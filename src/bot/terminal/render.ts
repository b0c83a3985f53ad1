import type { Message, Part } from '../../handlers/reply.ts';
import { firstSentence, partAsPlainText } from '../plain-text.ts';

/** A message as lines of a terminal: headings and the first sentence of a clause in bold where that can be shown, and what to ask next. */
export function render(message: Message, bold: boolean): string {
  const shown = message.parts.map((part) => renderPart(part, bold ? inBold : same));
  const next = alsoAsk(message);
  return [...shown, next]
    .filter((text) => text !== '')
    .map((text) => `${text}\n`)
    .join('');
}

function renderPart(part: Part, bold: (text: string) => string): string {
  const plain = (one: Part) => quiet(partAsPlainText(one));
  switch (part.is) {
    case 'heading':
      return bold(plain(part));
    case 'clause': {
      const { first, rest } = firstSentence(quiet(part.says));
      return [`${bold(first)}${rest === '' ? '' : ` ${rest}`}`, plain({ ...part, says: '' })].join('\n');
    }
    default:
      return plain(part);
  }
}

/** Buttons cannot be pressed here, so the clauses they lead to are given as questions to type. */
function alsoAsk({ parts, buttons }: Message): string {
  const agreements = buttons.flatMap(({ name, value }) => (name === 'ask' && value.a !== undefined ? [value.a] : []));
  if (agreements.length > 1) return `Choose one with --agreement: ${agreements.join(', ')}.`;
  const cited = new Set(parts.flatMap((part) => (part.is === 'clause' ? [part.citation.ref] : [])));
  const questions = buttons.flatMap(({ name, value }) => {
    if (name === 'show-clause' && value.r !== undefined && !cited.has(value.r)) return [`“what does ${value.r} say?”`];
    return name === 'show-help' ? ['“what can I ask?”'] : [];
  });
  return questions.length === 0 ? '' : quiet(`You can also ask: ${questions.join(', ')}`);
}

/** Without control characters: a text can neither move the cursor nor colour the screen, nor turn the reading direction. */
export function quiet(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, '');
}

function inBold(text: string): string {
  return `\u001b[1m${text}\u001b[22m`;
}

function same(text: string): string {
  return text;
}
