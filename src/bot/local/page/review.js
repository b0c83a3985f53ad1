/* A draft under review: its clauses on one side, what was read from them on the other. */
import { element } from './element.js';
import { guessItem } from './guess.js';
import { at } from './state.js';

const CHANGES = { added: 'New in this version', changed: 'Changed in this version' };

/** Draws a draft. `acts`: settle, settleSure, confirm, leave, nameOfWho. */
export function showReview(place, review, acts) {
  const refs = review.clauses.map(({ ref }) => ref);
  const facts = element('ol', { id: 'guesses', class: 'guesses' });
  const foot = element('div', { class: 'review-foot' });
  const settled = async (fact, verdict) => {
    const now = await acts.settle(fact, verdict);
    if (now === undefined) return false;
    draw(now);
    at('heard').textContent = left(now.open);
    // The next thing to look at, so that the keyboard need not travel; what was added has no place of its own yet.
    const after = facts.querySelector(`[data-fact="${CSS.escape(fact)}"]`);
    (after ?? facts.lastElementChild)?.focus();
    return true;
  };
  const draw = (now) => {
    facts.replaceChildren(...now.guesses.map((guess) => guessItem(guess, refs, settled, showClause)));
    foot.replaceChildren(...footOf(now, acts, draw));
  };
  place.replaceChildren(
    element('div', { class: 'review-head' }, element('h2', { id: 'review-title', tabindex: '-1' }, review.name), leaveButton(acts)),
    element('p', { class: 'quiet-words' }, `A draft, read from ${review.file}. Nothing is answered from it until it is confirmed.`),
    ...newerParts(review),
    element(
      'div',
      { class: 'columns' },
      element('section', { class: 'document', 'aria-label': 'The document', tabindex: '0' }, ...clauseParts(review)),
      element('section', { class: 'read', 'aria-label': 'What was read from it' }, facts, ...addForm(review, refs, settled), foot),
    ),
  );
  draw(review);
  at('review-title').focus();
}

function leaveButton({ leave }) {
  return element('button', { type: 'button', class: 'plain', onclick: leave }, 'All agreements');
}

function left(open) {
  return open === 0 ? 'Everything is looked at.' : `${open} still to look at.`;
}

/* The clauses in document order, under their parts. */
function clauseParts({ clauses, variations }) {
  let part = '';
  return clauses.flatMap((clause) => {
    const heading = clause.part === part ? [] : [element('h3', {}, clause.part)];
    part = clause.part;
    return [...heading, clauseItem(clause, variations)];
  });
}

function clauseItem({ ref, words, change, before }, variations) {
  const varied = variations.filter((one) => one.replaces === ref);
  return element(
    'article',
    { class: 'clause', 'data-ref': ref, tabindex: '-1', 'aria-label': `Clause ${ref}` },
    element('p', { class: 'ref' }, ref, change ? element('span', { class: 'change' }, CHANGES[change]) : null),
    element('p', { class: 'words' }, words),
    before ? element('details', {}, element('summary', {}, 'What it said before'), element('p', { class: 'words' }, before)) : null,
    ...varied.map(({ by, from, deleted }) =>
      element(
        'p',
        { class: 'quiet-words' },
        `${deleted ? 'Deleted' : 'Replaced'} by ${by}${from ? ` from ${from}` : ', on no day that was read'}.`,
      ),
    ),
  );
}

function showClause(ref) {
  for (const marked of document.querySelectorAll('.clause.shown')) marked.classList.remove('shown');
  const clause = document.querySelector(`.clause[data-ref="${CSS.escape(ref)}"]`);
  clause?.classList.add('shown');
  clause?.scrollIntoView({ block: 'center' });
  clause?.focus();
}

function newerParts({ newer }) {
  if (newer === null) return [];
  const gone = newer.gone.map(({ ref, before }) =>
    element('li', {}, element('details', {}, element('summary', {}, `${ref} is gone`), element('p', { class: 'words' }, before))),
  );
  return [
    element('p', { class: 'newer' }, `A newer version: ${newer.added} clauses added, ${newer.changed} changed, ${newer.gone.length} gone.`),
    ...(gone.length > 0 ? [element('ul', { class: 'gone-clauses' }, ...gone)] : []),
    ...(newer.untied.length > 0
      ? [
          element('p', { class: 'newer' }, 'These lost their clause, and stay as they are until somebody ties them anew:'),
          element('ul', { class: 'gone-clauses' }, ...newer.untied.map(({ ref, what }) => element('li', {}, `${ref}: ${what}`))),
        ]
      : []),
  ];
}

/* Facts that were not found can be added, with the clause they stand in. */
function addForm({ missing }, refs, settled) {
  const fact = element('select', { id: 'add-fact' }, ...missing.map((one) => element('option', { value: one.fact }, one.name)));
  const value = element('input', { id: 'add-value', autocomplete: 'off', required: true });
  const ref = element('select', { id: 'add-ref' }, ...refs.map((one) => element('option', { value: one }, one)));
  const add = async (event) => {
    event.preventDefault();
    if (await settled(fact.value, { is: 'correct', value: value.value, ref: ref.value })) value.value = '';
  };
  return [
    element(
      'details',
      { class: 'add' },
      element('summary', {}, 'Add what was not found'),
      element(
        'form',
        { onsubmit: add },
        element('label', { for: 'add-fact' }, 'What it is'),
        fact,
        element('label', { for: 'add-value' }, 'What the document says'),
        value,
        element('label', { for: 'add-ref' }, 'In which clause'),
        ref,
        element('button', { type: 'submit' }, 'Add it'),
      ),
    ),
  ];
}

function footOf(review, acts, draw) {
  const sure = async () => {
    const now = await acts.settleSure();
    if (now !== undefined) draw(now);
    at('heard').textContent = left(now?.open ?? review.open);
  };
  return [
    element('p', { class: 'left' }, left(review.open)),
    review.openSure > 0
      ? element('button', { type: 'button', onclick: sure }, `Confirm the ${review.openSure} that the document says outright`)
      : null,
    review.open === 0
      ? element('button', { type: 'button', class: 'main-action', onclick: acts.confirm }, `Confirm this agreement as ${acts.nameOfWho()}`)
      : null,
  ].filter((part) => part !== null);
}
