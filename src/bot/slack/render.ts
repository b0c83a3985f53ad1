import type { Button, Message, Part } from '../../handlers/reply.ts';
import { asPlainText, firstSentence, partAsPlainText } from '../plain-text.ts';
import {
  BLOCKS_IN_MESSAGE,
  BLOCKS_IN_VIEW,
  BUTTON_LABEL,
  BUTTON_VALUE,
  BUTTONS_IN_ROW,
  CHARACTERS_IN_BLOCKS,
  HEADER,
  IDENTIFIER,
  NOTIFICATION,
  PICTURE_DESCRIPTION,
  ROWS_OF_BUTTONS,
  TABLE_COLUMNS,
  TABLE_ROWS,
  TABLES_IN_MESSAGE,
  TEXT,
} from './limits.ts';
import { clean, escapeMarkup, onOneLine, pack, shorten } from './text.ts';

export type Block = { type: string; [field: string]: unknown };

/** A message as Slack takes it: blocks to see, and a text for the notification and for whoever cannot see blocks. */
export type Rendered = { text: string; blocks: Block[] };

/** What the page a message goes to can hold. */
type Page = { blocks: number; tables: number; pictures: Pictures };
/** What one rendering has left to give. */
type Budget = { limit: number; tables: number; pictures: Pictures };
/** The pictures of a message that Slack holds already: each part with the id of its file. */
export type Pictures = ReadonlyMap<Part, string>;
const NO_PICTURES: Pictures = new Map();

/**
 * A message for a conversation. Nothing in it is interpreted: no mention, link or formatting comes from a text. A picture that Slack does
 * not hold is told by its description. `preview` is the notification where that may not show the content.
 */
export function renderMessage(message: Message, pictures = NO_PICTURES, preview = message.previewSafe ?? asPlainText(message)): Rendered {
  const text = shorten(clean(preview), NOTIFICATION);
  return {
    text: escapeMarkup(text.trim() === '' ? 'Accord' : text),
    blocks: drawWithin(message, { blocks: BLOCKS_IN_MESSAGE, tables: TABLES_IN_MESSAGE, pictures }),
  };
}

/** A message as the Home tab of one person. */
export function renderHome(message: Message, pictures = NO_PICTURES): { type: 'home'; blocks: Block[] } {
  // The Home tab takes no table block; a table there is lines.
  return { type: 'home', blocks: drawWithin(message, { blocks: BLOCKS_IN_VIEW, tables: 0, pictures }) };
}

/** Each text as long as Slack lets one be, or shorter in a message that would be too long as a whole. */
function drawWithin(message: Message, page: Page): Block[] {
  const buttons = renderButtons(message.buttons);
  for (const limit of [TEXT, TEXT / 3, TEXT / 10, TEXT / 30]) {
    const blocks = renderParts(message.parts, page.blocks - buttons.length, { limit, tables: page.tables, pictures: page.pictures });
    if (charactersIn(blocks) <= CHARACTERS_IN_BLOCKS) return [...blocks, ...buttons];
  }
  return [...paragraph(asPlainText(message), TEXT), ...buttons];
}

function renderParts(parts: readonly Part[], room: number, budget: Budget): Block[] {
  const groups = parts.map((part) => renderPart(part, budget));
  let blocks = groups.flat();
  if (blocks.length > room) {
    // More blocks than Slack takes: the first parts are drawn, and the rest are told in one text.
    let drawn = 0;
    blocks = [];
    while (blocks.length + groups[drawn]!.length < room) blocks.push(...groups[drawn++]!);
    blocks.push(...paragraph(parts.slice(drawn).map(partAsPlainText).join('\n'), budget.limit));
  }
  return blocks.length > 0 ? blocks : paragraph('–', budget.limit);
}

function renderPart(part: Part, budget: Budget): Block[] {
  const { limit } = budget;
  switch (part.is) {
    case 'heading': {
      const text = onOneLine(part.text);
      return text !== '' && text.length <= HEADER
        ? [{ type: 'header', text: plain(text, HEADER) }]
        : rich(section([piece(text, limit, true)]));
    }
    case 'paragraph':
      return part.tone === 'quiet' ? quiet(part.text, limit) : paragraph(part.text, limit);
    case 'facts':
      return rich(
        section(
          part.facts.flatMap((fact, index) => [
            piece(`${index > 0 ? '\n' : ''}${onOneLine(fact.name)}: `, limit, true),
            piece(fact.value, limit),
          ]),
        ),
      );
    case 'list':
      return part.items.length === 0
        ? []
        : rich({ type: 'rich_text_list', style: 'bullet', elements: part.items.map((item) => section([piece(item, limit) ?? DASH])!) });
    case 'clause':
      return renderClause(part, limit);
    case 'table':
      return renderTable(part, budget);
    case 'image':
      return renderPicture(part, budget);
    case 'chart':
      return paragraph(part.alt, limit);
    case 'document':
    case 'file':
      return paragraph(part.says, limit);
    case 'rule':
      return [{ type: 'divider' }];
    default:
      return part satisfies never;
  }
}

