import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMail } from '../../../src/bot/email/render.ts';
import { message, type Part } from '../../../src/handlers/reply.ts';

const parts: [Part, ...Part[]] = [
  { is: 'paragraph', text: 'Before.', tone: 'quiet' },
  { is: 'heading', text: 'Review of the arrangements: due 31 March 2016.' },
  { is: 'facts', facts: [{ name: 'Owner', value: 'Dora Director' }] },
  { is: 'list', items: ['One', 'Two\nof two lines'] },
  {
    is: 'clause',
    citation: { agreement: 'darlington', part: 'Memorandum', ref: '11(b)' },
    source: 'Darlington memorandum, 11(b)',
    label: 'Term',
    says: 'They run to 31 March 2016. They are then reviewed.',
    verbatim: 'at which point they will be subject to review',
  },
  { is: 'table', columns: ['Area', 'State'], rows: [['North', 'in place']] },
  { is: 'rule' },
  { is: 'image', alt: 'Savings rise.', png: new Uint8Array([1]) },
];

describe('a message as an e-mail', () => {
  it('has every part as text, one after the other', () => {
    expect(renderMail(message('asker', parts))).toMatchObject({
      subject: 'Review of the arrangements: due 31 March 2016.',
      text: [
        'Before.',
        'Review of the arrangements: due 31 March 2016.',
        'Owner: Dora Director',
        '- One\n- Two\nof two lines',
        'They run to 31 March 2016. They are then reviewed.\n“at which point they will be subject to review”\nDarlington memorandum, 11(b)',
        'Area · State\nNorth · in place',
        'Savings rise.\n',
      ].join('\n\n'),
    });
  });

  it('has every part as HTML, and fetches nothing', () => {
    const { html } = renderMail(message('asker', parts));
    for (const shown of [
      '<b>Owner:</b> Dora Director',
      '<li>One</li><li>Two<br>\nof two lines</li>',
      '<b>They run to 31 March 2016.</b> They are then reviewed.',
      '<blockquote>at which point they will be subject to review</blockquote>',
      '<td align="left">in place</td>',
      '<p>Savings rise.</p>',
    ])
      expect(html).toContain(shown);
    expect(html).not.toMatch(/<img|<a\b|href|src=|url\(|<script|<link|<style/);
  });

  it('without a heading takes its first sentence as subject', () => {
    expect(renderMail(message('asker', [{ is: 'paragraph', text: 'A word. And another.' }])).subject).toBe('A word.');
    expect(renderMail(message('asker', [{ is: 'rule' }])).subject).toBe('Accord');
  });

  it('whatever it says, has a subject of one line and HTML in which its text is nothing but text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.option(fc.string({ unit: 'binary' }), { nil: undefined }), (text, preview) => {
        const some: [Part, ...Part[]] = [
          { is: 'heading', text },
          { is: 'facts', facts: [{ name: text, value: text }] },
          { is: 'list', items: [text] },
          { is: 'table', columns: [text], rows: [[text]] },
        ];
        const { subject, text: plain, html } = renderMail(message('asker', some), preview);
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(subject.length).toBeGreaterThan(0);
        expect(subject.length).toBeLessThanOrEqual(150);
        expect(plain.isWellFormed()).toBe(true);
        const own = html.match(/<[^>]*>/g)!.map((tag) => tag.replace(/ style="[^"]*"/, ''));
        expect(own.filter((tag) => !OWN_TAGS.has(tag))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const OWN_TAGS = new Set(
  [
    '!doctype html|html lang="en-GB"|/html|head|/head|meta charset="utf-8"|title|/title|body|/body|h1|/h1|p|/p|b|/b|br|ul|/ul|li|/li|tr|/tr',
    'table border="1" cellpadding="4"|/table|th align="left"|/th|td align="left"|/td|div aria-hidden="true"|/div',
  ]
    .join('|')
    .split('|')
    .map((tag) => `<${tag}>`),
);
