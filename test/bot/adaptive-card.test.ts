import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adaptiveCard, clean, shorten } from '../../src/bot/adaptive-card.ts';
import { formCard, readSubmission } from '../../src/bot/adaptive-form.ts';
import { type Form, type Message, message, type Part } from '../../src/handlers/reply.ts';

// The package’s normal entry does not load in Node.
const cards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** What Microsoft’s own parser has against a card, shown by a host that allows as many buttons as Teams’ menu holds. */
function complaints(card: unknown): string[] {
  const context = new cards.SerializationContext(cards.Versions.v1_5);
  const parsed = new cards.AdaptiveCard();
  parsed.hostConfig = new cards.HostConfig({ actions: { maxActions: 20 } });
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index) as { message: string });
  const all = [...events, ...(parsed.validateProperties().validationEvents as { message: string }[])].map((event) => event.message);
  // The parser tests `lang` with a regular expression that remembers where it stopped, so that it refuses every second card’s.
  return all.filter((complaint) => complaint !== 'Invalid value "en" for property "lang".');
}

const png = new Uint8Array([137, 80, 78, 71]);
const clause: Part = {
  is: 'clause',
  citation: { agreement: 'darlington', part: 'main', ref: '11(o)' },
  source: 'Darlington memorandum, 11(o)',
  label: 'Notice',
  says: 'Either partner can end it. In writing.',
  verbatim: 'Six months',
};
const every: Message = message(
  'room',
  [
    clause,
    { ...clause, label: 'Review' },
    { is: 'heading', text: 'Heading' },
    { is: 'paragraph', text: 'First line\nsecond line' },
    { is: 'rule' },
    { is: 'paragraph', text: 'Quiet', tone: 'quiet' },
    { is: 'facts', facts: [{ name: 'Starts', value: '1 September 2014' }] },
    { is: 'list', items: ['one', 'two'] },
    { is: 'table', columns: ['A', 'B'], rows: [['1', '2'], ['3'], ['4', '5', '6']] },
    { is: 'image', alt: 'A chart of benefits', png },
  ],
  Array.from({ length: 8 }, (_, index) => ({
    name: 'ask' as const,
    label: `Button ${index}`,
    value: { q: String(index) },
    ...(index === 0 ? { style: 'primary' as const } : {}),
  })),
);

// biome-ignore lint/suspicious/noExplicitAny: a card, looked into
const runsOf = (node: any): any[] =>
  Array.isArray(node)
    ? node.flatMap(runsOf)
    : typeof node === 'object' && node !== null
      ? node.type === 'TextRun'
        ? [node]
        : Object.values(node).flatMap(runsOf)
      : [];
const textsOf = (node: unknown): string[] => runsOf(node).map((run) => run.text);

describe('a message as an Adaptive Card', () => {
  it('holds every kind of part and is taken by Microsoft’s parser', () => {
    const card = adaptiveCard(every);
    expect(complaints(card)).toEqual([]);
    const texts = textsOf(card);
    for (const text of [
      'Either partner can end it.',
      'In writing.',
      '“Six months”',
      'Darlington memorandum, 11(o)',
      'Heading',
      'First line',
      'second line',
      'Quiet',
      'Starts',
      '1 September 2014',
      'one',
      '6',
    ])
      expect(texts).toContain(text);
    expect(JSON.stringify(card)).toContain('"altText":"A chart of benefits"');
    expect(card).toMatchObject({ version: '1.5', lang: 'en', fallbackText: expect.stringContaining('Either partner') });
  });

  it('shows the answer’s first sentence in bold and larger, on an emphasised ground, with its source beneath', () => {
    const card = adaptiveCard(message('room', [clause as Part & { is: 'clause' }]));
    expect(card.body[0]).toMatchObject({ type: 'Container', style: 'emphasis' });
    expect(runsOf(card)).toEqual([
      { type: 'TextRun', text: 'Either partner can end it.', weight: 'bolder', size: 'medium' },
      { type: 'TextRun', text: 'In writing.' },
      { type: 'TextRun', text: '“Six months”', italic: true },
      { type: 'TextRun', text: 'Darlington memorandum, 11(o)', isSubtle: true, size: 'small' },
    ]);
  });

  it('names the clauses when there are several', () => {
    expect(textsOf(adaptiveCard(every))).toEqual(expect.arrayContaining(['Notice', 'Review']));
  });

  it('draws a button as Action.Execute with its name as verb, six side by side and the rest in the menu', () => {
    const { actions = [] } = adaptiveCard(every);
    expect(actions[0]).toEqual({
      type: 'Action.Execute',
      title: 'Button 0',
      verb: 'ask',
      data: { q: '0' },
      style: 'positive',
      mode: 'primary',
    });
    expect(actions.map((action) => action.mode)).toEqual([...Array(6).fill('primary'), 'secondary', 'secondary']);
  });

  it('separates what stands after a rule', () => {
    expect(
      adaptiveCard(message('room', [{ is: 'paragraph', text: 'a' }, { is: 'rule' }, { is: 'paragraph', text: 'b' }])).body[1],
    ).toMatchObject({ separator: true });
  });

  it('takes control characters, direction overrides and date functions out of text, and keeps the rest as written', () => {
    expect(clean('a\u0000\u0007\tb\u202Ec\u2066d\ufeff **e** <at>f</at>')).toBe('a bcd **e** <at>f</at>');
    expect(clean('{{DATE(2026-01-01T00:00:00Z)}} {{x}}')).toBe('{\u2060{DATE(2026-01-01T00:00:00Z)}} {{x}}');
    expect(clean('مرحبا')).toBe('مرحبا');
    expect(clean('\ud83d')).toBe('\ufffd');
  });

  it('says when a text was shortened, and never halves a character', () => {
    expect(shorten('x'.repeat(30), 20)).toBe('xxxxx … (shortened)'.padStart(20, 'x').slice(-20));
    expect(shorten('🙂'.repeat(30), 31)).toMatch(/^(🙂)+ … \(shortened\)$/u);
  });

  it('of any text at all is taken by the parser, as text and nothing else', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<at>x</at>', '**b** [a](javascript:1)', '{{DATE(2026-01-01T00:00:00Z)}}', '\n\n', ''),
    );
    const anyPart: fc.Arbitrary<Part> = fc.oneof(
      fc.record({ is: fc.constantFrom('heading' as const, 'paragraph' as const), text: anyText }),
      fc.record({ is: fc.constant('list' as const), items: fc.array(anyText) }),
      fc.record({ is: fc.constant('facts' as const), facts: fc.array(fc.record({ name: anyText, value: anyText })) }),
      fc.record({ is: fc.constant('table' as const), columns: fc.array(anyText), rows: fc.array(fc.array(anyText)) }),
      fc.record({ is: fc.constant('rule' as const) }),
      fc.record({
        is: fc.constant('clause' as const),
        citation: fc.constant({ agreement: 'a', part: 'b', ref: 'c' }),
        source: anyText,
        label: anyText,
        says: anyText,
        verbatim: anyText,
      }),
    );
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 6 }), anyText, (parts, label) => {
        const card = adaptiveCard(
          message('room', parts as unknown as Message['parts'], [{ name: 'ask', label: `x${label}`, value: { q: label } }]),
        );
        expect(complaints(card)).toEqual([]);
        expect(JSON.stringify(card)).not.toMatch(/"type":"(TextBlock|FactSet|Action\.OpenUrl)"/);
        for (const text of textsOf(card)) expect(text).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\{\{(DATE|TIME)\(/u);
      }),
      { numRuns: 200 },
    );
  });
});

