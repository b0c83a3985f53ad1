import { Readable } from 'node:stream';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { openCharts } from '../../src/bot/charts.ts';
import { openLog } from '../../src/bot/log.ts';
import { writeFiles } from '../../src/bot/write-files.ts';
import { benefitReport } from '../../src/data/benefit-report.ts';
import { benefitTable } from '../../src/data/benefit-table.ts';
import { type Benefit, newBenefit } from '../../src/data/benefits.ts';
import { type DocumentContents, type Message, message } from '../../src/handlers/reply.ts';
import { darlington, factsWith } from '../data/partnership-of-tests.ts';
import { longestStretch } from '../longest-stretch.ts';

const logged: string[] = [];
const log = openLog('info', { write: (line) => void logged.push(line) });
const charts = openCharts();
afterAll(() => charts.stop());
const rulebook = { protocols: [], approvals: new Map() };
const entries = (count: number) =>
  Array.from(
    { length: count },
    (_, at): Benefit =>
      newBenefit('darlington', at + 1, {
        is: 'logged',
        facts: factsWith({ what: `Return ${at} <b>` }),
        by: 'dora@dbc.example',
        at: '2015-10-05T10:00:00Z',
      }),
  );
const pages = (count: number) => Readable.from([entries(count)]);

/** The first part of a reply that held this, once files were written. */
async function written(holds: DocumentContents) {
  const reply = message('asker', [
    { is: 'document', name: `log.${holds.as}`, says: 'The log', again: { button: 'benefit-file', value: {} }, holds },
  ]);
  const dispatch = writeFiles(async () => reply, charts, log);
  return ((await dispatch({} as never)) as Message).parts[0];
}
async function fileOf(holds: DocumentContents) {
  const part = await written(holds);
  if (part.is !== 'file') throw new Error(`A file was expected, not ${part.is}.`);
  return part;
}
const table = () => benefitTable(pages(300), darlington, rulebook, (email) => email);

describe('what a handler gave becomes a file', () => {
  it('a report as a page with its charts, and as Markdown with them inside', async () => {
    const report = await benefitReport(pages(3), darlington, rulebook, {}, '2015-10-05');
    const html = await fileOf({ as: 'html', report });
    expect([html.name, html.mediaType]).toEqual(['log.html', 'text/html; charset=utf-8']);
    const page = strFromU8(html.bytes);
    expect(page).toContain('<svg role="img"');
    expect(page).not.toContain('<b>');
    expect(strFromU8((await fileOf({ as: 'md', report })).bytes)).toContain('](data:image/png;base64,');
  });

  it('a table as CSV', async () => {
    const csv = await fileOf({ as: 'csv', table: await table() });
    expect(strFromU8(csv.bytes).split('\r\n')).toHaveLength(302);
  });

  it('a table as a workbook, while others go on', { timeout: 20_000 }, async () => {
    const made: Uint8Array[] = [];
    const whole = await table();
    const held = await longestStretch(async () => {
      made.push((await fileOf({ as: 'xlsx', table: whole })).bytes);
    });
    const bytes = made[0]!;
    expect(strFromU8(unzipSync(bytes)['xl/sharedStrings.xml'] ?? unzipSync(bytes)['xl/worksheets/sheet1.xml']!)).toContain('Return 299');
    // On this thread it takes three times as long in one piece.
    expect(held).toBeLessThan(50);
  });

  it('or a sentence where it cannot be made, and nothing of what is in it in the log', async () => {
    const broken = { as: 'html', report: { title: 'Secret' } } as unknown as DocumentContents;
    expect(await written(broken)).toEqual({
      is: 'paragraph',
      text: 'The file log.html could not be made. Please try again in a few minutes.',
    });
    expect(logged.join('')).toContain('a file was not made');
    expect(logged.join('')).not.toContain('Secret');
  });
});
