/* What the page knows: who one is, where one is, and what that person can see. */

export const state = { cast: [], channels: [], rooms: [], me: null, room: 'alone', entries: new Map(), fresh: new Map() };

export const at = (id) => document.getElementById(id);
export const roomNow = () => state.rooms.find((room) => room.name === state.room);
export const nameOf = (email) => state.cast.find((person) => person.email === email)?.name ?? email;

/** The entries of a room by id, oldest first. */
export function entriesOf(room) {
  if (!state.entries.has(room)) state.entries.set(room, new Map());
  return state.entries.get(room);
}

/** A reload of this tab shows the same person and room; two tabs can be two people. */
export function keepPlace() {
  try {
    sessionStorage.setItem('accord', JSON.stringify({ me: state.me.email, room: state.room }));
  } catch {
    // A browser that keeps nothing begins with the first person again.
  }
}

/** The person and room of before the reload, or nothing. */
export function recallPlace() {
  try {
    return JSON.parse(sessionStorage.getItem('accord')) ?? {};
  } catch {
    return {};
  }
}
