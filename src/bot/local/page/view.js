/* The conversation on the screen. */
import { markColumn } from './column.js';
import { element } from './element.js';
import { drawBody, drawMessage } from './message.js';
import { at, entriesOf, nameOf, roomNow, state } from './state.js';

const QUESTIONS = [
  'How much notice do we have to give?',
  'When is the agreement reviewed?',
  'Who shares the gains?',
  'What can Accord do?',
];
const WORKING_AFTER_MS = 300;

const [list, scroller, working, notice] = [at('messages'), at('scroller'), at('working'), at('notice')];
let on;

/** Says what to do when a button of a message is used (`press`), one’s own message is deleted (`remove`), or a suggested question is asked (`ask`). */
export function onUse(acts) {
  on = acts;
}

/** Draws the room one is in afresh: after a switch or a gap. */
export function show() {
  const room = roomNow();
  const home = room.name === 'home';
  document.title = `${room.title} · Accord`;
  at('title').textContent = room.title;
  at('about').textContent = room.about;
  at('composer').hidden = home;
  at('composer').dataset.room = room.name;
  if (!home) {
    at('text-label').textContent = room.label;
    at('text-hint').textContent = room.hint;
  }
  markColumn(state.me, state.room, state.fresh);
  list.replaceChildren(...[...entriesOf(room.name).values()].map(draw));
  showEmpty();
  showWorking();
  if (home) scroller.scrollTop = 0;
  else list.lastElementChild?.scrollIntoView({ block: 'end' });
}

/** Shows one entry that is new, changed or gone. */
export function hear({ room, entry, gone }) {
  const entries = entriesOf(room);
  const here = room === state.room;
  const old = here ? list.querySelector(`[data-entry="${CSS.escape(gone ?? entry.id)}"]`) : null;
  const hadFocus = old?.contains(document.activeElement) ?? false;
  const isNew = entry !== undefined && !entries.has(entry.id);
  if (entry === undefined) entries.delete(gone);
  else entries.set(entry.id, entry);
  if (!here) return isNew && count(room, entry);
  const drawn = entry === undefined ? null : draw(entry);
  if (drawn === null) old?.remove();
  else if (old) old.replaceWith(drawn);
  else list.append(drawn);
  showEmpty();
  // What had the focus is gone with its button: the focus goes to what took its place.
  if (hadFocus) (drawn?.querySelector('article') ?? at('text')).focus({ preventScroll: true });
  if (entry !== undefined) announce(entry);
  if (drawn !== null && !old && room !== 'home') bringIn(drawn);
}

/** One plain line above the composer, with a way to try again where that helps. */
export function notify(sentence, again) {
  notice.replaceChildren(element('span', {}, sentence));
  if (again) notice.append(element('button', { type: 'button', onclick: again }, 'Try again'));
}

/** Takes that line away. */
export function clearNotice() {
  notice.replaceChildren();
}

const waiting = new Map();

/** Says that Accord is at work, once it takes a moment. @returns what to call when it is done */
export function setWorking(me, room) {
  const key = `${me.email} ${room}`;
  const change = (by) => {
    waiting.set(key, (waiting.get(key) ?? 0) + by);
    showWorking();
  };
  let counted = false;
  const slow = setTimeout(() => {
    counted = true;
    change(1);
  }, WORKING_AFTER_MS);
  return () => {
    clearTimeout(slow);
    if (counted) change(-1);
  };
}

function showWorking() {
  working.hidden = !(waiting.get(`${state.me.email} ${state.room}`) > 0);
  if (!working.hidden) working.scrollIntoView({ block: 'nearest' });
}

function showEmpty() {
  const room = roomNow();
  const empty = at('empty');
  empty.hidden = entriesOf(room.name).size > 0;
  if (empty.hidden) return;
  if (room.name === 'home') return empty.replaceChildren(element('p', {}, 'Opening Home …'));
  const chip = (question) => element('button', { type: 'button', class: 'chip', onclick: () => on.ask(question) }, question);
  empty.replaceChildren(
    element('h2', {}, 'What would you like to know?'),
    element('p', {}, room.empty),
    element('ul', { class: 'chips', 'aria-label': 'Questions to try' }, ...QUESTIONS.map((question) => element('li', {}, chip(question)))),
  );
}

function draw(entry) {
  if (state.room !== 'home') return drawMessage(entry, nameOf, on.press, entry.by === state.me.email ? on.remove : null);
  const article = element('article', { tabindex: '-1', 'aria-label': 'Home' }, drawBody(entry, on.press));
  return element('li', { class: 'home', 'data-entry': entry.id }, article);
}

/* A message somewhere else is counted in the column. */
function count(room, entry) {
  if (entry.by === state.me.email || room === 'home') return;
  state.fresh.set(room, (state.fresh.get(room) ?? 0) + 1);
  markColumn(state.me, state.room, state.fresh);
  at('heard').textContent = `New in ${state.rooms.find((one) => one.name === room)?.title ?? room}`;
}

function announce(entry) {
  if (entry.by === state.me.email || state.room === 'home') return;
  at('heard').textContent = `${entry.by === null ? 'Accord' : nameOf(entry.by)}: ${entry.text}`;
}

/* Into view at its end; an answer too long for the window is shown from its question on. */
function bringIn(drawn) {
  drawn.scrollIntoView({ block: 'end' });
  const question = drawn.previousElementSibling;
  const first = drawn.classList.contains('accord') && question?.classList.contains('person') ? question : drawn;
  const top = Math.max(0, scroller.getBoundingClientRect().top);
  if (first.getBoundingClientRect().top < top) first.scrollIntoView({ block: 'start' });
}
