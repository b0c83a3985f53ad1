/* The left column: who one is, and where one talks. In a narrow window the list of conversations is a select. */
import { element } from './element.js';

const who = document.getElementById('who');
const where = document.getElementById('where');
const list = document.getElementById('rooms');
/** Home and the conversation alone stand before the channels. */
const FIRST_CHANNEL = 2;

/** Fills the column. `onPerson` gets an e-mail address, `onRoom` the name of a room. */
export function fillColumn({ cast, channels }, onPerson, onRoom) {
  const groups = Map.groupBy(cast, (person) => person.group);
  who.replaceChildren(
    ...[...groups].map(([group, people]) =>
      element(
        'optgroup',
        { label: group },
        ...people.map((person) => element('option', { value: person.email }, `${person.name}, ${person.post}`)),
      ),
    ),
  );
  who.addEventListener('change', () => onPerson(who.value));
  const rooms = roomsOf(channels);
  where.replaceChildren(...rooms.map((room) => element('option', { value: room.name }, room.title)));
  where.addEventListener('change', () => onRoom(where.value));
  list.replaceChildren(
    ...rooms.map((room, index) =>
      element(
        'li',
        { class: index === FIRST_CHANNEL ? 'first-channel' : null },
        element(
          'button',
          { type: 'button', 'data-room': room.name, onclick: () => onRoom(room.name) },
          element('span', { class: 'room' }, room.title),
          element('span', { class: 'new' }),
        ),
      ),
    ),
  );
}

/** Shows who one is and where, and how many new messages wait elsewhere. */
export function markColumn(person, room, fresh) {
  who.value = person.email;
  where.value = room;
  document.getElementById('who-post').textContent = `${person.post}. ${person.terms}.`;
  for (const button of list.querySelectorAll('button')) {
    const count = fresh.get(button.dataset.room) ?? 0;
    if (button.dataset.room === room) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    button.querySelector('.new').textContent = count > 0 ? `${count} new` : '';
  }
  for (const option of where.options) {
    const count = fresh.get(option.value) ?? 0;
    const title = option.dataset.title ?? option.textContent;
    option.dataset.title = title;
    option.textContent = count > 0 ? `${title} (${count} new)` : title;
  }
}

/** Every room there is, in the order they are listed, with what the page says about each. */
export function roomsOf(channels) {
  return [
    { name: 'home', title: 'Home', about: 'Who you are to Accord, your agreement and what comes next. Only you see this page.' },
    {
      name: 'alone',
      title: 'Accord and you',
      about: 'A conversation with Accord alone. Nobody else sees it.',
      label: 'Ask Accord',
      hint: 'Enter sends, Shift and Enter begin a new line.',
      empty: 'Ask what the agreement says, in your own words. Accord answers with the paragraph it found.',
    },
    ...channels.map((channel) => ({
      name: `channel:${channel.id}`,
      title: channel.name,
      about:
        channel.agreement === null
          ? 'A channel that no agreement is bound to. Everybody in it sees what is said.'
          : `A channel under the ${channel.agreement}. Everybody in it sees what is said.`,
      label: `Ask Accord in ${channel.name}`,
      hint: 'Everybody here sees it. Begin with /accord to ask for yourself alone.',
      empty:
        channel.agreement === null
          ? 'No agreement is bound to this channel, so Accord will ask which one you mean.'
          : `Questions here are about the ${channel.agreement}, unless you name another.`,
    })),
  ];
}
