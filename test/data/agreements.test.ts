import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import { BUNDLED_AGREEMENTS, clausesNumbered, findClauseByRef, itemsOf, loadAgreements, readAgreement } from '../../src/data/agreements.ts';

/** The documents the records were made from are kept beside the repository, not in it. */
const SOURCES = join(import.meta.dirname, '..', '..', '..', 'shared', 'agreements');
const haveSources = existsSync(join(SOURCES, 'refs.jsonl'));
if (!haveSources) process.stderr.write('The bundled records are not held against their documents: ../shared/agreements is not there.\n');

const bundled = loadAgreements(BUNDLED_AGREEMENTS);
const records = bundled.ok ? bundled.agreements : new Map<string, AgreementRecord>();
const all = [...records.values()];

describe('the bundled records', () => {
  it('load, all five, with 258 clauses', () => {
    expect(bundled).toMatchObject({ ok: true });
    expect([...records.keys()]).toEqual(['darlington', 'derby', 'harrow', 'isle-of-wight', 'purbeck']);
    expect(all.flatMap(({ clauses }) => clauses)).toHaveLength(258);
  });

  it('hold what the documents say where it matters most', () => {
    const [darlington, derby, , isleOfWight, purbeck] = all as [
      AgreementRecord,
      AgreementRecord,
      AgreementRecord,
      AgreementRecord,
      AgreementRecord,
    ];
    expect(darlington.facts).toMatchObject({
      startsOn: { value: '2014-09-01', ref: '11(b)' },
      endsOn: null,
      reviewOn: { value: '2016-03-31', ref: '11(b)' },
      noticeMonths: { value: 6, ref: '11(o)' },
    });
    expect(darlington.duties.filter(({ kind }) => kind === 'review').map(({ when }) => when)).toEqual([{ on: '2016-03-31' }]);
    expect(derby.clauses.some(({ says }) => says.includes('shadow pooled budget'))).toBe(true);
    expect(derby.facts.shares).toEqual([]);
    expect(purbeck.standing).toMatchObject({ binding: false, dutyCaveat: expect.stringContaining('not legally binding') });
    expect(findClauseByRef(purbeck, purbeck.standing.bindingRef!)).toBeDefined();
    expect(isleOfWight.standing).toMatchObject({ isTheAgreement: false, dutyCaveat: expect.stringContaining('not included') });
  });

  it.each(all.map((record) => [record.id, record] as const))(
    '%s: no document is quoted as an agreement when it is not one, without a caveat',
    (_, { standing }) => {
      if (!standing.isTheAgreement || standing.binding === false) expect(standing.dutyCaveat).not.toBeNull();
    },
  );

  it.runIf(haveSources)('have every reference of the documents once, in order, in its part', () => {
    const refs = readFileSync(join(SOURCES, 'refs.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { agreement: string; ref: string; section: string });
    for (const { id, clauses } of all) {
      const printed = refs.filter(({ agreement }) => agreement === id).map(({ ref, section }) => `${section} | ${ref}`);
      expect(clauses.map(({ part, ref }) => `${part} | ${ref}`)).toEqual(printed);
    }
    expect(refs).toHaveLength(258);
  });

  it.runIf(haveSources)('say it in other words: no run of eight is the document’s own, names and titles apart', () => {
    expect(all.flatMap((record) => sharedRuns(record, readFileSync(join(SOURCES, `${record.id}.txt`), 'utf8')))).toEqual([]);
  });
});

/** Names and titles that the documents print; whatever the words around them, a name can only be written as it is. */
const NAMES = [
  'section 75 of the National Health Service Act 2006',
  'section 31 of the Health Act 1999',
  'Director of the Corporate and Adult Social Services',
  'Director of Corporate and Adult Social Services',
  'Corporate Director of Corporate and Adult Services',
  'Draft Statement of Shared Vision and Values',
  'Director of Community Care, People First',
  'Director of Children’s Services, People First',
  "Director of Children's Services, People First",
  'Deputy Leader and Executive Member for Adult Social Care, Integration, Human Resources',
  'Five Year Health and Social Care Vision',
  'Five Year Strategic Vision for Health and Social Care',
  'Isle of Wight Clinical Commissioning Group',
  'Isle of Wight NHS Trust',
  'Isle of Wight Council',
  'Department of Communities and Local Government',
];
const RUN = 8;

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? [];

/** The words of a text with each name taken as one word. */
function wordsWithNames(text: string, names: readonly string[]): string[] {
  const whole = ` ${wordsOf(text).join(' ')} `;
  return names
    .reduce((rest, name) => rest.replaceAll(` ${name} `, ` ${name.replaceAll(' ', '_')} `), whole)
    .trim()
    .split(' ');
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(' '));
}

function sharedRuns(record: AgreementRecord, source: string): string[] {
  const names = [...NAMES, ...record.parties.map(({ name }) => name), record.document.title]
    .map((name) => wordsOf(name).join(' '))
    .toSorted((a, b) => b.length - a.length);
  const printed = new Set(runsOf(wordsWithNames(source, names)));
  return record.clauses.flatMap(({ ref, says }) =>
    runsOf(wordsWithNames(says, names))
      .filter((run) => printed.has(run))
      .map((run) => `${record.id} ${ref}: ${run}`),
  );
}

describe('finding a clause', () => {
  const derby = () => records.get('derby')!;

  it('by its reference as printed', () => {
    expect(findClauseByRef(records.get('darlington')!, '11(o)')).toMatchObject({ label: expect.any(String) });
    expect(findClauseByRef(records.get('darlington')!, '11(zz)')).toBeUndefined();
  });

  it('by its number alone, which may be several clauses', () => {
    const printed = clausesNumbered(derby(), ' 1.1 ').map(({ ref }) => ref);
    expect(printed.length).toBeGreaterThan(1);
    expect(new Set(printed).size).toBe(printed.length);
    for (const ref of printed) expect(ref).toMatch(/(^| )1\.1$/);
    expect(clausesNumbered(derby(), 'SUMMARY  1.1').map(({ ref }) => ref)).toEqual(['Summary 1.1']);
    for (const nothing of ['99.9', '', '.', '(', '1.1.1.1', '__proto__']) expect(clausesNumbered(derby(), nothing), nothing).toEqual([]);
  });

  it('with the items of the list it leads into', () => {
    for (const record of all)
      for (const { within } of record.clauses)
        if (within !== undefined) expect(itemsOf(record, within).every((item) => item.within === within)).toBe(true);
    expect(all.some((record) => record.clauses.some(({ within }) => within !== undefined))).toBe(true);
  });
});

/** A record that is right, one line for each thing a test breaks. */
const OAK = `id: oak
name: Oak memorandum
document: { title: Oak, kind: memorandum, by: Oak Council, about: Two partners. }
standing: { state: in force, isTheAgreement: true }
parties:
  - { id: oak, name: Oak Council, short: Council, kind: council, ref: "1" }
  - { id: elm, name: Elm Trust, short: Trust, kind: nhs trust, ref: "1" }
facts:
  noticeMonths: { value: 3, ref: "2" }
  posts: [{ post: Manager, what: runs it, ref: "1" }]
duties:
  - { id: look-back, what: Look back, ref: "2", kind: review, when: { on: "2027-03-31" } }
clauses:
  - { ref: "1", part: Terms, label: Partners, says: The council and the trust work together. }
  - { ref: "2", part: Terms, label: Leaving, says: Either may leave after three months. }
silences:
  - { what: money, kind: amount, nearest: "2" }
`;

describe('a folder of records', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'accord-agreements-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const problems = () => {
    const loaded = loadAgreements(folder);
    return loaded.ok ? [] : loaded.problems.map((p) => `${p.file.slice(folder.length + 1)}:${p.line}: ${p.problem}. ${p.mend}`);
  };
  const problemsOf = (from: string, to: string) => {
    expect(OAK).toContain(from);
    write('oak.yaml', OAK.replace(from, to));
    return problems();
  };

  it('loads what is right, in the order of the files’ names, and leaves other files alone', () => {
    write('b.yml', OAK.replace('id: oak', 'id: birch'));
    write('a.yaml', OAK);
    write('notes.txt', 'not a record');
    expect(loadAgreements(folder)).toMatchObject({ ok: true });
    const loaded = loadAgreements(folder);
    if (loaded.ok) expect([...loaded.agreements.keys()]).toEqual(['oak', 'birch']);
  });

  it('that is not there or empty is told', () => {
    expect(problems()).toEqual([':1: the folder holds no agreement record. Put at least one .yaml record there.']);
    rmSync(folder, { recursive: true });
    expect(problems()).toEqual([':1: the folder of agreements cannot be read. Set ACCORD_AGREEMENTS to a folder of agreement records.']);
  });

  it.each<[string, string, string, string]>([
    [
      'an id in capitals',
      'id: oak\n',
      'id: OAK\n',
      'oak.yaml:1: “id”: may hold only small letters, digits and hyphens. Write it like isle-of-wight.',
    ],
    [
      'a state that is not known',
      'in force',
      'agreed',
      'oak.yaml:4: “standing.state” has a value that is not known. Use one of: draft, proposed, recommended, in force, ended.',
    ],
    [
      'one partner',
      '  - { id: elm, name: Elm Trust, short: Trust, kind: nhs trust, ref: "1" }\n',
      '',
      'oak.yaml:5: “parties”: names fewer than two partners. Add every organisation that is a party.',
    ],
    [
      'notice of part of a month',
      'value: 3',
      'value: 2.5',
      'oak.yaml:9: “facts.noticeMonths.value” should be a whole number. Correct the value.',
    ],
    [
      'a fact without its reference',
      '{ value: 3, ref: "2" }',
      '{ value: 3 }',
      'oak.yaml:9: “facts.noticeMonths.ref” is missing. Add it (text).',
    ],
    [
      'a day that does not exist',
      '"2027-03-31"',
      '"2027-02-29"',
      'oak.yaml:12: “duties.when.on”: is not a day that exists. Write it like 2016-03-31, in quotes.',
    ],
    [
      'a duty with two times',
      '{ on: "2027-03-31" }',
      '{ on: "2027-03-31", month: "2027-03" }',
      'oak.yaml:12: “duties.when” is not in any of the forms it may take. Give exactly one of: on, month, financialYear, every (with open, if the document leaves a setting open), monthsAfter (with open), event, undated.',
    ],
    [
      'a rhythm by the hour',
      '{ on: "2027-03-31" }',
      '{ every: FREQ=HOURLY }',
      'oak.yaml:12: “duties.when.every”: is not a rhythm, as its FREQ is “HOURLY”. Use DAILY, WEEKLY, MONTHLY or YEARLY.',
    ],
    [
      'a duty that stands twice',
      'duties:\n',
      'duties:\n  - { id: look-back, what: Look again, ref: "2", kind: review, when: { event: whenever } }\n',
      'oak.yaml:13: the duty “look-back” stands twice. Give each duty an id of its own.',
    ],
    [
      'a day of the year that does not exist',
      'noticeMonths: { value: 3, ref: "2" }',
      'noticeExpiresOn: { value: "02-30", ref: "2" }',
      'oak.yaml:9: “facts.noticeExpiresOn.value”: is not a day of the year. Write it like 03-31, in quotes.',
    ],
    [
      'a clause that says nothing',
      'Either may leave after three months.',
      '" "',
      'oak.yaml:15: “clauses.says”: is empty. Write it out, or take the line away.',
    ],
    [
      'a setting that is misspelt',
      'silences:',
      'silence:',
      'oak.yaml:16: “silence” is not a setting that belongs here. Check its spelling, or take the line out.',
    ],
    [
      'a reference that stands twice',
      '{ ref: "2", part',
      '{ ref: "1", part',
      'oak.yaml:15: the reference “1” stands twice. Put the name of its part before one of them.',
    ],
    [
      'a label that stands twice',
      'label: Leaving',
      'label: partners',
      'oak.yaml:15: “partners” is also the label of 1. Give each clause a label of its own.',
    ],
    [
      'a fact of no clause',
      '{ value: 3, ref: "2" }',
      '{ value: 3, ref: "9" }',
      'oak.yaml:9: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
    [
      'a post of no clause',
      'runs it, ref: "1"',
      'runs it, ref: "9"',
      'oak.yaml:10: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
    [
      'a partner of no clause',
      'kind: council, ref: "1"',
      'kind: council, ref: "9"',
      'oak.yaml:6: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
    [
      'a duty of no clause',
      'what: Look back, ref: "2"',
      'what: Look back, ref: "9"',
      'oak.yaml:12: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
    [
      'a clause within no clause',
      'label: Leaving,',
      'label: Leaving, within: "9",',
      'oak.yaml:15: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
    [
      'a silence next to no clause',
      'nearest: "2"',
      'nearest: "9"',
      'oak.yaml:17: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
    [
      'a standing of no clause',
      'isTheAgreement: true',
      'isTheAgreement: true, bindingRef: "9"',
      'oak.yaml:4: “9” is not the reference of any clause in this file. Use a reference exactly as a clause has it.',
    ],
  ])('tells of %s', (_, from, to, told) => {
    // A reference that stands twice leaves others with no clause: what is told of it comes first.
    expect(problemsOf(from, to)[0]).toBe(told);
  });

  it('tells every mistake in every file at once', () => {
    write('a.yaml', OAK.replace('in force', 'agreed').replace('value: 3', 'value: many'));
    write('b.yaml', OAK.replace('nearest: "2"', 'nearest: "9"').replace('within', ''));
    write('c.yaml', 'id: [');
    expect(problems().map((problem) => problem.split(':').slice(0, 2).join(':'))).toEqual([
      'a.yaml:4',
      'a.yaml:9',
      'b.yaml:17',
      'c.yaml:1',
    ]);
  });

  it('tells of two files with one id', () => {
    write('a.yaml', OAK);
    write('b.yaml', `# the same\n${OAK}`);
    expect(problems()).toEqual(['b.yaml:2: another file already has the id “oak”. Give each agreement an id of its own.']);
  });

  it('reads one file by itself', () => {
    write('oak.yaml', OAK);
    expect(readAgreement(join(folder, 'oak.yaml'))).toMatchObject({ ok: true, value: { id: 'oak' } });
    expect(readAgreement(join(folder, 'none.yaml'))).toMatchObject({ ok: false, problems: [{ problem: 'there is no such file' }] });
  });
});
