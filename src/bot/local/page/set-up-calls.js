/* Talking to the server about setting up. Every call gives `{ ok: true, … }` or `{ ok: false, sentence }`; only `loadOverview` throws. */

const BASE = '/local/set-up';

/** Who may set up, the drafts and the agreements. */
export async function loadOverview() {
  const response = await fetch(`${BASE}/overview`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** A draft beside what was read from it. */
export function loadDraft(id) {
  return ask(`${BASE}/draft?id=${encodeURIComponent(id)}`, {});
}

/** One step: `settle` or `settle-sure`. */
export function call(name, body) {
  return ask(`${BASE}/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Confirms a draft: what its partners are called comes back. */
export function confirmDraft(body) {
  return call('confirm', body);
}

/** Hands over a document, as it is. */
export function handOver(file, { as, newerOf }) {
  const about = new URLSearchParams({ as, file: file.name, ...(newerOf === '' ? {} : { 'newer-of': newerOf }) });
  return ask(`${BASE}/import?${about}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file });
}

async function ask(address, options) {
  try {
    const response = await fetch(address, options);
    if (response.ok) return await response.json();
    return { ok: false, sentence: (await response.text()).trim() };
  } catch {
    return { ok: false, sentence: 'Accord did not answer, and nothing was changed. Try again in a moment.' };
  }
}
