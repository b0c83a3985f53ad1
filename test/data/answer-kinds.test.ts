import { describe, expect, it } from 'vitest';
import { type AnswerKind, holdsKind, kindOfQuestion } from '../../src/data/answer-kinds.ts';
import { split } from '../../src/data/words.ts';

const kind = (question: string) => kindOfQuestion(split(question));

describe('what a question wants', () => {
  it.each<[string, AnswerKind]>([
    ['how much notice do we have to give', 'duration'],
    ['how long does it run', 'duration'],
    ['how many months is it', 'duration'],
    ['how often does the board meet', 'frequency'],
    ['how many times a year', 'frequency'],
    ['how many staff are there', 'number'],
    ['how much does each partner put in', 'amount'],
    ['what percentage do we pay', 'amount'],
    ['when does it start', 'date'],
    ['and when is it reviewed', 'date'],
    ['what date is the review', 'date'],
    ['does it say when it ends', 'date'],
    ['who chairs the board', 'person'],
    ['which organisation employs them', 'person'],
    ['where is the team based', 'place'],
    ['why did they change the plan', 'why'],
    ['what happens if we overspend', 'what-if'],
    ['how do we leave', 'how'],
    ['what are the aims', 'list'],
    ['is it legally binding', 'yes-no'],
    ['notice', 'general'],
  ])('%s: %s', (question, wanted) => expect(kind(question)).toBe(wanted));

  it.each<[string, AnswerKind]>([
    ['who picks up the bill when its mostly a health thing', 'person'],
    ['HR stuff when teams merge, do they say anything', 'general'],
  ])('is no date because “when” stands in it: %s', (question, wanted) => expect(kind(question)).toBe(wanted));
});

describe('what a clause holds', () => {
  it.each<[AnswerKind, string, string]>([
    ['amount', 'The Council puts in £12,400.', 'The Council hosts the fund.'],
    ['number', 'There are four partners.', 'There are several partners.'],
    ['date', 'It starts on 1 April 2024.', 'It starts with a meeting.'],
    ['frequency', 'The board meets every quarter.', 'The board oversees the work.'],
    ['duration', 'It runs for three years.', 'It runs well.'],
  ])('%s', (wanted, has, lacks) => {
    expect(holdsKind(has, wanted)).toBe(true);
    expect(holdsKind(lacks, wanted)).toBe(false);
  });

  it('is taken to be there where no pattern could tell', () => {
    for (const wanted of ['person', 'how', 'why', 'general'] as const) expect(holdsKind('Anything.', wanted)).toBe(true);
  });
});
