import { describe, expect, it } from 'vitest';
import { render } from '../../../src/bot/terminal/render.ts';
import { answer, message } from '../../../src/handlers/reply.ts';

const clause = {
  is: 'clause',
  citation: { agreement: 'darlington', part: 'Provisions', ref: '11(o)' },
  source: 'Darlington memorandum, 11(o)',
  label: 'Notice',
  says: 'Either partner can end it. Six months are needed.',
} as const;

const button = (label: string, ref: string) => ({ name: 'show-clause', label, value: { a: 'darlington', r: ref } }) as const;

describe('an answer in the terminal', () => {
  it('stands as plain lines: what is said, where, and what to ask next', () => {
    const buttons = [
      button('Show the clause', '11(o)'),
      button('Related: 11(b)', '11(b)'),
      { name: 'rate', label: 'Helpful', value: {} } as const,
    ];
    expect(render(answer([clause], { audience: 'asker', buttons }), false)).toBe(
      'Either partner can end it. Six months are needed.\nDarlington memorandum, 11(o)\nYou can also ask: “what does 11(b) say?”\n',
    );
  });

  it('has its first sentence in bold where the output can show it', () => {
    expect(render(answer([clause], { audience: 'asker', buttons: [] }), true)).toBe(
      '\u001b[1mEither partner can end it.\u001b[22m Six months are needed.\nDarlington memorandum, 11(o)\n',
    );
  });

  it('says how to choose where a button would ask which agreement', () => {
    const choice = ['darlington', 'derby'].map((id) => ({ name: 'ask', label: id, value: { q: 'notice', a: id } }) as const);
    expect(render(message('asker', [{ is: 'heading', text: 'Which?' }], choice), false)).toBe(
      'Which?\nChoose one with --agreement: darlington, derby.\n',
    );
  });

  it('lets no text move the cursor, colour the screen or turn the reading direction', () => {
    const says = 'Six\u001b[2J months\u0007\u009b31m.\u202E Reversed\r\u2066.';
    const shown = render(answer([{ ...clause, says }], { audience: 'asker', buttons: [button('x', '1\u001b[1m')] }), false);
    expect(shown).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    expect(shown).toContain('Six[2J months');
  });
});
