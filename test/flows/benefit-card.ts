import { type Dialog, wordsOf } from './benefit-face.ts';

/*
 * An Adaptive Card as somebody reads it and fills it in, from the JSON that a platform was sent.
 */

// biome-ignore lint/suspicious/noExplicitAny: wire JSON, looked into by tests
type Json = any;

/** Every text that is shown, in order; a picture by its description. */
export function textsIn(json: Json): string[] {
  if (Array.isArray(json)) return json.flatMap(textsIn);
  if (typeof json !== 'object' || json === null) return [];
  if (json.type === 'Image') return [json.altText];
  return json.type === 'TextRun' ? [json.text] : Object.values(json).flatMap(textsIn);
}

/** What is shown in the colour of something wrong. */
export function problemsIn(json: Json): string[] {
  if (Array.isArray(json)) return json.flatMap(problemsIn);
  if (typeof json !== 'object' || json === null) return [];
  return json.type === 'TextRun' && json.color === 'attention' ? [json.text] : Object.values(json).flatMap(problemsIn);
}

/** The form on a card. */
export function dialogOn(card: Json, title: string): Dialog {
  const texts = card.body.flatMap((one: Json) => (isInput(one) ? [one.label] : textsIn(one)));
  const values = card.body.filter(isInput).map((one: Json) => [one.label, shownIn(one)]);
  return { title, words: wordsOf(texts), values: Object.fromEntries(values) };
}

/** What a form’s card sends in: what it carries, and its inputs with what was typed over them, by their labels. */
export function filledIn(card: Json, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const inputs = card.body.filter(isInput).map((one: Json) => [one.id, valueIn(one, typed[one.label])]);
  return { ...card.actions[0].data, ...Object.fromEntries(inputs) };
}

function isInput({ type }: Json): boolean {
  return String(type).startsWith('Input.');
}

function shownIn({ value = '', choices }: Json): string {
  return choices?.find((one: Json) => one.value === value)?.title ?? value;
}

function valueIn({ value = '', choices }: Json, typed: string | undefined): string {
  if (typed === undefined) return value;
  return choices === undefined ? typed : choices.find(({ title }: Json) => title === typed).value;
}
