/*
 * Words that were divided at the end of a line. Whether the hyphen belongs to the word (“co-located”) is told from the rest of the document,
 * and where it holds neither form, from the beginning of the word.
 */

/** Stands where a line ended in a hyphen and the next began in small letters. */
const DIVIDED = '\ue000';

/** Beginnings that keep their hyphen. */
const KEEPS =
  /(?:^|[^\p{L}])(?:co|non|re|pre|self|multi|well|long|short|cross|inter|sub|mid|post|anti|ex|half|full|part|day|year|high|low|decision|cost|risk|user|patient|evidence|jointly|end|face|follow|on|in|up|out|one|two|three|four|five|six|twelve|third|face-to)$/iu;

/** Puts the next line after what is there, and marks a word that the end of the line divided. */
export function joinLine(before: string, line: string): string {
  if (/\u00ad$/.test(before)) return `${before.slice(0, -1)}${line}`;
  if (/\p{L}[-\u2010]$/u.test(before) && /^\p{Ll}/u.test(line)) return `${before.slice(0, -1)}${DIVIDED}${line}`;
  return /[-/]$/.test(before) && /\p{L}[-/]$/u.test(before) && /^\p{Lu}/u.test(line) ? `${before}${line}` : `${before} ${line}`;
}

/** Decides on the hyphen of each divided word, by the words of the whole document. */
export function mendDivided(texts: readonly string[]): string[] {
  if (!texts.some((text) => /[\ue000\u00ad]/.test(text))) return [...texts];
  const words = new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []));
  return texts.map((text) =>
    text.replace(/\u00ad/g, '').replace(/(\p{L}+(?:-\p{L}+)*)\ue000(\p{L}+(?:-\p{L}+)*)/gu, (_, first: string, second: string) => {
      const [whole, hyphened] = [`${first}${second}`, `${first}-${second}`];
      if (words.has(whole.toLowerCase())) return whole;
      return words.has(hyphened.toLowerCase()) || KEEPS.test(first) ? hyphened : whole;
    }),
  );
}
