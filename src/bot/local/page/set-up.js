/* The page “Set up”: handing over a document, choosing a draft, reviewing it. */
import { element } from './element.js';
import { showReview } from './review.js';
import { call, confirmDraft, handOver, loadDraft, loadOverview } from './set-up-calls.js';
import { at } from './state.js';

const who = at('who');
let overview = { people: [], drafts: [], agreements: [] };

async function begin() {
  try {
    overview = await loadOverview();
  } catch {
    tell('Accord is not answering. Is it running? Reload this page once it is.');
    return;
  }
  const chosen = who.value;
  who.replaceChildren(...overview.people.map(({ email, name }) => element('option', { value: email }, name)));
  if (overview.people.some(({ email }) => email === chosen)) who.value = chosen;
  if (overview.people.length === 0)
    tell('Nobody may set Accord up yet: give somebody the role “administrator” in the partnership file, and reload this page.');
  at('newer-of').replaceChildren(
    element('option', { value: '' }, 'a new agreement'),
    ...overview.agreements.map(({ id, name }) => element('option', { value: id }, `a newer version of the ${name}`)),
  );
  listDrafts();
  at('agreements').replaceChildren(
    ...overview.agreements.map((one) => element('li', {}, element('strong', {}, one.name), ` ${standing(one)}`)),
  );
}

function standing({ confirmedBy, confirmedOn }) {
  return confirmedBy === null ? 'came with Accord, or was written by hand' : `confirmed by ${confirmedBy} on ${confirmedOn}`;
}

function listDrafts() {
  at('drafts').replaceChildren(
    ...(overview.drafts.length === 0 ? [element('li', {}, 'No draft is waiting.')] : overview.drafts.map(draftLine)),
  );
}

function draftLine({ id, name, file, open, newer }) {
  const left = open === 0 ? 'everything is looked at' : `${open} to look at`;
  return element(
    'li',
    {},
    element('button', { type: 'button', 'data-draft': id, onclick: () => openDraft(id) }, name),
    element('span', {}, ` ${newer ? 'Newer version, f' : 'F'}rom ${file}: ${left}`),
  );
}

async function openDraft(id) {
  quiet();
  const done = await loadDraft(id);
  if (!done.ok) return tell(done.sentence);
  at('start').hidden = true;
  at('lead').hidden = true;
  at('review').hidden = false;
  showReview(at('review'), done.review, {
    settle: (fact, verdict) => step('settle', { id, fact, verdict }),
    settleSure: () => step('settle-sure', { id }),
    confirm: () => confirmAs(id),
    leave: backToStart,
    nameOfWho: () => who.selectedOptions[0]?.textContent ?? 'nobody',
  });
}

/** One step in the name of whoever is chosen; gives the draft as it now stands, or nothing where it was refused. */
async function step(name, body) {
  quiet();
  const done = await call(name, { as: who.value, ...body });
  if (done.ok) return done.review;
  tell(done.sentence);
  return undefined;
}

async function confirmAs(id) {
  quiet();
  at('heard').textContent = 'Confirming. This takes a few seconds.';
  const done = await confirmDraft({ as: who.value, id });
  if (!done.ok) return tell(done.sentence);
  await begin();
  const review = at('review');
  review.replaceChildren(
    element('h2', { id: 'review-title', tabindex: '-1' }, `${done.name} is confirmed`),
    element('p', {}, `Answers are given from it now. It was confirmed by ${who.selectedOptions[0]?.textContent}.`),
    element('p', {}, 'In the partnership file its partners are called:'),
    element('ul', { class: 'agreements' }, ...done.partners.map((one) => element('li', {}, element('code', {}, one.id), ` ${one.name}`))),
    element('p', {}, 'Next: bring in your people, with “accord people import”. The guide docs/set-up.md says how.'),
    element('button', { type: 'button', class: 'main-action', onclick: backToStart }, 'Back to the agreements'),
  );
  at('review-title').focus();
  at('heard').textContent = `${done.name} is confirmed.`;
}

function backToStart() {
  at('review').hidden = true;
  at('start').hidden = false;
  at('lead').hidden = false;
  quiet();
  begin().then(() => at('main').focus());
}

function tell(sentence) {
  at('notice').textContent = sentence;
  at('notice').hidden = false;
}

function quiet() {
  at('notice').hidden = true;
  at('notice').textContent = '';
}

at('take').addEventListener('submit', async (event) => {
  event.preventDefault();
  quiet();
  const [file] = at('file').files;
  if (file === undefined) return;
  at('working').textContent = `Reading ${file.name} …`;
  const done = await handOver(file, { as: who.value, newerOf: at('newer-of').value });
  at('working').textContent = '';
  if (!done.ok) return tell(done.sentence);
  at('take').reset();
  await begin();
  await openDraft(done.id);
  if (done.remarks.length > 0) tell(done.remarks.join(' '));
});

begin();
