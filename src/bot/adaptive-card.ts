import type { Button, Message, Part } from '../handlers/reply.ts';
import type { ButtonValue } from '../handlers/request.ts';
import { asPlainText, firstSentence } from './plain-text.ts';

/*
 * A message as an Adaptive Card 1.5, for Teams and the local chat page. Every text stands in a TextRun, which no renderer reads as
 * markdown or HTML, so nothing that was written by somebody can format, link or mention. TextBlock and FactSet are never used.
 */

export type AdaptiveCard = {
  type: 'AdaptiveCard';
  $schema: string;
  version: '1.5';
  lang: 'en';
  fallbackText: string;
  body: CardElement[];
  actions?: CardAction[];
};

type Placed = { spacing?: 'none' | 'small' | 'medium' | 'large'; separator?: boolean; isVisible?: boolean };
export type TextRun = {
  type: 'TextRun';
  text: string;
  weight?: 'bolder';
  size?: 'small' | 'medium';
  isSubtle?: true;
  italic?: true;
  color?: 'attention';
};
type Cell = { type: 'TableCell'; items: CardElement[] };

export type CardElement = Placed &
  (
    | { type: 'RichTextBlock'; inlines: TextRun[] }
    | { type: 'Container'; style?: 'emphasis' | 'attention'; items: CardElement[] }
    | { type: 'ColumnSet'; columns: { type: 'Column'; width: 'auto' | 'stretch' | number; items: CardElement[] }[] }
    | { type: 'Table'; firstRowAsHeaders: boolean; columns: { width: number }[]; rows: { type: 'TableRow'; cells: Cell[] }[] }
    | { type: 'Image'; url: string; altText: string; size: 'stretch' }
    | CardInput
  );

type InputShared = { id: string; label: string; isRequired: boolean; errorMessage: string; value?: string };
export type CardInput = InputShared &
  (
    | { type: 'Input.Text'; isMultiline: boolean; maxLength: number }
    | { type: 'Input.Date' }
    | { type: 'Input.ChoiceSet'; style: 'compact'; choices: { title: string; value: string }[] }
  );

export type CardAction = { title: string; style?: 'positive' | 'destructive'; mode?: 'primary' | 'secondary' } & (
  | { type: 'Action.Execute'; verb: string; data: Record<string, unknown> }
  | { type: 'Action.Submit'; data: Record<string, unknown> }
);

/** How many buttons a card shows side by side (Teams’ limit); the rest stand in its overflow menu. */
const BUTTONS_SIDE_BY_SIDE = 6;
const FALLBACK_TEXT_LONGEST = 1000;

/**
 * Draws a message as an Adaptive Card.
 * @param drawButton how a button becomes an action; by default Action.Execute with the button’s name as verb and its value as data
 */
export function adaptiveCard(message: Message, drawButton: (button: Button) => CardAction = executeAction): AdaptiveCard {
  const actions = message.buttons.map((button, index) => ({
    ...drawButton(button),
    mode: index < BUTTONS_SIDE_BY_SIDE ? ('primary' as const) : ('secondary' as const),
  }));
  return cardOf(drawParts(message.parts), actions, asPlainText(message));
}

/** A card from its elements and actions. `plain` is what a client sees that cannot show cards. */
export function cardOf(body: CardElement[], actions: CardAction[], plain: string): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    fallbackText: shorten(clean(plain), FALLBACK_TEXT_LONGEST),
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** A button as Action.Execute: the verb is its name, the data its value. */
export function executeAction(button: Button): CardAction {
  const data: ButtonValue = button.value;
  return { type: 'Action.Execute', title: clean(button.label), verb: button.name, data, ...styleOf(button) };
}

/** The look of a button on a card. */
export function styleOf(button: Pick<Button, 'style'>): { style?: 'positive' | 'destructive' } {
  if (button.style === undefined) return {};
  return { style: button.style === 'primary' ? 'positive' : 'destructive' };
}

/** Text as blocks of its own, one for each line, in a given look. Empty lines are left out. */
export function textBlocks(text: string, look: Omit<TextRun, 'type' | 'text'> = {}, placed: Placed = {}): CardElement[] {
  const lines = clean(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line, index) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: line, ...look }],
    ...(index === 0 ? placed : { spacing: 'small' as const }),
  }));
}

