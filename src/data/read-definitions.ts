import type { Sentence } from './clause-context.ts';
import { wordsOf } from './clause-context.ts';
import type { Guess } from './understood.ts';

const QUOTED =
  /^\W{0,3}[“"‘'*]{1,2}(?:the )?(?<term>[A-Z][^“”"*\n]{1,60}?)[”"’'*]{1,2}\s*(?:(?:shall )?means?|has the meaning|is|refers to|shall have the meaning|:|–|-|—|\t|\|)\s*(?<meaning>\S[\s\S]*)$/;
const PLAIN =
  /^(?<term>[A-Z][A-Za-z0-9’'/-]*(?: (?:[A-Za-z0-9’'/-]+)){0,5}?)\s*(?:\t|\||\b(?:shall )?means?\b|: )\s*(?<meaning>\S[\s\S]*)$/;
/** In a table of definitions a term and what it means stand side by side, with nothing but a space left between them. */
const SIDE_BY_SIDE =
  /^(?<term>(?:Commencement|Start|Effective|Operative|Expiry|End|Expiration|Termination|Review|Go[- ]live) Date|(?:Initial )?Term|(?:Initial|Contract|Agreement) (?:Term|Period)|Notice Period|Financial Year)\s+(?<meaning>[A-Za-z0-9][\s\S]*)$/;

/** Terms that the document defines, with their meaning in its words. */
export function readDefinitions(sentences: readonly Sentence[]): Guess<{ term: string; meaning: string }>[] {
  return sentences.flatMap((sentence) => {
    const defining = /\b(definition|interpretation|glossary|meaning|terms used|particulars|key (terms|details|facts)|summary of)\b/i.test(
      sentence.under,
    );
    const match = QUOTED.exec(sentence.text) ?? inTable(sentence, defining);
    if (match?.groups === undefined) return [];
    const value = { term: match.groups.term!.trim(), meaning: match.groups.meaning!.trim() };
    return [{ value, ref: sentence.ref, sure: 'sure' as const, words: wordsOf(sentence.text) }];
  });
}

function inTable({ text }: Sentence, defining: boolean): RegExpExecArray | null {
  const plain = PLAIN.exec(text);
  if (plain && (defining || /^[^\t|:]+\bmeans?\b/.test(text))) return plain;
  return SIDE_BY_SIDE.exec(text);
}
