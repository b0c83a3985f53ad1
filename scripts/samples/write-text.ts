import { type Block, printedNumbers, type Scheme } from './blocks.ts';

/*
 * Writes plain text and markdown, with the numbers in the text.
 */

/** Plain text. @param width lines are broken at this many letters; 0: a paragraph is a line */
export function writeText(blocks: readonly Block[], scheme: Scheme, width: number): string {
  const numbers = printedNumbers(blocks, scheme);
  const paragraphs = blocks.map((block, at) => {
    if (block.is === 'table') return [block.head, ...block.rows].map((row) => row.join('\t')).join('\n');
    const shouted = block.is === 'title' || block.is === 'schedule' || (block.is === 'heading' && width > 0);
    const words = shouted ? block.text.toUpperCase() : block.text;
    const before = block.is === 'bullet' ? '- ' : numbers[at] === undefined ? '' : `${numbers[at]} `;
    return wrap(`${before}${words}`, width);
  });
  return `${paragraphs.join('\n\n')}\n`;
}

/** Markdown: headings with #, bullets and tables in its way, numbers in the text. */
export function writeMarkdown(blocks: readonly Block[], scheme: Scheme): string {
  const numbers = printedNumbers(blocks, scheme);
  const paragraphs = blocks.map((block, at) => {
    const number = numbers[at] === undefined ? '' : `${numbers[at]} `;
    switch (block.is) {
      case 'title':
        return `# ${block.text}`;
      case 'heading':
      case 'schedule':
        return `## ${block.text}`;
      case 'clause':
        return block.heading ? `### ${number}${block.text}` : `${number}${block.text}`;
      case 'bullet':
        return `* ${block.text}`;
      case 'table':
        return markdownTable(block.head, block.rows);
      default:
        return `${number}${block.text}`;
    }
  });
  return `${paragraphs.join('\n\n')}\n`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head.map((cell) => `**${cell}**`)), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function wrap(text: string, width: number): string {
  if (width === 0) return text;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}
