import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const HEADING = '# Benchmarks\n\nWritten by `npm run bench -- --write`. Each figure is a ratio to a baseline run in the same go.\n';

/** What a benchmark said, and where: the version of Node, the processors, the day. */
export type Figures = { name: string; said: string; where: string };

/** Puts the figures of one benchmark into a Markdown file, in the place of its earlier ones. What else stands in the file stays. */
export function writeFigures(file: string, { name, said, where }: Figures): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : HEADING;
  const section = `## ${name}\n\n\`npm run bench -- ${name}\` (${where})\n\n\`\`\`text\n${said}\n\`\`\`\n`;
  const parts = before.split(/^(?=## )/m);
  const own = parts.findIndex((part) => part.startsWith(`## ${name}\n`));
  const last = own === parts.length - 1 || own === -1;
  if (own === -1) parts.push(`\n${section}`);
  else parts[own] = last ? section : `${section}\n`;
  writeFileSync(file, parts.join(''));
}
