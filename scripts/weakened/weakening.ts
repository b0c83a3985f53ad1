/** One check of Accord’s taken out, and the tests that must then fail: an attack test that cannot fail proves nothing. */
export type Weakening = {
  /** What somebody tries. */
  attack: string;
  /** What was taken out, in words. */
  weakened: string;
  /** The file, from the root, the text in it, which stands there once, and what stands there instead. */
  file: string;
  from: string;
  to: string;
  /** The tests that try the attack, from `test/attacks`. */
  tests: string;
  /** What the name of a test that must fail contains. */
  red: string;
};
