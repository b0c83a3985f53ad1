import type { Measured, MeasuredSet } from './measure.ts';
import { ERRORS, groupsOf, type Outcome, percent, refOf, type Score, type Scored, type Share, sumUp } from './score.ts';

/** The tables, as text. */
export function report({ sets, halves }: Measured): string {
  const blocks = [
    ...sets.flatMap(reportSet),
    table('Our phrasings, half against half (each clause knows every other of its phrasings and is asked the rest)', COLUMNS, [
      ...halves.map((scored, half) => row(half === 0 ? 'one half' : 'the other', scored)),
      row('both', halves.flat()),
    ]),
  ];
  return `${blocks.join('\n\n')}\n\n`;
}

/** Every item that came out wrong: what was asked, what was right, and what was given. */
export function describeMisses({ sets }: Measured): string {
  return sets
    .flatMap(({ set, asIs, kinds }) => [
      `${set.title}: questions that came out wrong`,
      ...asIs.filter(({ outcome }) => ERRORS.includes(outcome)).map(describeMiss),
      '',
      `${set.title}: messages read as another kind`,
      ...kinds.read
        .filter(({ message, got }) => message.kind !== got)
        .map(({ message, got }) => `  ${message.id}  ${message.kind} read as ${got}: ${message.text}`),
      '',
    ])
    .map((line) => `${line}\n`)
    .join('');
}

const COLUMNS = ['', 'items', 'first', 'first 3', 'unanswerable refused', 'answerable refused', 'end to end'];

function reportSet({ set, asIs, tagsAlone, kinds }: MeasuredSet): string[] {
  const groups = [row('all', asIs), ...groupsOf(asIs).map(({ name, items }) => row(name, items)), row('topic tags alone', tagsAlone)];
  const readAs = kinds.read.filter(({ message, got }) => message.kind === 'safeguarding' && got === 'employment').length;
  return [
    table(`${set.title}: ${set.questions.length} questions, in %`, COLUMNS, groups),
    table(
      `${set.title}: what went wrong, in items`,
      ['', 'as it is', 'topic tags alone'],
      ERRORS.map((outcome) => [outcome, String(occurrences(asIs, outcome)), String(occurrences(tagsAlone, outcome))]),
    ),
    table(
      `${set.title}: ${set.messages.length} messages, kind read right, in %`,
      ['', 'items', 'right'],
      [
        ['all', String(kinds.accuracy.of), written(kinds.accuracy)],
        ...kinds.recall.map(({ kind, share }) => [`recall of ${kind}`, String(share.of), written(share)]),
      ],
    ),
    `Safeguarding read as employment: ${readAs}; answered with HR alone (must be 0): ${kinds.hrOnly.length}.`,
  ];
}

function row(name: string, scored: readonly Scored[]): string[] {
  const score = sumUp(scored);
  return [name, String(scored.length), ...SHOWN.map((key) => written(score[key]))];
}

const SHOWN: readonly (keyof Score)[] = ['top1', 'top3', 'refusedUnanswerable', 'refusedAnswerable', 'endToEnd'];

function written(share: Share): string {
  return percent(share)?.toFixed(1) ?? '–';
}

function occurrences(scored: readonly Scored[], outcome: Outcome): number {
  return scored.filter((one) => one.outcome === outcome).length;
}

function describeMiss({ question, got, outcome }: Scored): string {
  const given = (got.answered ? got.answers : (got.nearest ?? [])).map((clause) => refOf(question, clause)).join(', ');
  const right = question.answerable ? question.refs.join(', ') : 'not said';
  return `  ${question.id}  ${outcome} [${question.agreement ?? 'all'}, ${question.level}]: ${question.question}\n        right: ${right}; ${got.answered ? 'given' : 'refused, nearest'}: ${given}`;
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, at) => Math.max(column.length, ...rows.map((cells) => cells[at]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd();
  return [title, ...[columns, ...rows].map((cells) => `  ${line(cells)}`)].join('\n');
}
