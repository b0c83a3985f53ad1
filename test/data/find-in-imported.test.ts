import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDocument } from '../../src/bot/documents/open-document.ts';
import { draftRecord } from '../../src/data/draft-record.ts';
import { makeClauseFinder } from '../../src/data/find-clause.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { readClauses } from '../../src/data/read-clauses.ts';
import { loadTopics } from '../../src/data/topics.ts';
import { understandAgreement } from '../../src/data/understand-agreement.ts';
import { makeReader } from '../../src/data/words.ts';
import { OAKSHIRE } from './invented/agreements.ts';
import { STONEBRIDGE } from './invented/other-styles.ts';

/** Questions as staff put them to agreements that were imported and for which nobody has written a phrasing. */
const QUESTIONS: readonly (readonly [agreement: string, question: string, ref: string])[] = [
  ['sample', 'how do we get out', '7.1'],
  ['sample', 'how much notice do we have to give', '7.1'],
  ['sample', 'is this legally binding', '2.1'],
  ['sample', 'when does it start', '2.2'],
  ['sample', 'when does it run out', '2.2'],
  ['sample', 'who is in charge of the joint team', '3.2'],
  ['sample', 'do i keep my own employer', '3.3'],
  ['sample', 'how often does the committee meet', '4.1'],
  ['sample', 'who gets the savings', '5.2'],
  ['sample', 'can i tell the other side about a patient', '6.2'],
  ['sample', 'what if we fall out', '8.1'],
  ['sample', 'what happens to seconded staff when it ends', '7.2(c)'],
  ['sample', 'how do we split the budget', 'Schedule 2, 1.1'],
  ['sample', 'what is a Year', '1.1 “Year”'],
  ['sample', 'when do we look at it again', '2.3'],
  ['sample', 'who chairs', 'Schedule 1, 2.1'],
  ['sample', 'who are the partners', 'Introduction'],
  ['sample', 'when do the papers go out', 'Schedule 1, 2.2'],
  ['sample', 'who reports on spending', '4.2'],
  ['sample', 'is it secret what they tell us', '6.1'],
  ['template', 'how long does it last', '2.2'],
  ['template', 'how do we leave', '22.1'],
  ['template', 'who pays if we overspend', '12.2'],
  ['template', 'who runs the pooled fund', '9.1'],
  ['template', 'how often is it reviewed', '15.2'],
  ['template', 'what if we disagree', '20.1'],
  ['template', 'what if one of us doesnt do its bit', '22.3'],
  ['template', 'can we change the agreement', '33.1'],
  ['template', 'what legal power are we using', 'B'],
  ['template', 'what if theres a flood', '27.1'],
  ['equipment', 'who hosts the pool', '7.1'],
  ['equipment', 'notice period', '15.1'],
  ['equipment', 'data breach how fast', '9.1'],
  ['equipment', 'can they sue us', '18.1'],
  ['equipment', 'how is an overspend shared', '8.1'],
  ['equipment', 'can it be extended', '2.2'],
  ['equipment', 'can i be sent back early from my secondment', '10.1'],
  ['equipment', 'when is the review', '12.1'],
  ['equipment', 'what interest do we pay if late', '8.3'],
  ['equipment', 'is there a limit on what we pay', '8.2'],
];

const sample = readClauses(await openDocument(readFileSync('docs/samples/memorandum.docx'), () => undefined));
const DOCUMENTS = { sample, template: STONEBRIDGE, equipment: OAKSHIRE };
const source = { file: 'agreement.docx', sha256: 'a'.repeat(64), importedAt: '2026-01-05T10:00:00.000Z' };

/** What was measured when it was written; fewer would be a step back. */
const RIGHT_FIRST_AT_LEAST = 28;
const AMONG_THREE_AT_LEAST = 32;

it('staff’s questions find their clause in an imported agreement by its words and topics alone', () => {
  const records = Object.entries(DOCUMENTS).map(([id, { title, clauses }]) => {
    return [id, draftRecord(understandAgreement({ title, clauses }), clauses, { id, source })] as const;
  });
  const finder = makeClauseFinder(new Map(records), loadTopics(), makeReader(loadLexicon()));
  const places = QUESTIONS.map(([agreement, question, ref]) => {
    const { answered, clauses } = finder.find(question, [agreement]);
    return answered ? clauses.findIndex(({ clause }) => clause.ref === ref) : -1;
  });
  expect(places.filter((place) => place === 0).length).toBeGreaterThanOrEqual(RIGHT_FIRST_AT_LEAST);
  expect(places.filter((place) => place >= 0 && place < 3).length).toBeGreaterThanOrEqual(AMONG_THREE_AT_LEAST);
});
