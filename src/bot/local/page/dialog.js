/* A form of Accord in a real dialog: Escape closes it, focus goes in and comes back, problems stand at their fields. */
import { drawCard } from './card.js';
import { element } from './element.js';

const dialog = document.getElementById('dialog');
const problem = document.getElementById('dialog-problem');
const place = document.getElementById('dialog-card');
const UNREACHED = 'That did not reach Accord, and nothing was saved. What you wrote is still here: try again in a moment.';

document.getElementById('dialog-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => place.replaceChildren());

/**
 * Opens a form. `submit` gets what its card sends in and answers with what came of it.
 * @param form { title, card, inputs: field -> id of its input }
 */
export function openDialog(form, submit) {
  let busy = false;
  const { card, drawn } = drawCard(form.card, async (action) => {
    if (busy) return;
    busy = true;
    place.setAttribute('aria-busy', 'true');
    clear();
    const outcome = await submit(action.data);
    busy = false;
    place.removeAttribute('aria-busy');
    if (outcome.is === 'rejected') show(card, form.inputs, outcome.problems);
    else if (outcome.is === 'unreached') show(card, form.inputs, { '': UNREACHED });
    else if (outcome.is === 'refused') show(card, form.inputs, { '': outcome.sentence });
    else dialog.close();
  });
  document.getElementById('dialog-title').textContent = form.title;
  clear();
  place.replaceChildren(drawn);
  tieHints(card);
  dialog.showModal();
  (card.getAllInputs()[0]?.renderedInputControlElement ?? document.getElementById('dialog-close')).focus();
}

/* The line of text after an input is its hint: a screen reader says it with the input. */
function tieHints(card) {
  let control;
  for (let index = 0; index < card.getItemCount(); index += 1) {
    const item = card.getItemAt(index);
    const hint = item.renderedElement;
    if (control && hint && item.getJsonTypeName() === 'RichTextBlock') {
      hint.id = `hint-${index}`;
      control.setAttribute('aria-describedby', hint.id);
      control.dataset.hint = hint.id;
    }
    control = item.renderedInputControlElement;
  }
}

function clear() {
  problem.hidden = true;
  problem.textContent = '';
  for (const shown of place.querySelectorAll('.problem')) shown.remove();
  for (const control of place.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
    control.setAttribute('aria-describedby', control.dataset.hint ?? '');
  }
}

/* Each problem at its field; what belongs to no field stands above them all. The first field with a problem gets the focus. */
function show(card, inputs, problems) {
  const general = [];
  let first;
  for (const [name, sentence] of Object.entries(problems)) {
    const control = card.getAllInputs().find((input) => input.id === inputs[name])?.renderedInputControlElement;
    if (control === undefined) {
      general.push(sentence);
      continue;
    }
    const id = `problem-${name}`;
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', [id, control.dataset.hint].filter(Boolean).join(' '));
    control.parentElement.after(element('p', { class: 'problem', id }, sentence));
    first ??= control;
  }
  problem.textContent = general.join(' ');
  problem.hidden = general.length === 0;
  if (first) first.focus();
  else dialog.scrollTop = 0;
}
