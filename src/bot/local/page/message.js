/* One message as a row: who, when, who can see it, and its words or its card. */
import { drawCard } from './card.js';
import { element, initials, when } from './element.js';
import { state } from './state.js';

const COLOURS = 6;
/** A screen reader hears the beginning of a message, not all of it, with its button. */
const LABEL_AT_MOST = 60;

/**
 * A message as a list item.
 * @param entry as the server sends it @param nameOf e-mail -> name @param press called with (action, entry) when a button is used
 * @param remove called with the entry when it is deleted; null when it is somebody else’s
 */
export function drawMessage(entry, nameOf, press, remove) {
  const accord = entry.by === null;
  const name = accord ? 'Accord' : nameOf(entry.by);
  const mine = entry.seenBy !== null;
  const answers = entry.answers === null || mine ? null : element('span', { class: 'answers' }, `to ${nameOf(entry.answers)}`);
  const head = element(
    'p',
    { class: 'head' },
    element('strong', {}, name),
    answers,
    element('time', { datetime: entry.at }, when(entry.at)),
    mine ? element('span', { class: 'only' }, 'Only you can see this') : null,
    remove === null
      ? null
      : element(
          'button',
          { type: 'button', class: 'delete', 'aria-label': `Delete: ${entry.text.slice(0, LABEL_AT_MOST)}`, onclick: () => remove(entry) },
          'Delete',
        ),
  );
  const body = entry.card === null ? element('p', { class: 'words' }, entry.text) : drawBody(entry, press);
  const label = [name, mine ? 'only you can see this' : null].filter(Boolean).join(', ');
  return element(
    'li',
    { 'data-entry': entry.id, class: [accord ? 'accord' : 'person', mine ? 'mine' : ''].join(' ').trim() },
    avatar(accord ? null : name),
    element('article', { tabindex: '-1', 'aria-label': label }, head, body),
  );
}

/** A card, or its words alone where it cannot be drawn. */
export function drawBody(entry, press) {
  try {
    const { drawn } = drawCard(entry.card, (action) => press(action, entry));
    if (drawn) return element('div', { class: 'card' }, drawn, ...drawFiles(entry));
  } catch {
    // The words say the same as the card.
  }
  return element('p', { class: 'words' }, entry.text);
}

/* The files that come with a message, each as a link that keeps it. */
function drawFiles(entry) {
  return (entry.files ?? []).map((name, file) => {
    const query = new URLSearchParams({ as: state.me.email, room: state.room, entry: entry.id, file });
    return element('p', { class: 'file' }, element('a', { href: `/local/file?${query}`, download: name }, `Keep ${name}`));
  });
}

function avatar(name) {
  if (name === null) return element('img', { class: 'avatar', src: '/local/mark.svg', alt: '', width: '40', height: '40' });
  const sum = Array.from(name).reduce((total, letter) => total + letter.codePointAt(0), 0);
  return element('span', { class: 'avatar', 'data-colour': String(sum % COLOURS), 'aria-hidden': 'true' }, initials(name));
}
