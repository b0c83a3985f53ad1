import { describe, expect, it } from 'vitest';
import * as limits from '../../../src/bot/slack/limits.ts';
import { renderHome, renderMessage } from '../../../src/bot/slack/render.ts';
import { type Button, type Message, message, type Part } from '../../../src/handlers/reply.ts';
import { hostile, interpreted } from './hostile.ts';

const citation = { agreement: 'darlington', part: 'The memorandum', ref: '11(o)' };
const clause: Part & { is: 'clause' } = {
  is: 'clause',
  citation,
  label: 'Notice',
  says: 'Either partner can end the agreement by giving six months’ notice. It is given in writing.',
  verbatim: 'subject to six months notice',
  source: 'Darlington memorandum, 11(o)',
};

describe('a message in Slack', () => {
  it('shows a clause with its first sentence in bold, the wording quoted, and where it stands', () => {
    const { blocks, text } = renderMessage(message('room', [clause]));
    expect(blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Either partner can end the agreement by giving six months’ notice.', style: { bold: true } },
              { type: 'text', text: ' It is given in writing.' },
            ],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'subject to six months notice' }] },
        ],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Darlington memorandum, 11(o)', emoji: false }] },
    ]);
    expect(text).toContain('six months’ notice');
  });

  it('draws each kind of part with the block made for it', () => {
    const parts: Message['parts'] = [
      { is: 'heading', text: 'Reviews' },
      { is: 'heading', text: 'x'.repeat(200) },
      { is: 'paragraph', text: 'One.' },
      { is: 'paragraph', text: 'Two.', tone: 'quiet' },
      {
        is: 'facts',
        facts: [
          { name: 'Due', value: '31 March 2016' },
          { name: 'Owner', value: 'Dora Director' },
        ],
      },
      { is: 'list', items: ['a', 'b'] },
      { is: 'table', columns: ['Partner', 'Share'], rows: [['Council', '60%'], ['CCG']] },
      { is: 'table', columns: ['Again'], rows: [['1']] },
      { is: 'image', alt: 'A chart of savings by month', png: new Uint8Array() },
      { is: 'rule' },
    ];
    const { blocks } = renderMessage(message('room', parts));
    expect(blocks.map((block) => block.type)).toEqual([
      'header',
      'rich_text',
      'rich_text',
      'context',
      'rich_text',
      'rich_text',
      'table',
      'rich_text',
      'rich_text',
      'divider',
    ]);
    expect(blocks[4]).toEqual({
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [bold('Due: '), plainRun('31 March 2016'), bold('\nOwner: '), plainRun('Dora Director')] },
      ],
    });
    expect((blocks[6] as unknown as { rows: { text: string }[][] }).rows.map((row) => row.map((cell) => cell.text))).toEqual([
      ['Partner', 'Share'],
      ['Council', '60%'],
      ['CCG', '–'],
    ]);
    expect(JSON.stringify(blocks[8])).toContain('A chart of savings by month');
  });

  it('has its buttons below, each with what it carries', () => {
    const { blocks } = renderMessage(
      message(
        'room',
        [{ is: 'paragraph', text: 'x' }],
        [{ name: 'share', label: 'Share with the channel', value: { id: '1' }, style: 'primary' }],
      ),
    );
    expect(blocks.at(-1)).toEqual({
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'share-0',
          text: { type: 'plain_text', text: 'Share with the channel', emoji: false },
          value: '{"name":"share","value":{"id":"1"}}',
          style: 'primary',
        },
      ],
    });
  });

  it('interprets nothing of what somebody wrote, and pings nobody', () => {
    const { blocks, text } = renderMessage(
      message('room', [
        { is: 'heading', text: hostile },
        { is: 'paragraph', text: hostile },
        { is: 'paragraph', text: hostile, tone: 'quiet' },
        { ...clause, says: hostile, verbatim: hostile, source: hostile },
      ]),
    );
    expect(text).toContain('&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|click&gt;');
    expect(text).toContain('&amp;amp;');
    expect(interpreted(blocks)).toEqual([]);
    expect(JSON.stringify([blocks, text])).not.toMatch(/\\u0000|\\u0007|\u202e|\u202c/i);
    expect(JSON.stringify(blocks)).toContain('שלום');
  });

  it('says so where it had to shorten, and drops no part', () => {
    const long = renderMessage(
      message('room', [
        { is: 'paragraph', text: 'word '.repeat(8000) },
        { is: 'paragraph', text: 'the end' },
      ]),
    );
    expect(JSON.stringify(long.blocks)).toContain('… (shortened)');
    expect(JSON.stringify(long.blocks)).toContain('the end');
    const many = renderMessage(
      message(
        'room',
        Array.from({ length: 80 }, (_, index): Part => ({ is: 'heading', text: `Heading ${index}` })) as unknown as Message['parts'],
        [button(1)],
      ),
    );
    expect(many.blocks).toHaveLength(limits.BLOCKS_IN_MESSAGE);
    expect(JSON.stringify(many.blocks)).toContain('Heading 79');
  });

  it('on the Home tab has no table block, which Slack refuses there', () => {
    const home = renderHome(message('asker', [{ is: 'table', columns: ['a', 'b'], rows: [['1', '2']] }]));
    expect(home.blocks).toEqual([
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [bold('a · b'), plainRun('\n1 · 2')] }] },
    ]);
  });
});

function bold(text: string) {
  return { type: 'text', text, style: { bold: true } };
}

function plainRun(text: string) {
  return { type: 'text', text };
}

function button(index: number): Button {
  return { name: 'ask', label: `Ask ${index}`, value: {} };
}
