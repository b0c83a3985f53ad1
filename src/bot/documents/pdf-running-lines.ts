import type { Line } from './pdf-lines.ts';

/** How many lines at the top and at the bottom of a page may be its header and footer. */
const EDGE_LINES = 4;
const SAME_HEIGHT_POINTS = 4;
/**
 * Takes the headers, footers and page numbers away: lines at the edge of a page that return, but for their figures, at the same height of
 * other pages. Where text happens to return as well, the widest gap parts it from the header.
 */
export function withoutRunningLines(pages: readonly (readonly Line[])[]): Line[][] {
  const needed = pages.length <= 3 ? 2 : Math.max(2, Math.ceil(pages.length * 0.2));
  const alike = Map.groupBy(pages.flatMap(edgeLines), ({ text }) => plain(text));
  const returns = (line: Line): boolean => {
    const near = (alike.get(plain(line.text)) ?? []).filter(
      (other) => Math.abs(other.y - line.y) <= SAME_HEIGHT_POINTS && countsPages(line, other),
    );
    return pages.length > 1 && new Set(near.map(({ page }) => page)).size >= needed;
  };
  return pages.map((lines) => {
    const top = runningLines(lines, returns);
    const bottom = runningLines(lines.slice(top).reverse(), returns);
    return lines.slice(top, lines.length - bottom);
  });
}

/** Figures of a header stay or go up with the pages; those of clauses that are worded alike go up with the clauses. */
function countsPages(line: Line, other: Line): boolean {
  const [own, others] = [line, other].map(({ text }) => (text.match(/\d+/g) ?? []).map(Number));
  return own!.every((figure, at) => others![at] === figure || others![at]! - figure === other.page - line.page);
}

/** How many lines from the edge are no text. @param lines from the edge inwards */
function runningLines(lines: readonly Line[], returns: (line: Line) => boolean): number {
  let count = 0;
  while (count < Math.min(EDGE_LINES, lines.length) && (returns(lines[count]!) || (count === 0 && isPageNumber(lines[0]!)))) count += 1;
  const gapAfter = (at: number) => (lines[at] === undefined ? Number.POSITIVE_INFINITY : Math.abs(lines[at - 1]!.y - lines[at]!.y));
  let widest = Math.min(count, 1);
  for (let at = 2; at <= count; at += 1) if (gapAfter(at) > gapAfter(widest)) widest = at;
  return widest;
}

function edgeLines(lines: readonly Line[]): Line[] {
  return lines.length <= EDGE_LINES * 2 ? [...lines] : [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)];
}

/** Words with every figure alike, so that “Page 3 of 12” is the same on all pages. */
function plain(text: string): string {
  return text.toLowerCase().replace(/\d+/g, '0').replace(/\s+/g, ' ');
}

/** “3”, “- 3 -”, “Page 3 of 12”. */
function isPageNumber({ text }: Line): boolean {
  return /^(?:[-–—|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?[-–—|\s]*|page\s+[ivxl]+)$/i.test(text);
}
