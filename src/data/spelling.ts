/** Puts slips of the finger right: a word nobody knows becomes the known word it is nearest to, when one is near. */
export type SpellingMender = (word: string) => string;

const SHORTEST_MENDED = 5;
const LONG_ENOUGH_FOR_TWO_SLIPS = 9;

/** Makes a mender over the words that are known. A first letter is taken as meant: slips there are rare, and it keeps the search short. */
export function makeSpellingMender(known: ReadonlySet<string>): SpellingMender {
  const byStart = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST_MENDED - 1) continue;
    const start = `${word[0]}${word.length}`;
    const same = byStart.get(start);
    if (same) same.push(word);
    else byStart.set(start, [word]);
  }
  const mended = new Map<string, string>();
  const mend = (word: string): string => {
    const slips = word.length >= LONG_ENOUGH_FOR_TWO_SLIPS ? 2 : 1;
    let nearest = word;
    let least = slips + 1;
    for (let length = word.length - slips; length <= word.length + slips; length++) {
      for (const candidate of byStart.get(`${word[0]}${length}`) ?? []) {
        const away = slipsBetween(word, candidate, least);
        if (away < least) {
          least = away;
          nearest = candidate;
        }
      }
    }
    return nearest;
  };
  return (word) => {
    if (word.length < SHORTEST_MENDED || known.has(word) || /\d/.test(word)) return word;
    let answer = mended.get(word);
    if (answer === undefined) {
      answer = mend(word);
      if (mended.size < 10_000) mended.set(word, answer);
    }
    return answer;
  };
}

/** Letters to put in, take out, change or swap with their neighbour (optimal string alignment); stops counting at `enough`. */
function slipsBetween(a: string, b: string, enough: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, before[j - 2]! + 1);
      row.push(slips);
      if (slips < least) least = slips;
    }
    if (least >= enough) return enough;
    before = last;
    last = row;
  }
  return last[b.length]!;
}
