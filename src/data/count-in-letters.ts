/*
 * How lists are counted in letters and in roman numerals, both ways.
 */

const ROMAN: readonly (readonly [string, number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

/** 4 is “iv”. @param value 1 to 3999; anything else is written in figures */
export function toRoman(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 3999) return String(value);
  let left = value;
  let written = '';
  for (const [sign, worth] of ROMAN)
    while (left >= worth) {
      written += sign;
      left -= worth;
    }
  return written;
}

/** “iv” is 4; undefined for what is no roman numeral as it is properly written. */
export function fromRoman(text: string): number | undefined {
  const small = text.toLowerCase();
  let at = 0;
  let value = 0;
  for (const [sign, worth] of ROMAN)
    while (small.startsWith(sign, at)) {
      value += worth;
      at += sign.length;
    }
  return at > 0 && at === small.length && toRoman(value) === small ? value : undefined;
}

/** 1 is “a”, 26 “z”, 27 “aa”, 28 “bb”: as word processors count on. */
export function toLetters(value: number): string {
  if (!Number.isInteger(value) || value < 1) return String(value);
  const letter = String.fromCharCode(97 + ((value - 1) % 26));
  return letter.repeat(Math.min(Math.ceil(value / 26), 20));
}

/** “c” is 3, “aa” 27; undefined for anything but one letter, repeated or not. */
export function fromLetters(text: string): number | undefined {
  const small = text.toLowerCase();
  if (!/^([a-z])\1*$/.test(small)) return undefined;
  return (small.length - 1) * 26 + small.charCodeAt(0) - 96;
}
