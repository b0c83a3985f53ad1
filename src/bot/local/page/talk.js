/* Talking to the server: what a person does goes by POST, what is said comes by Server-Sent Events. */

const RETRY_MS = 4000;

/** The people one can be and the channels. Throws when the server does not answer. */
export async function loadCast() {
  const response = await fetch('/local/cast');
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/**
 * Sends what a person did: `say`, `press`, `submit` or `open`.
 * @returns what it came to: `{ is: 'done' | 'form' | 'rejected' | 'refused' | 'unreached' … }`; never throws
 */
export async function send(verb, call) {
  try {
    const response = await fetch(`/local/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call),
    });
    if (response.ok) return await response.json();
    return { is: 'refused', sentence: (await response.text()).trim() };
  } catch {
    return { is: 'unreached' };
  }
}

/**
 * Listens for one person. `all` gets every conversation they can see, at first and after each gap; `change` each entry that is new,
 * changed or gone; `state` whether the server answers.
 * @returns a function that stops, and one that tries again at once
 */
export function listen(email, { all, change, state }) {
  let source;
  let timer;
  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(`/local/events?as=${encodeURIComponent(email)}`);
    source.addEventListener('all', (event) => {
      state(true);
      all(JSON.parse(event.data));
    });
    source.addEventListener('change', (event) => change(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      state(false);
      source.close();
      clearTimeout(timer);
      timer = setTimeout(open, RETRY_MS);
    });
  };
  open();
  return {
    again: open,
    stop() {
      clearTimeout(timer);
      source.close();
    },
  };
}