function renderPicture(part: Part & { is: 'image' }, { limit, pictures }: Budget): Block[] {
  const file = pictures.get(part);
  if (file === undefined) return paragraph(part.alt, limit);
  return [{ type: 'image', slack_file: { id: file }, alt_text: shorten(onOneLine(part.alt), PICTURE_DESCRIPTION) || '–' }];
}

function renderClause(part: Part & { is: 'clause' }, limit: number): Block[] {
  const { first, rest } = firstSentence(clean(part.says));
  const quoted = piece(part.verbatim ?? '', limit);
  return [
    ...rich(
      section([piece(first, limit, true), rest === '' ? null : piece(` ${rest}`, limit)]),
      quoted === null ? null : { type: 'rich_text_quote', elements: [quoted] },
    ),
    ...quiet(part.source, limit),
  ];
}

function renderTable(part: Part & { is: 'table' }, budget: Budget): Block[] {
  const { limit } = budget;
  const rows = [part.columns, ...part.rows];
  const width = Math.max(...rows.map((row) => row.length));
  if (width === 0) return [];
  if (budget.tables > 0 && width <= TABLE_COLUMNS && rows.length <= TABLE_ROWS) {
    budget.tables -= 1;
    // Every row needs every cell, and every cell a character.
    const cells = rows.map((row) =>
      Array.from({ length: width }, (_, column) => ({ type: 'raw_text', text: shorten(onOneLine(row[column] ?? ''), limit) || '–' })),
    );
    return [{ type: 'table', rows: cells, column_settings: Array.from({ length: width }, () => ({ is_wrapped: true })) }];
  }
  const lines = part.rows.map((row) => `\n${row.map(onOneLine).join(' · ')}`).join('');
  return rich(section([piece(part.columns.map(onOneLine).join(' · '), limit, true), piece(lines, limit)]));
}

/** A text of its own, in blocks; none when there is nothing to show. */
export function paragraph(text: string, limit: number): Block[] {
  return rich(section([piece(text, limit)]));
}

/** A text element that Slack shows as it is, on one line. Never empty: Slack refuses a message with an empty text. */
export function plain(text: string, limit: number): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text: shorten(onOneLine(text), limit) || '–', emoji: false };
}

function quiet(text: string, limit: number): Block[] {
  return onOneLine(text) === '' ? [] : [{ type: 'context', elements: [{ ...plain('', limit), text: shorten(clean(text), limit) }] }];
}

type Piece = { type: 'text'; text: string; style?: { bold: true } };
type Element = { type: string; elements: unknown[] } & Record<string, unknown>;
const DASH: Piece = { type: 'text', text: '–' };

function piece(text: string, limit: number, bold = false): Piece | null {
  const shown = shorten(clean(text), limit);
  return shown.trim() === '' ? null : { type: 'text', text: shown, ...(bold ? { style: { bold: true } } : {}) };
}

function section(pieces: readonly (Piece | null)[]): Element | null {
  const elements = pieces.filter((one) => one !== null);
  return elements.length === 0 ? null : { type: 'rich_text_section', elements };
}

function rich(...elements: (Element | null)[]): Block[] {
  const shown = elements.filter((one) => one !== null);
  return shown.length === 0 ? [] : [{ type: 'rich_text', elements: shown }];
}

function renderButtons(buttons: readonly Button[]): Block[] {
  const drawn = buttons.slice(0, BUTTONS_IN_ROW * ROWS_OF_BUTTONS).map((button, index) => ({
    type: 'button',
    // Slack wants these to differ within a message; what was pressed is read from the value.
    action_id: `${button.name}-${index}`.slice(-IDENTIFIER),
    text: plain(button.label, BUTTON_LABEL),
    value: pack(button.value, BUTTON_VALUE, (value) => ({ name: button.name, value })),
    ...(button.style ? { style: button.style } : {}),
  }));
  const rows = Math.ceil(drawn.length / BUTTONS_IN_ROW);
  return Array.from({ length: rows }, (_, row) => ({
    type: 'actions',
    elements: drawn.slice(row * BUTTONS_IN_ROW, (row + 1) * BUTTONS_IN_ROW),
  }));
}

/** How many characters of text the blocks show. */
function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + charactersIn(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : charactersIn(inner)),
    0,
  );
}
