import { strToU8 } from 'fflate';
import { zipAlike } from '../../../scripts/samples/write-docx.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export type WordFile = { body: string; numbering?: string; styles?: string; others?: Record<string, string> };

/** A Word file of these pieces of XML. */
export function wordFile({ body, numbering = '', styles = '', others = {} }: WordFile): Uint8Array {
  const parts = {
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/numbering.xml': `<w:numbering ${W}>${numbering}</w:numbering>`,
    'word/styles.xml': `<w:styles ${W}>${styles}</w:styles>`,
    ...others,
  };
  return zipAlike(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

/** A paragraph; `list` and `level` number it. */
export function p(text: string, { list, level = 0, properties = '' }: { list?: number; level?: number; properties?: string } = {}): string {
  const numbered = list === undefined ? '' : `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
  return `<w:p><w:pPr>${properties}${numbered}</w:pPr>${run(text)}</w:p>`;
}

export function run(text: string): string {
  return `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export type LevelOf = { format?: string; text: string; start?: number; restart?: number; style?: string; legal?: true };

/** A list definition with its levels. */
export function abstractList(id: number, levels: readonly LevelOf[]): string {
  const each = levels.map(
    ({ format = 'decimal', text, start = 1, restart, style, legal }, at) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/>${restart === undefined ? '' : `<w:lvlRestart w:val="${restart}"/>`}${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${legal ? '<w:isLgl/>' : ''}<w:lvlText w:val="${text}"/></w:lvl>`,
  );
  return `<w:abstractNum w:abstractNumId="${id}">${each.join('')}</w:abstractNum>`;
}

/** A list that uses a definition; `starts` begins levels anew. */
export function list(id: number, abstract: number, starts: Readonly<Record<number, number>> = {}): string {
  const overrides = Object.entries(starts).map(
    ([level, start]) => `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`,
  );
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${overrides.join('')}</w:num>`;
}
