import { pino } from 'pino';

/** The log: ids, codes and times only, never a name or what a person wrote. */
export type Log = {
  info(facts: LogFacts, what: string): void;
  warn(facts: LogFacts, what: string): void;
  error(facts: LogFacts, what: string): void;
};

export type LogFacts = Record<string, string | number | boolean | undefined>;

/** Opens the log as JSON lines on standard output, or wherever `write` says. */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  return destination ? pino({ level, base: null }, destination) : pino({ level, base: null });
}

/** What may be said of an error in the log: its code and kind, and where it arose; never its message, which may quote a person. */
export function factsOf(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { kind: typeof error };
  const cause = error.cause;
  return {
    kind: error.name,
    code: codeOf(error),
    cause: cause instanceof Error ? (codeOf(cause) ?? cause.name) : undefined,
    at: error.stack
      ?.split('\n')
      .find((line) => line.includes('/src/'))
      ?.replace(/^.*\/src\//, 'src/')
      .replace(/\)$/, ''),
  };
}

function codeOf(error: Error): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}
