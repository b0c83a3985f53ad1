import { describe, expect, it } from 'vitest';
import type { AgreementRecord } from '../../src/data/agreement-record.ts';
import { makeClauseFinder } from '../../src/data/find-clause.ts';
import { loadLexicon } from '../../src/data/lexicon.ts';
import { loadTopics } from '../../src/data/topics.ts';
import { makeReader } from '../../src/data/words.ts';
import { UNSEEN } from './unseen-agreement.ts';

const topics = loadTopics();
const reader = makeReader(loadLexicon());
const finderOver = (...agreements: AgreementRecord[]) => makeClauseFinder(new Map(agreements.map((one) => [one.id, one])), topics, reader);
const finder = finderOver(UNSEEN);
const ask = (question: string) => finder.find(question, [UNSEEN.id]);
const first = (question: string) => ask(question).clauses[0]?.clause.ref;

describe('an agreement nobody has seen, without phrasings', () => {
  it.each([
    ['how much notice do we have to give?', '7'],
    ['how do we get out of this', '7'],
    ['who are the partners', '1'],
    ['how long does it run for', '3'],
    ['when did it start', '3'],
    ['who hosts the pooled fund', '5'],
    ['what happens if we overspend', '6'],
    ['are staff seconded', '8'],
    ['can we change the agreement', '11'],
    ['can we share patient data', '9'],
    ['who deals with complaints', '10'],
  ])('answers “%s” with clause %s', (question, ref) => {
    expect(first(question)).toBe(ref);
  });

  it.each([
    ['how often does the partnership board meet', 'how often', '4'],
    ['how much money is in the pooled fund', 'how much', '5'],
    ['how many staff are seconded', 'how many', '8'],
    ['when does the board get the report', 'when', '12'],
    ['how long are staff seconded for', 'how long', '8'],
  ])('does not answer “%s” with a clause that lacks it: it does not say %s, and that clause is nearest', (question, what, ref) => {
    const finding = ask(question);
    expect(finding).toMatchObject({ answered: false, clauses: [], silence: { what } });
    expect(finding.nearest[0]!.clause.ref).toBe(ref);
    expect(finding.why.because).toContain(what);
  });

  it.each([
    ['how do we settle a dispute', 'settling disputes'],
    ['who is liable if something goes wrong, are we insured', 'liability, indemnity and insurance'],
    ['whats the safeguarding lead', 'safeguarding'],
  ])('says that it has nothing on the topic: %s', (question, topic) => {
    expect(ask(question)).toMatchObject({ answered: false, silence: { what: `anything on ${topic}` } });
  });

  it('is found by what its clauses say when no topic helps', () => {
    expect(first('twelve months in writing')).toBe('7');
  });
});

describe('a question', () => {
  it.each(['zxqwv', 'qqqq wwww', ''])('of words nobody knows finds nothing: “%s”', (question) => {
    expect(ask(question)).toMatchObject({ answered: false, clauses: [], nearest: [], silence: null });
  });

  it('of an agreement that is not there finds nothing', () => {
    for (const ids of [['gone'], [], ['__proto__']]) expect(finder.find('notice', ids)).toMatchObject({ answered: false, nearest: [] });
  });

  it('asked twice is answered the same', () => {
    expect(ask('how do we get out of this')).toEqual(ask('how do we get out of this'));
  });

  it('with slips of the finger is understood', () => {
    expect(first('whos hosting the pooled fnud')).toBe('5');
    expect(first('how do staff complainsts work')).toBe('10');
  });
});

describe('what a record adds', () => {
  const [board] = UNSEEN.clauses.filter(({ ref }) => ref === '4');
  const withClause = (ref: string, over: Partial<AgreementRecord['clauses'][number]>): AgreementRecord => ({
    ...UNSEEN,
    clauses: UNSEEN.clauses.map((clause) => (clause.ref === ref ? { ...clause, ...over } : clause)),
  });

  it('a phrasing written for a clause is answered by it, whatever it seems to lack', () => {
    const record = withClause('4', { asked: ['how often does the partnership board meet'] });
    expect(finderOver(record).find('how often does the partnership board meet', [UNSEEN.id]).clauses[0]?.clause.ref).toBe('4');
  });

  it('a clause that has the frequency answers how often', () => {
    const record = withClause('4', { says: `${board!.says} It meets every quarter.` });
    expect(finderOver(record).find('how often does the partnership board meet', [UNSEEN.id]).clauses[0]?.clause.ref).toBe('4');
  });

  it('a silence is said in its own words, with the clause it names as the nearest', () => {
    const record: AgreementRecord = {
      ...UNSEEN,
      silences: [{ what: 'who chairs the board', kind: 'person', nearest: '4', asked: ['who chairs the board', 'whos the chair'] }],
    };
    const finding = finderOver(record).find('who is the chair of the board', [UNSEEN.id]);
    expect(finding).toMatchObject({ answered: false, silence: { what: 'who chairs the board' } });
    expect(finding.nearest[0]!.clause.ref).toBe('4');
    expect(finding.nearest.filter((found) => found.clause.ref === '4')).toHaveLength(1);
  });

  it('a topic added to a clause makes it about that; one taken away unmakes it', () => {
    const record = withClause('2', { topics: { add: ['disputes'], remove: [] } });
    expect(finderOver(record).about('disputes', UNSEEN.id)[0]!.clause.ref).toBe('2');
    const [notice] = finder.about('notice-and-exit', UNSEEN.id);
    expect(notice!.clause.ref).toBe('7');
    const without = withClause('7', { topics: { add: [], remove: ['notice-and-exit'] } });
    expect(finderOver(without).about('notice-and-exit', UNSEEN.id)).toEqual([]);
  });

  const list: AgreementRecord = {
    ...UNSEEN,
    clauses: [
      ...UNSEEN.clauses,
      { ref: '13', part: 'Agreement', label: 'Aims', says: 'The joint service has these aims.', asked: [] },
      ...['Fewer falls at home.', 'Fewer nights in hospital.', 'Carers who can rest.'].map((says, at) => ({
        ref: `13 item ${at + 1}`,
        part: 'Agreement',
        within: '13',
        label: `Aim ${at + 1}`,
        says: `An aim of the joint service: ${says}`,
        asked: [],
      })),
    ],
  };

  it.each(['what are the aims of the joint service', 'what three aims does the joint service have'])(
    'a list asked for as a whole is answered by what leads into it: %s',
    (question) => {
      expect(finderOver(list).find(question, [UNSEEN.id]).clauses[0]?.clause.ref).toBe('13');
    },
  );

  it('one item asked for is answered by that item', () => {
    expect(finderOver(list).find('is it an aim that carers can rest', [UNSEEN.id]).clauses[0]?.clause.ref).toBe('13 item 3');
  });
});
