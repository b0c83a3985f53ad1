import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readValues, renderForm, renderProblems } from '../../../src/bot/slack/form.ts';
import * as limits from '../../../src/bot/slack/limits.ts';
import type { Form } from '../../../src/handlers/reply.ts';

describe('a form in Slack', () => {
  const form: Form = {
    name: 'tell-keeper',
    title: 'Tell the keeper of the agreement',
    intro: 'They see your question & your name.',
    fields: [
      {
        name: 'question',
        label: 'Your question',
        type: 'long-text',
        required: true,
        longest: 5000,
        value: 'who pays?',
        hint: 'In your own words.',
      },
      {
        name: 'kind',
        label: 'What is it',
        type: 'choice',
        options: [
          { value: 'gap', label: 'A gap' },
          { value: 'error', label: 'An error' },
        ],
        value: 'error',
        required: false,
        longest: 20,
      },
      { name: 'on', label: 'When', type: 'date', required: false, longest: 10, value: '2026-05-01' },
    ],
    submit: 'Tell them',
    context: { question: 'q1' },
    schema: z.record(z.string(), z.string()),
  };
  const place = { user: 'U0SAM', room: 'C0JOINT', alone: false, responseUrl: 'https://hooks.slack.com/1', on: 'ephemeral' } as const;

  it('is a modal with a block for each field, and carries where its answer goes', () => {
    const view = renderForm(form, place);
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'tell-keeper',
      title: { text: 'Tell the keeper of the …' },
      submit: { text: 'Tell them' },
    });
    expect(JSON.parse(view.private_metadata)).toEqual({
      context: { question: 'q1' },
      place: { room: 'C0JOINT', alone: false, responseUrl: 'https://hooks.slack.com/1', on: 'ephemeral' },
    });
    expect(view.blocks.map((block) => block.type)).toEqual(['rich_text', 'input', 'input', 'input']);
    expect(view.blocks[1]).toMatchObject({
      block_id: 'question',
      optional: false,
      hint: { text: 'In your own words.' },
      element: { type: 'plain_text_input', multiline: true, max_length: limits.FIELD_TEXT, initial_value: 'who pays?' },
    });
    expect(view.blocks[2]).toMatchObject({
      block_id: 'kind',
      optional: true,
      element: { type: 'static_select', initial_option: { value: 'error' } },
    });
    expect(view.blocks[3]).toMatchObject({ element: { type: 'datepicker', initial_date: '2026-05-01' } });
  });

  it('keeps what it carries within Slack’s limit and readable', () => {
    const view = renderForm({ ...form, context: { text: 'x'.repeat(9000), id: 'q1' } }, place);
    expect(view.private_metadata.length).toBeLessThanOrEqual(limits.MODAL_METADATA);
    expect(JSON.parse(view.private_metadata)).toMatchObject({ context: { id: 'q1' }, place: { room: 'C0JOINT' } });
  });

  it('shows a problem under its field, and one of the whole form under the last', () => {
    expect(renderProblems({ question: 'Write a question.', '': 'That could not be saved.' }, ['question', 'kind'])).toEqual({
      question: 'Write a question.',
      kind: 'That could not be saved.',
    });
    expect(renderProblems({ '': 'No.' }, [])).toBeNull();
  });

  it('reads nothing out of a state that is none', () => {
    fc.assert(fc.property(fc.jsonValue(), (state) => Object.values(readValues(state)).every((value) => typeof value === 'string')));
  });
});
