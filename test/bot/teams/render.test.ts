import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_BYTES_AT_MOST, weightOf } from '../../../src/bot/teams/limits.ts';
import { renderCard, renderMessage } from '../../../src/bot/teams/render.ts';
import { type Message, message, type Part } from '../../../src/handlers/reply.ts';
import { textsOf } from '../../flows/fake-teams.ts';

const long = (text: string, times = 40_000) => text.repeat(times);

describe('a card for Teams', () => {
  it('opens a dialog by task/fetch where a button’s answer is a form', () => {
    const { actions } = renderCard(
      message('room', [{ is: 'paragraph', text: 'x' }], [{ name: 'tell-keeper', label: 'Tell', value: { q: '1' }, opensForm: true }]),
    );
    expect(actions![0]).toMatchObject({
      type: 'Action.Submit',
      title: 'Tell',
      data: { msteams: { type: 'task/fetch' }, press: { button: 'tell-keeper', value: { q: '1' } } },
    });
  });

  it('is as wide as the conversation, and its notification is one plain line', () => {
    const rendered = renderMessage(
      message('room', [
        { is: 'heading', text: 'One\ntwo' },
        { is: 'paragraph', text: long('x', 500) },
      ]),
    );
    expect(rendered.attachments[0].content.msteams).toEqual({ width: 'Full' });
    expect(rendered.summary).toMatch(/^One two x+ … \(shortened\)$/);
    expect(rendered.summary.length).toBeLessThanOrEqual(200);
    expect(rendered).not.toHaveProperty('text');
  });

  it('that is too heavy is shortened, says so, and keeps every part', () => {
    const card = renderCard(
      message('room', [
        { is: 'heading', text: 'Kept' },
        { is: 'paragraph', text: long('word ') },
        { is: 'paragraph', text: 'Also kept' },
        { is: 'table', columns: ['A'], rows: Array.from({ length: 900 }, (_, row) => [String(row)]) },
      ]),
    );
    expect(weightOf(card)).toBeLessThanOrEqual(CARD_BYTES_AT_MOST);
    expect(textsOf(card)).toEqual(
      expect.arrayContaining([
        'Kept',
        'Also kept',
        expect.stringMatching(/^word .*… \(shortened\)$/),
        expect.stringMatching(/^… \(shortened: \d+ more\)$/),
      ]),
    );
  });

  it('shows a picture that is too large as its description', () => {
    expect(textsOf(renderCard(message('room', [{ is: 'image', alt: 'Benefits by year', png: new Uint8Array(1024 * 1024 + 1) }])))).toEqual([
      'Benefits by year',
    ]);
  });

  it('is never heavier than Teams takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(long('字'), long('🙂'), long('\\"'), long('a\n'), long('b', 3000)),
    );
    const part: fc.Arbitrary<Part> = fc.oneof(
      fc.record({ is: fc.constantFrom('heading' as const, 'paragraph' as const), text }),
      fc.record({ is: fc.constant('list' as const), items: fc.array(text, { maxLength: 60 }) }),
      fc.record({
        is: fc.constant('clause' as const),
        citation: fc.constant({ agreement: 'a', part: 'b', ref: 'c' }),
        source: text,
        label: text,
        says: text,
      }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.array(text, { maxLength: 4 }), (parts, labels) => {
        const buttons = labels.map((label) => ({ name: 'ask' as const, label, value: { q: label } }));
        expect(weightOf(renderCard(message('room', parts as unknown as Message['parts'], buttons)))).toBeLessThanOrEqual(
          CARD_BYTES_AT_MOST,
        );
      }),
      { numRuns: 25 },
    );
  });

  it('of more parts than fit becomes one shortened text', () => {
    const parts = Array.from(
      { length: 2000 },
      (_, index): Part => ({ is: 'paragraph', text: `part ${index}` }),
    ) as unknown as Message['parts'];
    const card = renderCard(message('room', parts));
    expect(textsOf(card)).toEqual([expect.stringMatching(/^part 0 · part 1 .*… \(shortened\)$/)]);
  });
});
