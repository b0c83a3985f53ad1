import { openConfig, openKnowledge } from '../../../src/bot/terminal/open-knowledge.ts';
import type { Terminal } from '../../../src/bot/terminal/terminal.ts';

/** What Accord knows by the bundled files, read once for all of a test file. */
export const knowledge = once(() => openKnowledge({}).knowledge);

/** A terminal that keeps what is written to it. */
export function openTerminal(
  env: NodeJS.ProcessEnv = {},
  input: readonly string[] = [],
): Terminal & { written(): string; complained(): string } {
  let out = '';
  let err = '';
  return {
    env: { ACCORD_STORE: 'memory:', ...env },
    input: (async function* () {
      yield* input;
    })(),
    out: async (text) => {
      out += text;
    },
    err: async (text) => {
      err += text;
    },
    bold: false,
    know: () => ({ config: openConfig(env), knowledge: knowledge() }),
    written: () => out,
    complained: () => err,
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
