import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as limits from '../../../src/bot/slack/limits.ts';
import { type Block, renderHome, renderMessage } from '../../../src/bot/slack/render.ts';
import type { Button, Message, Part } from '../../../src/handlers/reply.ts';
import { hostile, interpreted } from './hostile.ts';

const citation = { agreement: 'darlington', part: 'The memorandum', ref: '11(o)' };

describe('any message at all', () => {
  it('keeps within every limit, escapes and never throws, whatever it says', () => {
    fc.assert(
      fc.property(anyMessage, (any) => {
        const { text, blocks } = renderMessage(any);
        expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(text.length).toBeGreaterThan(0);
        expect(broken(blocks, limits.BLOCKS_IN_MESSAGE, limits.TABLES_IN_MESSAGE)).toEqual([]);
        expect(broken(renderHome(any).blocks, limits.BLOCKS_IN_VIEW, 0)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

/** Every limit of Slack’s that these blocks break. */
function broken(blocks: readonly Block[], blocksAtMost: number, tablesAtMost: number): string[] {
  const found: string[] = [];
  const check = (fine: boolean, what: string) => void (fine || found.push(what));
  check(blocks.length >= 1 && blocks.length <= blocksAtMost, `${blocks.length} blocks`);
  check(blocks.filter((block) => block.type === 'table').length <= tablesAtMost, 'tables');
  check(interpreted(blocks).length === 0, 'interpreted text');
  const actions = blocks.filter((block) => block.type === 'actions').flatMap((block) => block.elements as Record<string, unknown>[]);
  check(new Set(actions.map((one) => one.action_id)).size === actions.length, 'action ids');
  for (const one of actions) {
    check(textOf(one.text).length <= limits.BUTTON_LABEL, 'button label');
    check((one.value as string).length <= limits.BUTTON_VALUE, 'button value');
    check(typeof JSON.parse(one.value as string).name === 'string', 'button value unreadable');
  }
  for (const block of blocks) {
    if (block.type === 'header') check(textOf(block.text).length <= limits.HEADER, 'header');
    if (block.type === 'actions') check((block.elements as unknown[]).length <= limits.BUTTONS_IN_ROW, 'buttons in a row');
    if (block.type === 'rich_text' || block.type === 'context') check((block.elements as unknown[]).length >= 1, `empty ${block.type}`);
    if (block.type === 'table') {
      const rows = block.rows as unknown[][];
      check(rows.length <= limits.TABLE_ROWS && rows.every((row) => row.length >= 1 && row.length <= limits.TABLE_COLUMNS), 'table size');
      check(new Set(rows.map((row) => row.length)).size === 1, 'ragged table');
    }
  }
  const texts = textsIn(blocks);
  check(
    texts.every((text) => text.length >= 1 && text.length <= limits.TEXT),
    'a text too long or empty',
  );
  check(
    texts.every((text) => text.isWellFormed()),
    'half a character',
  );
  check(!texts.some((text) => CONTROL.test(text)), 'control characters');
  const shown = textsIn(blocks.filter((block) => block.type !== 'actions')).join('').length;
  check(shown <= limits.CHARACTERS_IN_BLOCKS, `${shown} characters`);
  return found;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is what is checked
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function textOf(value: unknown): string {
  return (value as { text: string }).text;
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner)));
}

const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(hostile, '', ' ', '\n', '\u0000', '😀'.repeat(40), '\ud83d') },
  { weight: 1, arbitrary: fc.nat(40_000).map((length) => 'long text & <b> 😀 '.repeat(length / 18 + 1).slice(0, length)) },
);
const anyPart: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ is: fc.constant('heading' as const), text: anyText }),
  fc.record({ is: fc.constant('paragraph' as const), text: anyText }),
  fc.record({ is: fc.constant('paragraph' as const), text: anyText, tone: fc.constant('quiet' as const) }),
  fc.record({ is: fc.constant('facts' as const), facts: fc.array(fc.record({ name: anyText, value: anyText }), { maxLength: 30 }) }),
  fc.record({ is: fc.constant('list' as const), items: fc.array(anyText, { maxLength: 150 }) }),
  fc.record({
    is: fc.constant('clause' as const),
    citation: fc.constant(citation),
    label: anyText,
    says: anyText,
    verbatim: anyText,
    source: anyText,
  }),
  fc.record({
    is: fc.constant('table' as const),
    columns: fc.array(anyText, { maxLength: 25 }),
    rows: fc.array(fc.array(anyText, { maxLength: 25 }), { maxLength: 130 }),
  }),
  fc.record({ is: fc.constant('image' as const), alt: anyText, png: fc.constant(new Uint8Array()) }),
  fc.constant({ is: 'rule' as const }),
);
const anyButton: fc.Arbitrary<Button> = fc.record({
  name: fc.constantFrom('ask' as const, 'rate' as const),
  label: anyText,
  value: fc.dictionary(fc.string({ maxLength: 20 }), anyText, { maxKeys: 6 }),
});
const anyMessage: fc.Arbitrary<Message> = fc.record({
  kind: fc.constant('message' as const),
  audience: fc.constantFrom('asker' as const, 'room' as const),
  parts: fc.array(anyPart, { minLength: 1, maxLength: 90 }) as unknown as fc.Arbitrary<Message['parts']>,
  buttons: fc.array(anyButton, { maxLength: 60 }),
});