// C0 and C1 controls but for the line feed, and the controls that turn the direction of what follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
// Adaptive Cards turn {{DATE(…)}} and {{TIME(…)}} into dates even in a TextRun; a word joiner between the braces keeps it as written.
const DATE_FUNCTION = /\{(?=\{(?:DATE|TIME)\()/g;

/** Text that shows as it was written: no control characters, no broken halves of characters, nothing a card would compute. */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\t', ' ').replace(CONTROLS, '').replace(DATE_FUNCTION, '{\u2060');
}

const SHORTENED = ' … (shortened)';

/** Text of at most `longest` UTF-16 units; when something was left out it says so. */
export function shorten(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text
        .slice(0, Math.max(0, longest - SHORTENED.length))
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd()}${SHORTENED}`;
}

function drawParts(parts: readonly Part[]): CardElement[] {
  const severalClauses = parts.filter((part) => part.is === 'clause').length > 1;
  // The one sentence that is larger: a heading if there is one, else the first sentence of the first clause.
  const large = parts.find((part) => part.is === 'heading') ?? parts.find((part) => part.is === 'clause');
  const body: CardElement[] = [];
  let ruled = false;
  for (const part of parts) {
    if (part.is === 'rule') {
      ruled = body.length > 0;
      continue;
    }
    const [first, ...rest] = drawPart(part, { large: part === large, labelled: severalClauses });
    if (first === undefined) continue;
    body.push(ruled ? { ...first, separator: true, spacing: 'medium' } : first, ...rest);
    ruled = false;
  }
  return body;
}

function drawPart(part: Exclude<Part, { is: 'rule' }>, how: { large: boolean; labelled: boolean }): CardElement[] {
  switch (part.is) {
    case 'heading':
      return textBlocks(part.text, { weight: 'bolder', ...(how.large ? { size: 'medium' } : {}) }, { spacing: 'medium' });
    case 'paragraph':
      return textBlocks(part.text, part.tone === 'quiet' ? { isSubtle: true, size: 'small' } : {});
    case 'facts':
      return part.facts.map((fact) =>
        columns([
          { width: 2, items: textBlocks(fact.name, { isSubtle: true }) },
          { width: 5, items: textBlocks(fact.value) },
        ]),
      );
    case 'list':
      return part.items.map((item) =>
        columns([
          { width: 'auto', items: textBlocks('•') },
          { width: 'stretch', items: textBlocks(item) },
        ]),
      );
    case 'clause':
      return [drawClause(part, how)];
    case 'table':
      return drawTable(part);
    case 'image':
      return [
        {
          type: 'Image',
          url: `data:image/png;base64,${Buffer.from(part.png).toString('base64')}`,
          altText: clean(part.alt),
          size: 'stretch',
        },
      ];
    case 'chart':
      return textBlocks(part.alt);
    case 'document':
    case 'file':
      return textBlocks(part.says);
    default:
      return part satisfies never;
  }
}

function columns(sides: { width: 'auto' | 'stretch' | number; items: CardElement[] }[]): CardElement {
  return { type: 'ColumnSet', spacing: 'small', columns: sides.map((side) => ({ type: 'Column', ...side })) };
}

function drawClause(part: Part & { is: 'clause' }, how: { large: boolean; labelled: boolean }): CardElement {
  const { first, rest } = firstSentence(clean(part.says).replaceAll('\n', ' '));
  const sentence: TextRun = { type: 'TextRun', text: first, weight: 'bolder', ...(how.large ? { size: 'medium' } : {}) };
  const items: CardElement[] = [
    ...(how.labelled ? textBlocks(part.label, { isSubtle: true, size: 'small' }) : []),
    ...(first === '' ? [] : [{ type: 'RichTextBlock' as const, inlines: [sentence], spacing: 'small' as const }]),
    ...textBlocks(rest, {}, { spacing: 'small' }),
    ...(part.verbatim === undefined ? [] : textBlocks(`“${part.verbatim}”`, { italic: true }, { spacing: 'small' })),
    ...textBlocks(part.source, { isSubtle: true, size: 'small' }, { spacing: 'small' }),
  ];
  return { type: 'Container', style: 'emphasis', items, spacing: 'medium' };
}

function drawTable(part: Part & { is: 'table' }): CardElement[] {
  const width = Math.max(part.columns.length, ...part.rows.map((row) => row.length));
  if (width === 0) return [];
  const row = (texts: readonly string[], look: Omit<TextRun, 'type' | 'text'>) => ({
    type: 'TableRow' as const,
    cells: Array.from({ length: width }, (_, index): Cell => ({ type: 'TableCell', items: textBlocks(texts[index] ?? '', look) })),
  });
  const rows = [row(part.columns, { weight: 'bolder' }), ...part.rows.map((texts) => row(texts, {}))];
  return [{ type: 'Table', firstRowAsHeaders: true, columns: Array.from({ length: width }, () => ({ width: 1 })), rows }];
}
