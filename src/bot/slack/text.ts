import type { ButtonValue } from '../../handlers/request.ts';

/*
 * Text on its way to Slack. Nearly all of it travels in rich_text and plain_text elements, which Slack shows as they are; the one text that
 * Slack interprets (the notification) is escaped.
 */

// Control characters other than the line feed, and the marks that turn the direction of what follows: either can hide or reorder text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking control characters out is what this is for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text without control characters; a tab or a carriage return becomes a space or a line. Right-to-left letters stay. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROL, '')
    .toWellFormed();
}

/** Text of at most `limit` characters that says when it was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const ending = limit < 60 ? '…' : '… (shortened)';
  const kept = text.slice(0, Math.max(0, limit - ending.length));
  // A character of two halves is not cut in the middle.
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}${ending}`.slice(0, limit);
}

/** Text for the places where Slack reads its own markup: `&`, `<` and `>` can then neither mention nor link anything. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text on one line: headers, labels, table cells. */
export function onOneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/**
 * What a button or a form carries along, as JSON of at most `limit` characters. When it is too long its longest texts are shortened, so
 * that what comes back can still be read.
 */
export function pack(value: ButtonValue, limit: number, wrap: (value: ButtonValue) => unknown): string {
  let kept = value;
  for (;;) {
    const json = JSON.stringify(wrap(kept));
    const longest = Object.entries(kept).sort(([, a], [, b]) => b.length - a.length)[0];
    if (json.length <= limit || longest === undefined) return json;
    const [name, text] = longest;
    kept = Object.fromEntries(
      Object.entries(kept).flatMap(([key, old]) =>
        key !== name ? [[key, old]] : text.length > 8 ? [[key, shorten(text, text.length >> 1)]] : [],
      ),
    );
  }
}
