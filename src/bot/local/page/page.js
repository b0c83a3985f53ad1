/* The page: becoming somebody, going somewhere, writing. */
import { ask, openHome, press, remove } from './acts.js';
import { fillColumn, roomsOf } from './column.js';
import { at, keepPlace, recallPlace, state } from './state.js';
import { listen, loadCast } from './talk.js';
import { clearNotice, hear, onUse, show } from './view.js';

const LOAD_RETRY_MS = 4000;
const text = at('text');
let listening;

async function begin() {
  try {
    Object.assign(state, await loadCast());
  } catch {
    at('gone').hidden = false;
    setTimeout(begin, LOAD_RETRY_MS);
    return;
  }
  at('gone').hidden = true;
  at('to-set-up').hidden = !state.setUp;
  if (state.cast.length === 0) {
    at('about').textContent = 'The partnership file names no people yet. Add some, and start Accord again.';
    at('composer').hidden = true;
    return;
  }
  state.rooms = roomsOf(state.channels);
  fillColumn(state, be, go);
  const kept = recallPlace();
  state.room = state.rooms.some((room) => room.name === kept.room) ? kept.room : 'alone';
  be(state.cast.some((person) => person.email === kept.me) ? kept.me : state.cast[0].email);
}

/* Becoming somebody else: what they can see is theirs alone, so nothing of the one before stays. */
function be(email) {
  listening?.stop();
  state.me = state.cast.find((person) => person.email === email);
  state.entries = new Map();
  state.fresh = new Map();
  text.value = '';
  fitText();
  listening = listen(email, {
    all: (rooms) => {
      state.entries = new Map(Object.entries(rooms).map(([room, entries]) => [room, new Map(entries.map((entry) => [entry.id, entry]))]));
      show();
    },
    change: hear,
    state: (reached) => {
      at('gone').hidden = reached;
    },
  });
  go(state.room);
}

function go(room) {
  state.room = room;
  state.fresh.delete(room);
  keepPlace();
  clearNotice();
  show();
  if (room === 'home') openHome();
}

function sendTyped() {
  const words = text.value;
  text.focus();
  if (words.trim() === '') return;
  text.value = '';
  fitText();
  say(words);
}

function say(words) {
  text.focus();
  ask(words, go, () => {
    if (text.value === '') text.value = words;
    fitText();
  });
}

function fitText() {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + 2}px`;
}

onUse({ press: (action, entry) => press(action, entry, go), remove: (entry) => remove(entry, go), ask: say });
at('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  sendTyped();
});
text.addEventListener('input', fitText);
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendTyped();
});
at('again').addEventListener('click', () => listening?.again());

begin();
