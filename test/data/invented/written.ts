import type { ReadClause } from '../../../src/data/understood.ts';

export type Invented = { title: string; clauses: ReadClause[] };

/**
 * An invented document in a short notation: `# Part` opens a part, `7.2 [Heading] :: words` is a clause, and a line without `::` goes on with
 * the clause before. `7.2` stands within `7`, and `7.2(a)` within `7.2`.
 */
export function written(title: string, text: string): Invented {
  const clauses: ReadClause[] = [];
  let part = 'Agreement';
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const clause = /^(.+?)(?: \[(.+?)\])? :: (.*)$/.exec(line);
    if (line.startsWith('# ')) part = line.slice(2);
    else if (clause)
      clauses.push({
        ref: clause[1]!,
        part,
        ...withinOf(clause[1]!, clauses),
        ...(clause[2] ? { heading: clause[2] } : {}),
        text: clause[3]!,
      });
    else clauses.at(-1)!.text += ` ${line}`;
  }
  return { title, clauses };
}

function withinOf(ref: string, before: readonly ReadClause[]): { within?: string } {
  const above = /^(.+?)(?:\.\d+|\([a-z]+\)| bullet \d+)$/.exec(ref)?.[1];
  return above !== undefined && before.some((one) => one.ref === above) ? { within: above } : {};
}
