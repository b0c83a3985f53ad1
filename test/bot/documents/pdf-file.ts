/** Words at a place on a page, in points from its lower left corner. */
export type Printed = { x: number; y: number; text: string; size?: number; bold?: true };

/** A PDF with these words on its pages, in Helvetica. @param encrypt an encryption dictionary, for a file nobody can open */
export function pdfFile(pages: readonly (readonly Printed[])[], encrypt = ''): Uint8Array {
  const objects: string[] = ['<</Type/Catalog/Pages 2 0 R>>', '', font('Helvetica'), font('Helvetica-Bold')];
  const kids: string[] = [];
  for (const page of pages) {
    const content = page
      .map(({ x, y, text, size = 11, bold }) => `BT /F${bold ? 2 : 1} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET`)
      .join('\n');
    objects.push(`<</Length ${content.length}>>\nstream\n${content}\nendstream`);
    const resources = '<</Font<</F1 3 0 R/F2 4 0 R>>>>';
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources${resources}/Contents ${objects.length} 0 R>>`);
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<</Type/Pages/Count ${pages.length}/Kids[${kids.join(' ')}]>>`;
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `<</Size ${objects.length + 1}/Root 1 0 R${encrypt}>>`;
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF`,
    'latin1',
  );
}

const font = (name: string) => `<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`;
const escaped = (text: string) => text.replace(/[\\()]/g, '\\$&');

/** Lines one under the other. @param from height of the first */
export function linesFrom(
  from: number,
  lines: readonly string[],
  { x = 72, leading = 14 }: { x?: number; leading?: number } = {},
): Printed[] {
  return lines.map((text, at) => ({ x, y: from - at * leading, text }));
}

/** A dictionary that asks for a password that is not known. */
export const LOCKED = `/Encrypt<</Filter/Standard/V 1/R 2/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})/P -4>>/ID[(0123456789abcdef)(0123456789abcdef)]`;
