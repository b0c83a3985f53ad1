import { describe, expect, it } from 'vitest';
import { reportAsHtml } from '../../src/bot/report-html.ts';
import { reportAsMarkdown } from '../../src/bot/report-markdown.ts';
import type { Report } from '../../src/data/benefit-report.ts';

const HOSTILE = '<img src=x onerror=alert(1)> & | **b** [a](javascript:x)\n# h `c` \u202e';
const report: Report = {
  title: HOSTILE,
  about: 'The whole log.',
  figures: [{ name: 'Net', value: '£1', note: HOSTILE }],
  sections: [
    {
      heading: 'By class',
      blocks: [
        { is: 'chart', alt: HOSTILE, spec: { is: 'bars', title: HOSTILE, along: [], series: [] } },
        { is: 'table', columns: [{ name: 'Class' }, { name: 'Sum', sums: true }], rows: [[HOSTILE, '£1']], total: ['Net', '£1'] },
        { is: 'paragraph', text: '- 1. no list' },
        { is: 'list', items: [HOSTILE] },
      ],
    },
  ],
};

describe('the report as HTML', () => {
  it('is one British page that fetches nothing and runs nothing', async () => {
    const html = await reportAsHtml(report, async () => '<svg></svg>');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).toContain('@media print');
    expect(html).not.toMatch(/<script|<link|<img| src=(?!x)|https?:/);
  });

  it('holds what people wrote as text', async () => {
    const html = await reportAsHtml(report, async () => '<svg></svg>');
    expect(html).toContain('<th scope="row">&#60;img src=x onerror=alert(1)&#62; &#38; |');
    expect(html).not.toContain('\u202e');
  });

  it('sets figures under their heading, and adds them up in a foot', async () => {
    const html = await reportAsHtml(report, async () => '<svg></svg>');
    expect(html).toContain('<th scope="col" class="sum">Sum</th>');
    expect(html).toContain('<tfoot><tr><th scope="row">Net</th><td class="sum">£1</td></tr></tfoot>');
  });
});

describe('the report as Markdown', () => {
  it('holds what people wrote as text, each on its line', async () => {
    const written = await reportAsMarkdown(report, async () => new Uint8Array([1, 2]));
    const shown = '&lt;img src=x onerror=alert(1)\\> &amp; \\| \\*\\*b\\*\\* \\[a\\](javascript:x) \\# h \\`c\\`';
    expect(written.split('\n')).toEqual(
      expect.arrayContaining([
        `# ${shown}`,
        `![${shown}](data:image/png;base64,AQI=)`,
        '| Class | Sum |',
        '| --- | ---: |',
        `| ${shown} | £1 |`,
        '| **Net** | **£1** |',
        '\\- 1. no list',
        `- ${shown}`,
      ]),
    );
  });
});
