/* One thing that was read from a document, to be confirmed, corrected or struck out. */
import { element } from './element.js';

const SURENESS = { sure: 'The document says so outright', likely: 'Worked out from what it says', unsure: 'Unsure: please look' };

/**
 * A line of the list. `settled(fact, verdict)` gives whether it was taken; `show(ref)` shows a clause.
 */
export function guessItem(guess, refs, settled, show) {
  const { fact, name, shown, when, ref, words, sure } = guess;
  const what = `${name}: ${shown}`;
  const place = element('div', { class: 'correct' });
  const toggle = (event) => {
    if (place.childElementCount > 0) return place.replaceChildren();
    place.append(correctForm(guess, refs, settled, () => place.replaceChildren()));
    place.querySelector('input, select, textarea').focus();
    event.preventDefault();
  };
  return element(
    'li',
    {
      class: `guess ${sure} ${guess.settled === null ? 'open' : 'settled'}`,
      'data-fact': fact,
      tabindex: '-1',
      'aria-label': `${what}. ${statusOf(guess)}`,
    },
    element('p', { class: 'name' }, name, element('span', { class: 'status' }, statusOf(guess))),
    element('p', { class: 'value' }, shown),
    when ? element('p', { class: 'quiet-words' }, `When: ${when}`) : null,
    words === shown ? null : element('blockquote', {}, words),
    element('button', { type: 'button', class: 'ref-button', onclick: () => show(ref), 'aria-label': `Show clause ${ref}` }, ref),
    element(
      'div',
      { class: 'verdicts' },
      verdictButton('Confirm', 'confirmed', guess, what, () => settled(fact, { is: 'confirm' })),
      verdictButton('Correct', 'corrected', guess, what, toggle),
      verdictButton('Strike out', 'struck out', guess, what, () => settled(fact, { is: 'strike' })),
    ),
    place,
  );
}

function statusOf({ settled, sure }) {
  if (settled === null) return SURENESS[sure];
  return settled === 'struck out' ? 'Struck out' : settled === 'corrected' ? 'Corrected' : 'Confirmed';
}

function verdictButton(label, is, guess, what, onclick) {
  return element(
    'button',
    { type: 'button', onclick, 'aria-pressed': String(guess.settled === is), 'aria-label': `${label}: ${what}` },
    label,
  );
}

function correctForm({ fact, name, typed, form, ref, on, when }, refs, settled, close) {
  const key = `correct-${fact}`;
  const value = fieldFor(form, typed === '-' ? '' : typed, key);
  const clause = element(
    'select',
    { id: `${key}-ref` },
    ...refs.map((one) => element('option', { value: one, selected: one === ref }, one)),
  );
  const day =
    when === undefined && !fact.startsWith('duties.') ? null : element('input', { id: `${key}-on`, type: 'date', value: on ?? null });
  const send = async (event) => {
    event.preventDefault();
    await settled(fact, { is: 'correct', value: value.value, ref: clause.value, ...(day?.value ? { on: day.value } : {}) });
  };
  return element(
    'form',
    { onsubmit: send },
    element('label', { for: key }, name),
    value,
    ...(day === null ? [] : [element('label', { for: `${key}-on` }, 'Due on, where it is a single day'), day]),
    element('label', { for: `${key}-ref` }, 'Clause'),
    clause,
    element(
      'div',
      { class: 'verdicts' },
      element('button', { type: 'submit' }, 'Save'),
      element('button', { type: 'button', onclick: close }, 'Leave it'),
    ),
  );
}

const LONG = 60;

function fieldFor(form, typed, id) {
  if (form.is === 'choice')
    return element(
      'select',
      { id },
      ...form.options.map((one) => element('option', { value: one.value, selected: one.value === typed }, one.label)),
    );
  if (form.is === 'text' && typed.length > LONG) {
    const area = element('textarea', { id, rows: '4', required: true });
    area.value = typed;
    return area;
  }
  return element('input', { id, value: typed, required: true, autocomplete: 'off', type: form.is === 'day' ? 'date' : 'text' });
}
