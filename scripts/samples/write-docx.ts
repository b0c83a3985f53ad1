import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Block, Scheme } from './blocks.ts';

/*
 * Writes a Word document with automatic numbering: the numbers are in numbering.xml, not in the text.
 */

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** The lists: clauses of the body, then one for each schedule, which begins anew; recitals and bullets after a gap. */
const [RECITALS, BULLETS] = [900, 901];

/** A zip that is the same bytes whenever it is made. */
export function zipAlike(files: Zippable): Uint8Array {
  return zipSync(files, { mtime: '2020-01-01T00:00:00Z', level: 6 });
}

/** The bytes of a .docx. @param header printed at the head of every page */
export function writeDocx(blocks: readonly Block[], scheme: Scheme, header = ''): Uint8Array {
  let list = 1;
  const body = blocks.map((block) => {
    if (block.is === 'schedule') list += 1;
    return blockXml(block, list);
  });
  const reference = header === '' ? '' : '<w:headerReference w:type="default" r:id="rId3"/>';
  const sections = `<w:sectPr>${reference}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`;
  const relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  return zipAlike({
    '[Content_Types].xml': strToU8(CONTENT_TYPES),
    '_rels/.rels': strToU8(relationships([['rId1', 'officeDocument', 'word/document.xml']])),
    'word/_rels/document.xml.rels': strToU8(
      relationships([
        ['rId1', 'styles', 'styles.xml'],
        ['rId2', 'numbering', 'numbering.xml'],
        ['rId3', 'header', 'header1.xml'],
      ]),
    ),
    'word/document.xml': strToU8(`${HEAD}<w:document ${W} ${relations}><w:body>${body.join('')}${sections}</w:body></w:document>`),
    'word/header1.xml': strToU8(`${HEAD}<w:hdr ${W}>${paragraph(header)}</w:hdr>`),
    'word/styles.xml': strToU8(STYLES),
    'word/numbering.xml': strToU8(numberingXml(scheme, list)),
  });
}

function blockXml(block: Block, list: number): string {
  switch (block.is) {
    case 'title':
      return paragraph(block.text, style('Title'));
    case 'heading':
    case 'schedule':
      return paragraph(block.text, style('Heading1'));
    case 'clause':
      return paragraph(block.text, `${block.heading ? style('Heading2') : ''}${numbered(list, block.level)}`);
    case 'recital':
      return paragraph(block.text, numbered(RECITALS, 0));
    case 'bullet':
      return paragraph(block.text, numbered(BULLETS, 0));
    case 'table':
      return table(block.head, block.rows);
    default:
      return paragraph(block.text);
  }
}

const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
const numbered = (list: number, level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;

function paragraph(text: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], properties: string) =>
    `<w:tr>${properties}${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`;
  const all = [row(head, '<w:trPr><w:tblHeader/></w:trPr>'), ...rows.map((cells) => row(cells, ''))];
  return `<w:tbl><w:tblPr/>${all.join('')}</w:tbl>${paragraph('')}`;
}

function numberingXml(scheme: Scheme, lists: number): string {
  const levels = (of: Scheme) =>
    of
      .map(
        ({ format, text }, level) =>
          `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:pPr><w:ind w:left="${(level + 1) * 567}" w:hanging="567"/></w:pPr></w:lvl>`,
      )
      .join('');
  const bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="1134"/></w:pPr></w:lvl>';
  const abstract = (id: number, inner: string) => `<w:abstractNum w:abstractNumId="${id}">${inner}</w:abstractNum>`;
  const overrides = scheme.map((_, level) => `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="1"/></w:lvlOverride>`).join('');
  const num = (id: number, of: number, inner: string) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${inner}</w:num>`;
  const clauses = Array.from({ length: lists }, (_, index) => num(index + 1, 0, index === 0 ? '' : overrides));
  return [
    `${HEAD}<w:numbering ${W}>`,
    abstract(0, levels(scheme)),
    abstract(1, levels([{ format: 'upperLetter', text: '(%1)' }])),
    abstract(2, bullet),
    ...clauses,
    num(RECITALS, 1, ''),
    num(BULLETS, 2, ''),
    '</w:numbering>',
  ].join('');
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function relationships(all: readonly (readonly [string, string, string])[]): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const each = all.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const CONTENT_TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="${MAIN}.header+xml"/><Override PartName="/word/styles.xml" ContentType="${MAIN}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${MAIN}.numbering+xml"/></Types>`;
const named = (id: string, name: string, inner: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${inner}</w:style>`;
const bold = (size: number) => `<w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr>`;
const STYLES = `${HEAD}<w:styles ${W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>${named('Title', 'Title', bold(36))}${named('Heading1', 'heading 1', `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>${bold(28)}`)}${named('Heading2', 'heading 2', `<w:pPr><w:outlineLvl w:val="1"/></w:pPr>${bold(24)}`)}</w:styles>`;
