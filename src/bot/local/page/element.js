/* Making elements. Text is only ever set as text. */

/** An element with attributes and children (elements or texts). An attribute that is false, null or undefined is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The first letters of a name, for its round picture: at most two. */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return [first, last]
    .map((word) => (word === undefined ? '' : Array.from(word)[0]))
    .join('')
    .toLocaleUpperCase('en-GB');
}

/** When something was said: the time today, else the day with it. */
export function when(at) {
  const instant = new Date(at);
  const time = instant.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const today = instant.toDateString() === new Date().toDateString();
  return today ? time : `${instant.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}, ${time}`;
}
