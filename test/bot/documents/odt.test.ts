import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipAlike } from '../../../scripts/samples/write-docx.ts';
import { readOdt } from '../../../src/bot/documents/odt.ts';

const NAMES = ['office', 'style', 'text', 'table', 'fo'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ');

function odtFile(body: string, styles: string, shared = ''): Uint8Array {
  return zipAlike({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8(
      `<office:document-content ${NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
    ...(shared === ''
      ? {}
      : { 'styles.xml': strToU8(`<office:document-styles ${NAMES}><office:styles>${shared}</office:styles></office:document-styles>`) }),
  });
}

const printed = (body: string, styles: string, shared?: string) =>
  readOdt(odtFile(body, styles, shared)).paragraphs.map(({ printed: number, text }) => [number, text]);
const level = (at: number, format: string, more = '') =>
  `<text:list-level-style-number text:level="${at}" style:num-format="${format}" ${more}/>`;
const style = (name: string, ...levels: string[]) => `<text:list-style style:name="${name}">${levels.join('')}</text:list-style>`;
const item = (inner: string, more = '') => `<text:list-item ${more}>${inner}</text:list-item>`;
const words = (text: string) => `<text:p>${text}</text:p>`;
const L = style('L', level(1, 'I', 'style:num-suffix="."'), level(2, 'a', 'style:num-prefix="(" style:num-suffix=")"'));

describe('the numbers of OpenDocument lists', () => {
  it('in roman numerals and letters, the second paragraph of an item without one', () => {
    const nested = `<text:list>${item(words('one'))}${item(words('two'))}</text:list>`;
    const body = `<text:list text:style-name="L">${item(words('First.') + words('More.') + nested)}${item(words('Second.'))}</text:list>`;
    expect(printed(body, L)).toEqual([
      ['I.', 'First.'],
      [undefined, 'More.'],
      ['(a)', 'one'],
      ['(b)', 'two'],
      ['II.', 'Second.'],
    ]);
  });

  it('begin anew in a new list, go on where it says so, and start where it says', () => {
    const body = [
      `<text:list xml:id="x" text:style-name="L">${item(words('a'))}${item(words('b'))}</text:list>`,
      `<text:list text:style-name="L">${item(words('c'))}</text:list>`,
      `<text:list text:continue-numbering="true" text:style-name="L">${item(words('d'))}</text:list>`,
      `<text:list text:continue-list="x" text:style-name="L">${item(words('e'))}${item(words('f'), 'text:start-value="9"')}</text:list>`,
    ];
    expect(printed(body.join(''), L).map(([number]) => number)).toEqual(['I.', 'II.', 'I.', 'II.', 'III.', 'IX.']);
  });

  it('show the levels above them where they do', () => {
    const styles = style('D', level(1, '1', 'style:num-suffix="."'), level(2, '1', 'text:display-levels="2"'));
    const body = `<text:list text:style-name="D">${item(`${words('Term')}<text:list>${item(words('It begins.'))}</text:list>`)}</text:list>`;
    expect(printed(body, styles)).toEqual([
      ['1.', 'Term'],
      ['1.1', 'It begins.'],
    ]);
  });

  it('of headings, from the outline', () => {
    const outline = `<text:outline-style>${'<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'}</text:outline-style>`;
    const body = '<text:h text:outline-level="1">Term</text:h><text:p>Words.</text:p><text:h text:outline-level="1">Money</text:h>';
    expect(printed(body, '', outline).map(([number]) => number)).toEqual(['1.', undefined, '2.']);
  });

  it('in the pattern LibreOffice writes', () => {
    const styles = style('P', level(1, 'a', 'loext:num-list-format="[%1%]"'));
    expect(printed(`<text:list text:style-name="P">${item(words('x'))}</text:list>`, styles)[0]![0]).toBe('[a]');
  });
});

it('tracked deletions, notes, comments and contents are no part of it', () => {
  const body = [
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>',
    '<text:table-of-content><text:index-body><text:p>Term 3</text:p></text:index-body></text:table-of-content>',
    '<text:p>Kept<text:s text:c="2"/>words<text:note><text:note-body><text:p>Note.</text:p></text:note-body></text:note><office:annotation><text:p>Why?</text:p></office:annotation>.</text:p>',
  ];
  expect(printed(body.join(''), '')).toEqual([[undefined, 'Kept words.']]);
});