const form: Form = {
  name: 'tell-keeper',
  title: 'Tell the keeper',
  intro: 'Whoever keeps the record reads this.',
  fields: [
    { name: 'what', label: 'What?', hint: 'In a few words.', type: 'long-text', required: true, longest: 500 },
    { name: 'who', label: 'Who?', type: 'text', required: false, longest: 50, value: 'Dora' },
    { name: 'when', label: 'When?', type: 'date', required: false, longest: 10 },
    { name: 'kind', label: 'Kind?', type: 'choice', options: [{ value: 'a', label: 'A' }], required: true, longest: 10 },
  ],
  submit: 'Send it',
  context: { q: '1' },
  schema: z.record(z.string(), z.string()),
};

describe('a form as an Adaptive Card', () => {
  it('is taken by Microsoft’s parser, in a dialog and in a message', () => {
    for (const sentBy of ['submit', 'execute'] as const) expect(complaints(formCard(form, { sentBy }))).toEqual([]);
  });

  it('labels every field and fills in what it began with', () => {
    const inputs = JSON.stringify(formCard(form, { sentBy: 'submit' }).body);
    for (const label of ['What?', 'Who?', 'When?', 'Kind?']) expect(inputs).toContain(`"label":"${label}"`);
    expect(inputs).toContain('"value":"Dora"');
    expect(inputs).not.toContain('schema');
  });

  it('shows each problem right after its field, and one of the whole form at the top', () => {
    const { body } = formCard(form, { sentBy: 'submit', values: { what: 'x' }, problems: { what: 'Too short.', '': 'Try again.' } });
    const at = body.findIndex((element) => element.type === 'Input.Text' && element.id === 'field-what');
    expect(body[at]).toMatchObject({ value: 'x' });
    expect(textsOf(body[at + 1])).toEqual(['Too short.']);
    expect(textsOf(body[0])).toEqual(['Try again.']);
  });

  it('comes back as its values, its shape and what it carried', () => {
    const action = formCard(form, { sentBy: 'submit', carried: { on: 'm1' } }).actions![0]! as { data: object };
    const read = readSubmission({
      ...JSON.parse(JSON.stringify(action.data)),
      'field-what': 'the notice',
      'field-who': 5,
      'field-__proto__': 'x',
    });
    expect(read).toMatchObject({
      values: { what: 'the notice', who: '', when: '', kind: '' },
      carried: { on: 'm1' },
      shape: { name: 'tell-keeper', context: { q: '1' } },
    });
    expect(complaints(formCard(read!.shape, { sentBy: 'submit', values: read!.values }))).toEqual([]);
  });

  it('is not read from anything else', () => {
    fc.assert(fc.property(fc.jsonValue(), (data) => void expect(readSubmission(data)).toBeNull()));
  });
});
