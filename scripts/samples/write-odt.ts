import { strToU8 } from 'fflate';
import type { Block, Format, Scheme } from './blocks.ts';
import { escapeXml, zipAlike } from './write-docx.ts';

/*
 * Writes an OpenDocument text whose numbers come from list styles.
 */

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMES = ['office', 'style', 'text', 'table', 'fo']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'fo' ? 'xsl-fo-compatible' : name}:1.0"`)
  .join(' ');
const MIME = 'application/vnd.oasis.opendocument.text';

/** The bytes of an .odt. */
export function writeOdt(blocks: readonly Block[], scheme: Scheme): Uint8Array {
  let list = 0;
  const begun = new Set<string>();
  const body = blocks.map((block) => {
    if (block.is === 'schedule') list += 1;
    return blockXml(block, list, begun);
  });
  const styles = [
    listStyle('Clauses', scheme),
    listStyle('Recitals', [{ format: 'upperLetter', text: '(%1)' }]),
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>',
  ].join('');
  const content = `${HEAD}<office:document-content ${NAMES} office:version="1.3"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body.join('')}</office:text></office:body></office:document-content>`;
  return zipAlike({
    mimetype: [strToU8(MIME), { level: 0 }],
    'META-INF/manifest.xml': strToU8(
      `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${MIME}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ),
    'content.xml': strToU8(content),
  });
}

function blockXml(block: Block, list: number, begun: Set<string>): string {
  const words = `<text:p>${escapeXml('text' in block ? block.text : '')}</text:p>`;
  switch (block.is) {
    case 'title':
    case 'heading':
    case 'schedule':
      return `<text:h text:outline-level="1">${escapeXml(block.text)}</text:h>`;
    case 'clause':
      return inList(
        'Clauses',
        `clauses-${list}`,
        block.level,
        block.heading ? `<text:h text:outline-level="2">${escapeXml(block.text)}</text:h>` : words,
        begun,
      );
    case 'recital':
      return inList('Recitals', 'recitals', 0, words, begun);
    case 'bullet':
      return inList('Bullets', 'bullets', 0, words, begun);
    case 'table':
      return table(block.head, block.rows);
    default:
      return words;
  }
}

/** One item, within as many lists as its level asks for; each list goes on from the first one with its id. */
function inList(style: string, id: string, level: number, inner: string, begun: Set<string>): string {
  const goesOn = begun.has(id) ? ` text:continue-list="${id}"` : ` xml:id="${id}"`;
  begun.add(id);
  const open = '<text:list><text:list-item>'.repeat(level);
  const close = '</text:list-item></text:list>'.repeat(level);
  return `<text:list${goesOn} text:style-name="${style}"><text:list-item>${open}${inner}${close}</text:list-item></text:list>`;
}

const FORMATS: Record<Format, string> = { decimal: '1', lowerLetter: 'a', upperLetter: 'A', lowerRoman: 'i', upperRoman: 'I' };

function listStyle(name: string, scheme: Scheme): string {
  const levels = scheme.map(({ format, text }, at) => {
    const shown = text.match(/%\d/g)!.length;
    const [prefix, suffix] = [/^[^%]*/.exec(text)![0], /[^%\d]*$/.exec(text)![0]];
    return `<text:list-level-style-number text:level="${at + 1}" style:num-format="${FORMATS[format]}" style:num-prefix="${prefix}" style:num-suffix="${suffix}" text:display-levels="${shown}"/>`;
  });
  return `<text:list-style style:name="${name}">${levels.join('')}</text:list-style>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `<table:table-row>${cells.map((cell) => `<table:table-cell><text:p>${escapeXml(cell)}</text:p></table:table-cell>`).join('')}</table:table-row>`;
  return `<table:table><table:table-header-rows>${row(head)}</table:table-header-rows>${rows.map(row).join('')}</table:table>`;
}
