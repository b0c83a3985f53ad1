/** `B-0042`: the short number people quote. More figures when a log has more entries. */
export function writeNumber(number: number): string {
  return `B-${String(number).padStart(4, '0')}`;
}

/** The number in what a person wrote: `B-0042`, `b42`, `B 42`, `#42`, `benefit 42`, `42`. Null when it is none. */
export function readNumber(text: string): number | null {
  const written = /^\s*(?:b|#|benefit|entry)?(?: ?number)?[\s-]*(\d{1,8})\s*$/i.exec(text.normalize('NFKC').replace(/[‐‑–—−]/g, '-'));
  const number = Number(written?.[1] ?? 0);
  return number > 0 ? number : null;
}
