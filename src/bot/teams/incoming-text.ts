import { z } from 'zod';
import type { Activity } from './read.ts';

const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string().min(1), name: z.string().optional().catch(undefined) }),
  text: z.string().min(1),
});

/** What was said, without the mention of Accord, with others’ names for their mentions, and with what Teams wrote as entities as characters. */
export function plainWords(sent: Pick<Activity, 'text' | 'entities' | 'recipient'>): string {
  let words = sent.text ?? '';
  for (const entity of sent.entities ?? []) {
    const { data } = mention.safeParse(entity);
    if (data === undefined) continue;
    const name = data.mentioned.id === sent.recipient.id ? '' : (data.mentioned.name ?? data.text.replace(/<[^>]*>/g, ''));
    words = words.replaceAll(data.text, () => name);
  }
  return decodeEntities(words).trim();
}

/** The words of a message somebody chose in a menu: Teams gives its HTML. Each block begins a new line. */
export function wordsOfHtml(html: string): string {
  const lines = html.replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, '\n').replace(/<[^<>]*>/g, '');
  return decodeEntities(lines)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, decimal?: string, hex?: string, entity?: string) => {
      if (entity !== undefined) return NAMED[entity.toLowerCase()]!;
      const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
      return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? whole : code === 160 ? ' ' : String.fromCodePoint(code);
    },
  );
}
