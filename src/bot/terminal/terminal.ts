import type { Knowledge } from '../../data/stores.ts';
import type { Config } from '../config.ts';

/** What a command is given: the environment, what is typed or piped in, and where to write. Tests give it their own. */
export type Terminal = {
  env: NodeJS.ProcessEnv;
  input: AsyncIterable<string>;
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** Whether the output can show bold. */
  bold: boolean;
  /** Reads the configuration and what Accord knows by it. @throws BadInput with every mistake in them */
  know(): { config: Config; knowledge: Knowledge };
};

/** Exit codes: what was asked for is done; something is wrong with Accord or its files; the command was given something it cannot use. */
export const DONE = 0;
export const WRONG = 1;
export const BAD_INPUT = 2;

/** A command was given something it cannot use. Each sentence says what is wrong and what to do. */
export class BadInput extends Error {
  readonly sentences: readonly string[];
  constructor(...sentences: string[]) {
    super(sentences.join(' '));
    this.name = 'BadInput';
    this.sentences = sentences;
  }
}

/** “5 agreements”, “1 partnership file”. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
