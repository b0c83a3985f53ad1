import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import { draftRecord } from '../../src/data/draft-record.ts';
import { readClauses } from '../../src/data/read-clauses.ts';
import { understandAgreement } from '../../src/data/understand-agreement.ts';

const WORDS = [
  'Memorandum of Understanding',
  '1. This memorandum is made between Ambleford Borough Council (“the Council”) and NHS Corrisby Integrated Care Board (“the Board”).',
  '2. It begins on 1 April 2024 and ends on 31 March 2027.',
  '3. Either partner may end this memorandum by giving the other not less than six months’ notice in writing.',
  '4. The Director of Joint Care leads the joint team.',
  '5. The Head of Quality sends the Committee a report on spending and results every month.',
];

/** A small draft, read from invented words; `changes` put other words in the place of paragraphs, by their number. */
export function draftOfTests(changes: Readonly<Record<number, string | null>> = {}): AgreementRecord {
  const words = WORDS.flatMap((one, at) => (at in changes ? (changes[at] ?? []) : one));
  const read = readClauses({ paragraphs: words.map((text) => ({ text, apart: true as const })), guessed: false });
  const understood = understandAgreement({ title: read.title, clauses: read.clauses });
  const source = { file: 'ambleford.docx', sha256: 'a'.repeat(64), importedAt: '2026-11-22T09:00:00Z' };
  return draftRecord(understood, read.clauses, { source, id: 'ambleford', name: 'Ambleford memorandum' });
}
