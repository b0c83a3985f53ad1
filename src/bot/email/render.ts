import type { Message, Part } from '../../handlers/reply.ts';
import { firstSentence, partAsPlainText } from '../plain-text.ts';
import { SUBJECT_LONGEST, TEXT_LONGEST } from './limits.ts';

/** An e-mail in words: nothing in it is pressed or fetched. */
export type Mail = { subject: string; text: string; html: string };

/**
 * A message as an e-mail. Its subject is its heading, or `preview` where nothing of the content may be seen before it is opened; readers of mail
 * show the beginning of the text beside the subject, so it begins with the preview too.
 */
export function renderMail(message: Message, preview?: string): Mail {
  const subject = shorten(onOneLine(preview ?? headingOf(message)), SUBJECT_LONGEST) || 'Accord';
  const parts = message.parts.filter((part) => partAsPlainText(part) !== '');
  const opening = preview === undefined ? [] : [subject];
  const body = [...(preview === undefined ? [] : [paragraphOf(subject), NOTHING_MORE]), ...parts.map(partAsHtml)].join('\n');
  return {
    subject,
    text: `${shorten([...opening, ...parts.map((part) => clean(partAsPlainText(part)))].join('\n\n'), TEXT_LONGEST)}\n`,
    html: `<!doctype html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><title>${asHtml(subject)}</title></head>\n<body>\n${body}\n</body>\n</html>\n`,
  };
}

// Fills the line that is shown beside the subject, so that no word of the content slips into it.
const NOTHING_MORE = `<div style="display:none" aria-hidden="true">${'&#847;&zwnj;&nbsp;'.repeat(150)}</div>`;

function headingOf({ parts }: Message): string {
  const heading = parts.find((part) => part.is === 'heading') ?? parts[0];
  return heading.is === 'heading' ? heading.text : firstSentence(partAsPlainText(heading)).first;
}

function partAsHtml(part: Part): string {
  switch (part.is) {
    case 'heading':
      return `<h1 style="font-size:1.15em">${lines(part.text)}</h1>`;
    case 'paragraph':
      return part.tone === 'quiet' ? quiet(part.text) : paragraphOf(part.text);
    case 'facts':
      return `<p>${part.facts.map(({ name, value }) => `<b>${asHtml(name)}:</b> ${lines(value)}`).join('<br>\n')}</p>`;
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ul>`;
    case 'clause': {
      const { first, rest } = firstSentence(part.says);
      const says = `<p><b>${lines(first)}</b>${rest === '' ? '' : ` ${lines(rest)}`}</p>`;
      const verbatim = part.verbatim === undefined ? '' : `<blockquote>${lines(part.verbatim)}</blockquote>`;
      return says + verbatim + quiet(part.source);
    }
    case 'table':
      return `<table border="1" cellpadding="4" style="border-collapse:collapse">${[
        row('th', part.columns),
        ...part.rows.map((cells) => row('td', cells)),
      ].join('')}</table>`;
    case 'image':
    case 'chart':
    case 'document':
    case 'file':
      return paragraphOf(partAsPlainText(part));
    case 'rule':
      return '<hr>';
    default:
      return part satisfies never;
  }
}

function row(cell: 'th' | 'td', texts: readonly string[]): string {
  return `<tr>${texts.map((text) => `<${cell} align="left">${lines(text)}</${cell}>`).join('')}</tr>`;
}

function paragraphOf(text: string): string {
  return `<p>${lines(text)}</p>`;
}

function quiet(text: string): string {
  return `<p style="color:#595959">${lines(text)}</p>`;
}

/** Text as HTML that shows it as it is: no markup, no address and no link in it means anything. */
function lines(text: string): string {
  return asHtml(text).replaceAll('\n', '<br>\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function asHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Text without control characters, and without the marks that turn the direction of what follows. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, (character) => (character === '\n' ? '\n' : ''));
}

function onOneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

function shorten(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text
        .slice(0, longest - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}
