import type { Message, Part } from '../../handlers/reply.ts';
import { type AdaptiveCard, shorten } from '../adaptive-card.ts';
import { asPlainText } from '../plain-text.ts';

/**
 * The most a card may weigh. Teams has allowed 28 KB, 40 KB and lately 100 KB for a message, counted in UTF-16 and without its pictures
 * (Microsoft Learn, “Format your bot messages”); the smallest of them holds everywhere. What is left is for the activity around the card.
 */
export const CARD_BYTES_AT_MOST = 26 * 1024;

/** Microsoft Learn, “Adaptive Cards in Teams”: a picture is at most 1 MB. */
export const PICTURE_BYTES_AT_MOST = 1024 * 1024;

/** The notification shown before a message is opened. */
export const SUMMARY_LONGEST = 200;

/** What is shown under a card to who pressed its button: one line. */
export const NOTE_LONGEST = 120;

/** JSON nested deeper than this is no activity of Teams’. */
export const JSON_DEPTH_AT_MOST = 64;

const TEXT_STEPS = [4000, 2000, 1000, 500, 250, 120, 60];
const ROW_STEPS = [200, 100, 50, 25, 12, 6, 3];
const BUTTONS_AT_MOST_WHEN_SHORTENED = 12;

/** The weight of a card as Teams counts it: whichever is more of UTF-8 and UTF-16, without its pictures. */
export function weightOf(card: AdaptiveCard): number {
  const json = JSON.stringify(card, (key, value: unknown) =>
    key === 'url' && typeof value === 'string' && value.startsWith('data:') ? '' : value,
  );
  return Math.max(Buffer.byteLength(json), json.length * 2);
}

/**
 * Draws a message as a card that Teams takes. When it is too heavy its texts, lists and tables are shortened, step by step, and say so; a
 * picture that is too large is shown as its description. No part is dropped: what has more parts than fit becomes one shortened text.
 */
export function toSize(message: Message, draw: (message: Message) => AdaptiveCard): AdaptiveCard {
  const described = { ...message, parts: message.parts.map(describeLargePicture) as unknown as Message['parts'] };
  const whole = draw(described);
  if (weightOf(whole) <= CARD_BYTES_AT_MOST) return whole;
  const buttons = message.buttons.slice(0, BUTTONS_AT_MOST_WHEN_SHORTENED);
  for (const [step, longest] of TEXT_STEPS.entries()) {
    const parts = described.parts.map((part) => shortenPart(part, longest, ROW_STEPS[step]!)) as unknown as Message['parts'];
    const card = draw({ ...message, buttons, parts });
    if (weightOf(card) <= CARD_BYTES_AT_MOST) return card;
  }
  const text: Part = { is: 'paragraph', text: shorten(asPlainText(described), 1500).replaceAll('\n', ' · ') };
  const last = draw({ ...message, buttons, parts: [text] });
  return weightOf(last) <= CARD_BYTES_AT_MOST ? last : draw({ ...message, buttons: [], parts: [text] });
}

function describeLargePicture(part: Part): Part {
  return part.is === 'image' && part.png.byteLength > PICTURE_BYTES_AT_MOST ? { is: 'paragraph', text: part.alt } : part;
}

function shortenPart(part: Part, longest: number, rows: number): Part {
  const short = (text: string) => shorten(text, longest);
  switch (part.is) {
    case 'heading':
    case 'paragraph':
      return { ...part, text: short(part.text) };
    case 'facts':
      return {
        ...part,
        facts: some(part.facts, rows, (left) => ({ name: '', value: left })).map(({ name, value }) => ({
          name: short(name),
          value: short(value),
        })),
      };
    case 'list':
      return { ...part, items: some(part.items, rows, (left) => left).map(short) };
    case 'clause':
      return {
        ...part,
        source: short(part.source),
        label: short(part.label),
        says: short(part.says),
        ...(part.verbatim === undefined ? {} : { verbatim: short(part.verbatim) }),
      };
    case 'table':
      return { ...part, columns: part.columns.map(short), rows: some(part.rows, rows, (left) => [left]).map((row) => row.map(short)) };
    case 'image':
    case 'chart':
      return { ...part, alt: short(part.alt) };
    case 'document':
    case 'file':
      return { ...part, says: short(part.says) };
    case 'rule':
      return part;
    default:
      return part satisfies never;
  }
}

/** The first `most` of them, and one that says how many are left out. */
function some<T>(all: readonly T[], most: number, rest: (left: string) => T): T[] {
  return all.length <= most ? [...all] : [...all.slice(0, most), rest(`… (shortened: ${all.length - most} more)`)];
}
