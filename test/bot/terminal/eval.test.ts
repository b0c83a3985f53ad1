import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareWith, readBaseline, writeBaseline } from '../../../scripts/eval/baseline.ts';
import type { Figure } from '../../../scripts/eval/figures.ts';
import type { Question } from '../../../scripts/eval/items.ts';
import { scoreMessages } from '../../../scripts/eval/messages.ts';
import { percent, scoreQuestions, sumUp } from '../../../scripts/eval/score.ts';
import { knowledge } from './terminal-of-a-test.ts';

describe('scoring', () => {
  const ask = (question: string, refs: string[], agreement: string | null = 'darlington'): Question => ({
    id: question,
    agreement,
    question,
    refs,
    answerable: refs.length > 0,
    level: 'easy',
  });

  it('tells right, second or third, wrong, refused and answered though not said apart', () => {
    const notice = 'how much notice do we have to give';
    const second = knowledge().finder.find(notice, ['darlington']).clauses[1]!.clause.ref;
    const scored = scoreQuestions(
      [
        ask(notice, ['11(o)']),
        ask(notice, [second]),
        ask(notice, ['Contact']),
        ask('🎉', ['11(o)']),
        ask(notice, []),
        ask('🎉', []),
        ask(notice, ['darlington:11(o)'], null),
      ],
      knowledge(),
    );
    expect(scored.map(({ outcome }) => outcome)).toEqual([
      'right',
      'right clause second or third',
      'wrong clause',
      'refused though answerable',
      'answered though not said',
      'right refusal',
      'right',
    ]);
    const score = sumUp(scored);
    expect(score.top1).toEqual({ hits: 2, of: 5 });
    expect(score.top3).toEqual({ hits: 3, of: 5 });
    expect(score.refusedUnanswerable).toEqual({ hits: 1, of: 2 });
    expect(score.refusedAnswerable).toEqual({ hits: 1, of: 5 });
    expect(percent(score.endToEnd)).toBe(42.9);
  });

  it('counts a safeguarding message read as employment, and whether its answer still says whom to tell', async () => {
    const text = 'my manager keeps refusing my annual leave and it is making me ill';
    const { accuracy, hrOnly } = await scoreMessages([{ id: 'a', text, kind: 'safeguarding' }], knowledge());
    expect(accuracy).toEqual({ hits: 0, of: 1 });
    expect(hrOnly).toEqual([]);
  });
});

describe('the gate', () => {
  const figures = (value: number, better: Figure['better'] = 'higher'): Figure[] => [{ name: 'own: right first', value, better }];

  it('closes when a figure falls by more than two points, and names it', () => {
    expect(compareWith({ 'own: right first': 85 }, figures(83)).fallen).toEqual([]);
    expect(compareWith({ 'own: right first': 85 }, figures(82.9)).fallen).toEqual(['own: right first: 82.9, was 85.0']);
    expect(compareWith({ 'own: right first': 85 }, figures(99)).fallen).toEqual([]);
  });

  it('closes when answerable questions are refused more often, and when anything stands that must be nothing', () => {
    expect(compareWith({ 'own: right first': 5 }, figures(7.1, 'lower')).fallen).toHaveLength(1);
    expect(compareWith({ 'own: right first': 5 }, figures(1, 'lower')).fallen).toEqual([]);
    expect(compareWith({ 'own: right first': 3 }, figures(1, 'zero')).fallen).toEqual(['own: right first: 1, and it must be 0']);
  });

  it('does not hold a set that is not here against anybody, and says so', () => {
    expect(compareWith({ 'dev: right first': 85 }, figures(80))).toEqual({ fallen: [], notMeasured: ['dev: right first'] });
  });

  it('reads what it wrote, and says when there is nothing to hold figures against', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'accord-eval-')), 'baseline.json');
    expect(readBaseline(file)).toMatchObject({ ok: false, problem: expect.stringContaining('--write-baseline') });
    writeBaseline(figures(85.3), file);
    expect(readBaseline(file)).toEqual({ ok: true, figures: { 'own: right first': 85.3 } });
    expect(readFileSync(file, 'utf8')).toBe('{\n  "own: right first": 85.3\n}\n');
    writeFileSync(file, '[]');
    expect(readBaseline(file).ok).toBe(false);
  });
});
