import type { Paragraph } from '../../data/document.ts';
import { cleanWords } from './clean-words.ts';
import { runsOf } from './docx-words.ts';
import { childrenOf, descendantsOf, type Element } from './xml.ts';

/** The parts of a Word file that hold the notes of its text. */
export type Notes = { footnotes: Element | undefined; endnotes: Element | undefined };

/**
 * What stands beside the text of a Word document and belongs to no paragraph of it: its footnotes and endnotes, in the order the text refers
 * to them, and the words of its text boxes. The copy of a box that is kept for old programs is left out.
 */
export function besideText(body: Element, { footnotes, endnotes }: Notes): Paragraph[] {
  return [
    ...notesOf(body, 'footnoteReference', childrenOf(footnotes, 'footnote')).map((text) => ({ text, beside: 'footnote' as const })),
    ...notesOf(body, 'endnoteReference', childrenOf(endnotes, 'endnote')).map((text) => ({ text, beside: 'endnote' as const })),
    ...boxesIn(body).map((text) => ({ text, beside: 'text box' as const })),
  ].filter(({ text }) => text !== '');
}

function notesOf(body: Element, reference: string, notes: readonly Element[]): string[] {
  const byId = new Map(notes.map((note) => [note.attributes.id, note]));
  return descendantsOf(body, reference).flatMap(({ attributes }) => {
    const note = byId.get(attributes.id);
    return note === undefined ? [] : [wordsIn(note)];
  });
}

function boxesIn(element: Element): string[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string' || child.name === 'Fallback' || child.name === 'del') return [];
    return child.name === 'txbxContent' ? [wordsIn(child)] : boxesIn(child);
  });
}

function wordsIn(element: Element): string {
  const paragraphs = descendantsOf(element, 'p').map((one) =>
    cleanWords(
      runsOf(one, new Map(), false)
        .map(({ text }) => text)
        .join(''),
    ),
  );
  return paragraphs.filter((text) => text !== '').join('\n');
}
