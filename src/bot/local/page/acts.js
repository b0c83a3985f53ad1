/* What a person does, sent to the server. A call that may not have arrived is sent again under its own id, so that it counts once. */
import { openDialog } from './dialog.js';
import { state } from './state.js';
import { send } from './talk.js';
import { clearNotice, notify, setWorking } from './view.js';

const UNREACHED = 'That did not reach Accord.';

const unreached = new Map();
const underWay = new Set();

/** Opens Home. */
export function openHome() {
  return send('open', { id: crypto.randomUUID(), as: state.me.email });
}

/** Says something in the room one is in. `lost` is called when it did not get through. */
export async function ask(words, go, lost) {
  const outcome = await call('say', { room: state.room, text: words }, go);
  if (outcome.is === 'unreached') {
    notify(`${UNREACHED} What you wrote is still here.`, () => ask(words, go, lost));
    lost();
  } else settle(outcome);
}

/** Presses a button of a message. */
export async function press(action, entry, go) {
  const outcome = await call('press', { room: state.room, entry: entry.id, button: action.verb, value: action.data ?? {} }, go);
  if (outcome.is === 'unreached') notify(`${UNREACHED} Nothing was changed.`, () => press(action, entry, go));
  else settle(outcome);
}

/** Deletes a message of one’s own. */
export async function remove(entry, go) {
  const outcome = await call('delete', { room: state.room, entry: entry.id }, go);
  if (outcome.is === 'unreached') notify(`${UNREACHED} Nothing was changed.`, () => remove(entry, go));
  else settle(outcome);
}

function settle(outcome) {
  if (outcome.is === 'refused') notify(outcome.sentence);
  else if (outcome.is !== 'busy') clearNotice();
}

async function call(verb, what, go) {
  const [me, room] = [state.me, state.room];
  const key = JSON.stringify([verb, me.email, what]);
  if (underWay.has(key)) return { is: 'busy' };
  underWay.add(key);
  const id = unreached.get(key) ?? crypto.randomUUID();
  const done = setWorking(me, room);
  const outcome = await send(verb, { id, as: me.email, ...what });
  done();
  underWay.delete(key);
  if (outcome.is === 'unreached') unreached.set(key, id);
  else unreached.delete(key);
  if (me !== state.me || room !== state.room) return outcome;
  if (outcome.is === 'form') openDialog(outcome.form, (data) => call('submit', { form: outcome.form.id, data }, go));
  if (outcome.is === 'done' && outcome.room !== room) go(outcome.room);
  return outcome;
}
