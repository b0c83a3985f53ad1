import { z } from 'zod';
import type { Knowledge } from '../../data/stores.ts';
import { LINE_LONGEST } from './limits.ts';
import { agreementsFor, lookUp } from './look-up.ts';
import { noSuchAgreement } from './open-knowledge.ts';
import { BAD_INPUT, DONE, type Terminal } from './terminal.ts';

const line = z.object(
  { id: z.union([z.string(), z.number()]), text: z.string(), agreement: z.string().nullable().default(null) },
  { error: 'is not an object such as {"id":"q1","text":"how much notice?","agreement":null}' },
);

/**
 * Answers JSON lines with JSON lines, in the same order, each as soon as it is read. A line that cannot be used is answered by one that
 * says why, and the others go on.
 * @returns the exit code: 2 when any line could not be used
 */
export async function askBatch(knowledge: Knowledge, { input, out }: Pick<Terminal, 'input' | 'out'>): Promise<number> {
  let number = 0;
  let code = DONE;
  for await (const text of linesOf(input)) {
    number++;
    if (text.trim() === '') continue;
    const answer = answerLine(text, knowledge);
    if ('problem' in answer) code = BAD_INPUT;
    const shown = 'problem' in answer ? { id: answer.id, error: `line ${number} ${answer.problem}` } : answer;
    await out(`${JSON.stringify(shown)}\n`);
  }
  return code;
}

type Id = string | number | null;

function answerLine(text: string, knowledge: Knowledge): ({ id: Id } & ReturnType<typeof lookUp>) | { id: Id; problem: string } {
  if (text.length > LINE_LONGEST) return { id: null, problem: `is longer than ${LINE_LONGEST} characters` };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { id: null, problem: `is not JSON: ${(error as Error).message}` };
  }
  const parsed = line.safeParse(data);
  if (!parsed.success) return { id: idOf(data), problem: describe(parsed.error.issues[0]!) };
  const { id, text: question, agreement } = parsed.data;
  if (agreement !== null && !knowledge.agreements.has(agreement))
    return { id, problem: `cannot be asked: ${noSuchAgreement(agreement, knowledge.agreements.keys())}` };
  return { id, ...lookUp(question, agreementsFor(question, agreement, knowledge), knowledge) };
}

function describe({ path, message }: z.core.$ZodIssue): string {
  const field = path[0];
  if (field === undefined) return message;
  return field === 'agreement' ? 'has an “agreement” that is neither text nor null' : `has no “${String(field)}”, or one that is not text`;
}

function idOf(data: unknown): Id {
  const known = z.object({ id: line.shape.id }).safeParse(data);
  return known.success ? known.data.id : null;
}

/** The lines of a stream. Only a line feed ends one: JSON text may hold the other separators that node:readline breaks at. */
async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines.map(withoutMark);
  }
  if (rest !== '') yield withoutMark(rest);
}

/** Without the byte order mark that some editors put at the head of a file. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
