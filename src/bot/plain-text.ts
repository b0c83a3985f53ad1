import type { Message, Part } from '../handlers/reply.ts';

/** A message as plain text alone: the notification, the terminal, a screen reader, and any part a platform cannot show. */
export function asPlainText(message: Message): string {
  return message.parts
    .map(partAsPlainText)
    .filter((text) => text !== '')
    .join('\n');
}

/** One part as plain text. */
export function partAsPlainText(part: Part): string {
  switch (part.is) {
    case 'heading':
    case 'paragraph':
      return part.text;
    case 'facts':
      return part.facts.map((fact) => `${fact.name}: ${fact.value}`).join('\n');
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n');
    case 'clause':
      return [part.says, part.verbatim === undefined ? '' : `“${part.verbatim}”`, part.source].filter((text) => text !== '').join('\n');
    case 'table':
      return [part.columns.join(' · '), ...part.rows.map((row) => row.join(' · '))].join('\n');
    case 'image':
    case 'chart':
      return part.alt;
    case 'document':
    case 'file':
      return part.says;
    case 'rule':
      return '';
    default:
      return part satisfies never;
  }
}

/** The first sentence, and what follows it. A clause is shown with its first sentence in bold. */
export function firstSentence(text: string): { first: string; rest: string } {
  const match = /^(.+?[.?:])(?:\s+(?=[A-Z“"£0-9(])|$)/s.exec(text);
  if (!match) return { first: text, rest: '' };
  return { first: match[1]!, rest: text.slice(match[0].length).trim() };
}
