import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DECIMAL, ROMAN } from '../../../scripts/samples/blocks.ts';
import { memorandum } from '../../../scripts/samples/memorandum.ts';
import { writeDocx } from '../../../scripts/samples/write-docx.ts';
import { writeOdt } from '../../../scripts/samples/write-odt.ts';
import { writeMarkdown, writeText } from '../../../scripts/samples/write-text.ts';
import { openDocument } from '../../../src/bot/documents/open-document.ts';
import { readClauses } from '../../../src/data/read-clauses.ts';
import { inRoman, SAMPLE_REFERENCES } from './sample-references.ts';

const TITLE = 'Memorandum of Understanding on Joint Commissioning in Wendlemere';
const sample = (ending: string) => readFileSync(join(import.meta.dirname, '../../../docs/samples', `memorandum.${ending}`));
const read = async (ending: string) => readClauses(await openDocument(sample(ending)));
const blocks = memorandum(TITLE);
const squeezed = (text: string) => text.replace(/\s+/g, ' ');

describe.each(['docx', 'odt', 'pdf', 'md', 'txt'])('the sample .%s', (ending) => {
  it('is read into its clauses, each with the reference people cite, and no other', async () => {
    const { clauses, remarks } = await read(ending);
    const expected = SAMPLE_REFERENCES.map(([ref]) => (ending === 'odt' ? inRoman(ref) : ref));
    expect(clauses.map(({ ref }) => ref)).toEqual(expected);
    for (const [at, [, beginning]] of SAMPLE_REFERENCES.entries()) expect(squeezed(clauses[at]!.text)).toContain(beginning);
    expect(remarks).toEqual([]);
  });

  it('keeps every word of every clause as it is written, over line ends and pages', async () => {
    const { clauses } = await read(ending);
    const texts = new Set(clauses.flatMap(({ text }) => [squeezed(text), ...text.split('\n').map(squeezed)]));
    const written = blocks.flatMap((block) =>
      block.is === 'table'
        ? block.rows.map((row) => row.join(' '))
        : ['words', 'clause', 'recital', 'bullet'].includes(block.is) && !('heading' in block)
          ? [(block as { text: string }).text]
          : [],
    );
    expect(written.filter((text) => !texts.has(text))).toEqual([]);
  });

  it('has the title, the heading of each clause as its part, and the schedules by name', async () => {
    const { title, clauses } = await read(ending);
    const partOf = (ref: string) => clauses.find((clause) => clause.ref === (ending === 'odt' ? inRoman(ref) : ref))?.part;
    expect(title.toLowerCase()).toBe(TITLE.toLowerCase());
    expect(partOf('7.1')).toBe('Ending this memorandum');
    expect(partOf('Schedule 1, 2.1')?.toLowerCase()).toBe('schedule 1 partnership committee');
    expect(partOf('(A)')?.toLowerCase()).toBe('background');
  });
});

it('the running header, the page numbers and the contents are no part of the sample PDF', async () => {
  const { clauses } = await read('pdf');
  const words = clauses.map(({ text }) => text).join('\n');
  expect(words).not.toMatch(/Page \d+ of \d+|Wendlemere and Tarnvale memorandum of understanding/);
  expect(new Set(clauses.map(({ page }) => page)).size).toBeGreaterThan(2);
});

it('the samples that need no browser are what the script would make again', () => {
  const made = (ending: string) => Buffer.from(sample(ending));
  expect(made('docx').equals(writeDocx(blocks, DECIMAL, 'Wendlemere and Tarnvale memorandum of understanding'))).toBe(true);
  expect(made('odt').equals(writeOdt(blocks, ROMAN))).toBe(true);
  expect(made('txt').toString()).toBe(writeText(blocks, DECIMAL, 78));
  expect(made('md').toString()).toBe(writeMarkdown(blocks, DECIMAL));
});
