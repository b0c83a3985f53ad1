import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkFiles } from '../../src/bot/terminal/check-files.ts';
import { agreementOn, clauseInForce } from '../../src/data/agreement-in-force.ts';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import { findClauseByRef, loadAgreements, readAgreement } from '../../src/data/agreements.ts';
import { draftRecord } from '../../src/data/draft-record.ts';
import { understandAgreement } from '../../src/data/understand-agreement.ts';
import type { ReadClause } from '../../src/data/understood.ts';
import { changedWordings, ELISION, isWordForWord, quotationOf, wordingHash } from '../../src/data/verbatim.ts';
import { cite, NOT_WORD_FOR_WORD } from '../../src/handlers/cite.ts';
import { HARBOUR, MILLBROOK, OAKSHIRE } from './invented/agreements.ts';
import { FERNLEIGH } from './invented/more-agreements.ts';
import type { Invented } from './invented/written.ts';

const source = { file: 'agreement.docx', sha256: wordingHash('the file'), importedAt: '2026-01-05T10:00:00.000Z' };
const draft = (document: Invented) => draftRecord(understandAgreement(document), document.clauses, { source });
const confirmed = (record: AgreementRecord): AgreementRecord => ({ ...record, confirmedBy: 'Sam Sample', confirmedOn: '2026-01-06' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-drafts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (record: AgreementRecord, change = (text: string) => text) => {
  const file = join(folder, `${record.id}.yaml`);
  writeFileSync(file, change(stringify(record)));
  return file;
};

describe('a draft', () => {
  it('holds every clause word for word, and what was read with the clause it was read from', () => {
    const record = draft(OAKSHIRE);
    expect(record.clauses.map(({ verbatim }) => verbatim)).toEqual(OAKSHIRE.clauses.map(({ text }) => text));
    expect(record).toMatchObject({
      name: 'Oakshire section 75 agreement',
      confirmedBy: null,
      facts: {
        noticeMonths: { value: 12, ref: '15.1' },
        noticeExpiresOn: { value: '03-31', ref: '15.1' },
        endsOn: { value: '2027-03-31' },
      },
      standing: { binding: true, bindingRef: '18.1' },
    });
    expect(record.guesses).toContainEqual(expect.objectContaining({ fact: 'facts.endsOn', sure: 'likely', settled: null }));
    expect(record.guesses).toContainEqual(expect.objectContaining({ fact: `duties.${record.duties[0]!.id}`, ref: '7.2' }));
  });

  it('has no fact that is unsure, but lists it for a person to look at', () => {
    const record = draft(FERNLEIGH);
    expect(record.parties).toEqual([]);
    expect(record.guesses).toContainEqual(expect.objectContaining({ value: 'Fernleigh Council', sure: 'unsure' }));
  });

  it('is set apart when agreements are loaded, until a person is named', () => {
    write(draft(MILLBROOK));
    expect(loadAgreements(folder)).toMatchObject({
      ok: true,
      agreements: new Map(),
      drafts: [{ id: 'millbrook-memorandum-of-understanding' }],
    });
    write(confirmed(draft(MILLBROOK)));
    const loaded = loadAgreements(folder);
    expect(loaded.ok && [[...loaded.agreements.keys()], loaded.drafts]).toEqual([['millbrook-memorandum-of-understanding'], []]);
  });

  it('is told as a draft when files are checked, which is no mistake', async () => {
    const file = write(draft(MILLBROOK));
    let said = '';
    const out = async (text: string) => {
      said += text;
    };
    expect(await checkFiles([file], { env: {}, out })).toBe(0);
    expect(said).toContain('this is a draft, and nothing is answered from it');
  });

  it('with fewer than two partners cannot be confirmed', () => {
    const read = readAgreement(write(confirmed(draft(FERNLEIGH))));
    expect(read.ok ? [] : read.problems.map(({ problem }) => problem)).toEqual(['“parties”: names fewer than two partners']);
  });

  it('is made of any clauses at all, and comes back from its file the same', () => {
    const clause = fc.record({
      ref: fc.constantFrom('1', '1', '1.1', '2(a)', 'Schedule 1, 2', ''),
      part: fc.constantFrom('Agreement', ''),
      text: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom('notice: # of “six” months\n\n  to leave: - "x"', 'yes', '12', ' '),
      ),
    });
    fc.assert(
      fc.property(fc.array(clause, { maxLength: 12 }), (clauses: ReadClause[]) => {
        if (!clauses.some(({ text }) => text.trim() !== '')) return;
        const record = draft({ title: 'A title', clauses });
        const read = readAgreement(write(record));
        if (/[\0\ufffd]/.test(stringify(record))) return;
        expect(read.ok ? read.value : read.problems).toEqual(record);
      }),
      { numRuns: 60 },
    );
  });
});

describe('word for word', () => {
  it('a changed character of any clause is caught when the record is read, and never shown', () => {
    const record = confirmed(draft(OAKSHIRE));
    fc.assert(
      fc.property(fc.nat(record.clauses.length - 1), fc.nat(), fc.constantFrom('x', ' ', '’', ''), (at, place, letter) => {
        const clause = record.clauses[at]!;
        const wording = clause.verbatim!;
        const cut = place % wording.length;
        const changed = wording.slice(0, cut) + letter + wording.slice(cut + 1);
        if (changed === wording) return;
        const altered = { ...clause, verbatim: changed, says: quotationOf(changed).trim() };
        expect(changedWordings({ ...record, clauses: record.clauses.with(at, altered) })).toHaveLength(1);
        expect(cite(record, altered).says).toBe(NOT_WORD_FOR_WORD);
      }),
    );
  });

  it('a file in which somebody changed a word is refused, with the line', () => {
    const file = write(confirmed(draft(OAKSHIRE)), (text) => text.replaceAll('62%', '26%'));
    const read = readAgreement(file);
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((one) => one.includes('verbatim: Any overspend')) + 1;
    expect(read.ok ? [] : read.problems).toEqual([
      {
        file,
        line,
        problem: 'the wording of “8.1” is not word for word as it was imported',
        mend: 'Put the words back as they were, or import the document again.',
      },
    ]);
  });

  it('what is quoted may not be rewritten either', () => {
    const [clause] = draft(OAKSHIRE).clauses;
    expect(isWordForWord({ ...clause!, says: 'It was made in 2024.' })).toBe(false);
  });

  it('a long clause is quoted from its beginning, the cut is marked, and the quotation still stands in it', () => {
    const long = Array.from({ length: 60 }, (_, at) => `Sentence ${at} says this and that.`).join(' ');
    const says = quotationOf(long);
    expect(says.endsWith(`. ${ELISION}`)).toBe(true);
    expect(says.length).toBeLessThan(610);
    expect(isWordForWord({ says, verbatim: long, hash: wordingHash(long) })).toBe(true);
    expect(isWordForWord({ says: says.replace('this', 'thus'), verbatim: long, hash: wordingHash(long) })).toBe(false);
    expect(quotationOf('Short.')).toBe('Short.');
  });
});

describe('a variation', () => {
  const record = confirmed(draft(HARBOUR));
  const clause = findClauseByRef(record, '4')!;

  it('is in force from its day, and the wording before it until then', () => {
    const before = clauseInForce(record, clause, '2024-03-31');
    expect(before).toMatchObject({ by: null, next: { by: 'Deed 2', from: '2024-04-01' } });
    expect(before.clause.verbatim).toContain('six months');
    const after = clauseInForce(record, clause, '2024-04-01');
    expect(after).toMatchObject({ by: 'Deed 2', next: null });
    expect(after.clause.verbatim).toContain('nine months');
    expect(isWordForWord(after.clause)).toBe(true);
  });

  it('changes the facts of an agreement from its day', () => {
    expect(agreementOn(record, '2024-03-31').facts.noticeMonths?.value).toBe(6);
    expect(agreementOn(record, '2024-04-01').facts.noticeMonths?.value).toBe(9);
    expect(agreementOn(record, '2024-03-31').facts.endsOn?.value).toBe('2027-08-31');
  });

  it('whose wording was changed is refused', () => {
    const read = readAgreement(write(record, (text) => text.replaceAll('nine months', 'nine weeks')));
    expect(read.ok ? [] : read.problems.map(({ problem }) => problem)).toContain(
      'the new wording of “4” is not word for word as it was imported',
    );
  });
});
