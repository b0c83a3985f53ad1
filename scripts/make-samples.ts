import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECIMAL, ROMAN } from './samples/blocks.ts';
import { memorandum, SAMPLE_HEADER } from './samples/memorandum.ts';
import { writeDocx } from './samples/write-docx.ts';
import { writeOdt } from './samples/write-odt.ts';
import { writePdf } from './samples/write-pdf.ts';
import { writeMarkdown, writeText } from './samples/write-text.ts';

/*
 * Makes docs/samples: one invented memorandum in every format that Accord reads. The PDF needs Chromium; without it the one that is there stays.
 */

const FOLDER = join(import.meta.dirname, '..', 'docs', 'samples');
const BROWSER = '/usr/bin/chromium';

const blocks = memorandum('Memorandum of Understanding on Joint Commissioning in Wendlemere');
mkdirSync(FOLDER, { recursive: true });
const write = (ending: string, content: Uint8Array | string) => writeFileSync(join(FOLDER, `memorandum.${ending}`), content);
write('docx', writeDocx(blocks, DECIMAL, SAMPLE_HEADER));
write('odt', writeOdt(blocks, ROMAN));
write('txt', writeText(blocks, DECIMAL, 78));
write('md', writeMarkdown(blocks, DECIMAL));
if (existsSync(BROWSER)) write('pdf', await writePdf(blocks, DECIMAL, SAMPLE_HEADER, BROWSER));
