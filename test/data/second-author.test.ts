import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../../src/bot/documents/open-document.ts';
import { readClauses } from '../../src/data/read-clauses.ts';
import { understandAgreement } from '../../src/data/understand-agreement.ts';
import type { Guess } from '../../src/data/understood.ts';

/*
 * Invented agreements in the files that Word, LibreOffice and a browser write, by somebody who had not seen the readers. Beside each lies its
 * key: every clause with its reference and first words, and the facts. What is marked unsure counts as not read.
 */

const FOLDER = join(import.meta.dirname, 'second-author');

type Key = {
  clauses: [ref: string, begins: string][];
  facts: {
    parties: string[];
    startsOn: string | null;
    endsOn: string | null;
    noticeMonths: number | null;
    noticeExpiresOn: string | null;
    noticeRule: string;
    binding: boolean | null;
    posts: string[];
    shares: number[];
  };
};

async function read(file: string) {
  const document = readClauses(await openDocument(readFileSync(join(FOLDER, file))));
  return { ...document, understood: understandAgreement(document) };
}

function keyOf(file: string): Key {
  return JSON.parse(readFileSync(join(FOLDER, file.replace(/\.\w+$/, '.json')), 'utf8')) as Key;
}

const plain = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
const settled = <T>(guess: Guess<T> | null): T | null => (guess === null || guess.sure === 'unsure' ? null : guess.value);

describe.each(readdirSync(FOLDER).filter((file) => !file.endsWith('.json')))('%s, by a second author', (file) => {
  it('is read into its clauses, each under its reference', async () => {
    const { clauses } = await read(file);
    const missed = keyOf(file).clauses.filter(
      ([ref, begins]) => !clauses.some((clause) => clause.ref === ref && plain(clause.text).includes(plain(begins).trim())),
    );
    expect(missed).toEqual([]);
    expect(new Set(clauses.map(({ ref }) => ref)).size).toBe(clauses.length);
  });

  it('is understood, and nothing in it wrongly', async () => {
    const { understood } = await read(file);
    const { facts, parties, binding } = understood;
    const wanted = keyOf(file).facts;
    expect({
      parties: parties.map(({ value }) => value.name),
      startsOn: settled(facts.startsOn),
      endsOn: settled(facts.endsOn),
      noticeMonths: settled(facts.noticeMonths),
      noticeExpiresOn: settled(facts.noticeExpiresOn),
      binding: settled(binding),
      shares: facts.shares
        .filter(({ sure }) => sure !== 'unsure')
        .map(({ value }) => value.percent)
        .sort((one, other) => other - one),
    }).toEqual({
      parties: wanted.parties,
      startsOn: wanted.startsOn,
      endsOn: wanted.endsOn,
      noticeMonths: wanted.noticeMonths,
      noticeExpiresOn: wanted.noticeExpiresOn,
      binding: wanted.binding,
      shares: wanted.shares,
    });
    expect(settled(facts.noticeRule)?.toLowerCase()).toContain(wanted.noticeRule.toLowerCase());
    expect(facts.posts.map(({ value }) => value.post)).toEqual(expect.arrayContaining(wanted.posts));
  });
});

describe('what stands beside the clauses, and what a deed does to them', () => {
  it('footnotes and text boxes are kept apart, each citable, and no fact is read from them', async () => {
    const { clauses, understood } = await read('secondment.docx');
    expect(clauses.filter(({ part }) => /^(?:Footnotes|Text boxes)$/.test(part)).map(({ ref, text }) => [ref, text])).toEqual([
      ['Footnote 1', 'The post was advertised internally under reference PCC/2025/118.'],
      ['Text box 1', 'Note to HR: file a copy on the employee record before 2 February 2026.'],
    ]);
    expect(JSON.stringify(understood.facts)).not.toContain('Note to HR');
  });

  it('a clause that a deed adds is owed under the paragraph that adds it', async () => {
    const { understood } = await read('variation.docx');
    const added = understood.duties.filter(({ ref }) => ref === 'Deed of variation, 1.4').map(({ value }) => value.when);
    expect(added).toEqual([{ on: '2025-11-30' }]);
    expect(understood.variations.map(({ replaces, from }) => [replaces, from])).toEqual([
      ['9.1', '2024-07-01'],
      ['5.1', '2024-07-01'],
      ['9.3', '2024-07-01'],
    ]);
  });

  it('a definition that a deed replaces changes what rests on it', async () => {
    const { understood } = await read('lyde.docx');
    expect(understood.variations.map(({ replaces, from }) => [replaces, from])).toEqual([
      ['1.1 “Expiry Date”', '2025-01-01'],
      ['8.2', '2025-01-01'],
    ]);
    expect(understood.facts.endsOn).toMatchObject({ value: '2028-03-31', before: { value: '2026-03-31', until: '2025-01-01' } });
  });

  it('notice by one day of the year to leave on another is read with the months between them, for a person to look at', async () => {
    const { understood } = await read('thornwick.odt');
    expect(understood.facts.noticeMonths).toMatchObject({ value: 6, sure: 'unsure', ref: 'IX.1' });
    expect(understood.facts.noticeExpiresOn).toMatchObject({ value: '03-31', sure: 'likely' });
  });
});
