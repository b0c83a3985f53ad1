import type { Reader } from './words.ts';

/** A word typed only once in all the records may itself be a slip; one that stands twice is taken as a word. */
const TIMES_TO_BE_A_WORD = 2;

/** A reader that counts the words it reads, and which of them are known to be words once it has read everything. */
export function countingWords(read: Reader): { counting: Reader; known: () => Set<string> } {
  const times = new Map<string, number>();
  const counting = (text: string) => {
    const reading = read(text);
    for (const word of reading.plain) times.set(word, (times.get(word) ?? 0) + 1);
    return reading;
  };
  return {
    counting: Object.assign(counting, { mending: read.mending }),
    known: () => new Set([...times].filter(([, count]) => count >= TIMES_TO_BE_A_WORD).map(([word]) => word)),
  };
}
