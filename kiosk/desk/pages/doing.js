// What the page knows, and the ways to change it.

import { $, post, say, show, word } from './page.js';
import { openRecord } from './record.js';
import { openTransfer } from './transfer.js';

const TOAST_MS = 6000;

// `state`: what the desk last said. `selected`: id of the waiting ticket on the card; null: the next one.
export const model = { state: null, selected: null, clockGap: 0, received: () => {} };

export const deskNow = () => Date.now() + model.clockGap;

// Whom "call next" would call: those who wait for a colleague are passed over.
export const nextInLine = () => model.state.waiting.find((ticket) => !ticket.held) ?? null;

export function onCard() {
  const { waiting } = model.state;
  return waiting.find((ticket) => ticket.id === model.selected) ?? nextInLine() ?? waiting[0] ?? null;
}

export function findTicket(id) {
  const { mine, waiting, parked, missed } = model.state;
  return [mine, ...waiting, ...parked, ...missed].find((ticket) => ticket?.id === id) ?? null;
}

let toastTimer = 0;
export function toast(text) {
  clearTimeout(toastTimer);
  say($('toast'), text);
  toastTimer = setTimeout(() => say($('toast'), ''), TOAST_MS);
}

let busy = false;
let leaving = false;

// The desk ended the session. Whoever signs out ends it too, and reads that, not this.
export function expired() {
  if (!leaving) location.replace('/?why=expired');
}

export async function signOut() {
  const { mine } = model.state;
  if (mine && await ask(word('sign_out.ask', mine), word('sign_out.yes')) !== 'yes') return;
  leaving = true;
  const answer = await post('/api/sign-out');
  if (answer.ok || answer.status === 401) {
    location.replace('/?why=ended');
    return;
  }
  leaving = false;
  toast(answer.detail);
}

// What the desk says by itself. While a change is on its way it is kept back: buttons that it brings would answer the second of
// two taps, or no tap at all.
let keptBack = null;
export function streamed(state, now) {
  if (busy) keptBack = { state, now };
  else model.received(state, now);
}

// One change at a time: a second tap while the first is on its way does nothing. What is wrong is told to `refused`.
export async function change(path, body, refused = toast) {
  if (busy) return false;
  busy = true;
  const answer = await post(path, body);
  busy = false;
  if (answer.status === 401) {
    expired();
    return false;
  }
  if (answer.ok) accept(answer);
  else refused(answer.detail);
  if (keptBack && !(answer.ok && answer.data.now_ms >= keptBack.now)) model.received(keptBack.state, keptBack.now);
  keptBack = null;
  return answer.ok;
}

function accept(answer) {
  model.received(answer.data.state, answer.data.now_ms);
  if (answer.data.done) toast(answer.data.done);
}

const pathOf = (ticket, action) => `/api/tickets/${encodeURIComponent(ticket.id)}/${action}`;
export const act = (ticket, action) => change(pathOf(ticket, action));

// Gives "yes", "other" or "no".
export function ask(text, yes, other = '') {
  const dialog = $('ask');
  say($('ask-text'), text);
  say($('ask-yes'), yes);
  say($('ask-other'), other);
  show($('ask-other'), Boolean(other));
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue || 'no'), { once: true });
  });
}

export async function finishMine(then) {
  const { mine } = model.state;
  const saved = await openRecord(mine, (record) => post(pathOf(mine, 'finish'), record));
  if (!saved) return;
  accept(saved);
  if (then) await then();
}

export async function transfer(ticket) {
  const saved = await openTransfer(ticket, model.state, (to) => post(pathOf(ticket, 'transfer'), to));
  if (saved) accept(saved);
}

// Brings one person to this desk by `action`; asks first when another is still there.
export async function bring(ticket, action) {
  const { mine } = model.state;
  const isNext = action === 'call' && ticket.id === nextInLine()?.id;
  if (!mine) return isNext ? change('/api/call-next', { expected: ticket.id }) : act(ticket, action);
  if (ticket.held) return toast(word('card.waits_for_other', ticket));
  const kind = `switch.${mine.state}`;
  const names = { label: mine.label, next: ticket.label };
  const serving = mine.state === 'serving';
  const answer = await ask(word(kind, names), word(`${kind}_yes`, names), serving ? word('switch.park', names) : '');
  if (answer === 'no') return undefined;
  if (answer === 'other') return await act(mine, 'park') && act(ticket, action);
  if (serving) return finishMine(() => act(ticket, action));
  return await act(mine, 'not-here') && act(ticket, action);
}

// What can be done with a ticket beside the main things, by the names the desk gives them.
const furtherActions = {
  transfer: { words: () => word('card.transfer'), run: transfer },
  'put-back': { words: (ticket) => word(ticket.state === 'called' ? 'called.by_mistake' : 'card.put_back'), ask: 'back' },
  call: { words: (ticket) => word('parked.call', ticket), run: (ticket) => bring(ticket, 'call') },
  reprint: { words: () => word('card.reprint') },
  left: { words: () => word('card.left'), ask: 'left' },
  void: { words: () => word('card.void'), ask: 'void' },
};
const offered = {
  waiting: ['reprint', 'left', 'void'], transferred: ['transfer', 'reprint', 'left', 'void'],
  called: ['transfer', 'put-back', 'reprint', 'left', 'void'], serving: ['reprint'],
  parked: ['call', 'transfer', 'put-back', 'reprint', 'left', 'void'], missed: ['put-back', 'reprint', 'void'],
};

export function drawMore(details, ticket) {
  const names = offered[ticket.state].filter((name) => name === 'call' || ticket.can.includes(name));
  const wanted = `${ticket.id} ${ticket.state} ${names}`;
  show(details, names.length > 0);
  if (details.dataset.shown === wanted) return;
  details.dataset.shown = wanted;
  details.open = false;
  details.lastElementChild.replaceChildren(...names.map((name) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.dataset.do = name;
    button.textContent = furtherActions[name].words(ticket);
    button.addEventListener('click', () => {
      details.open = false;
      details.firstElementChild.focus();
      further(name, findTicket(ticket.id));
    });
    return button;
  }));
}

async function further(name, ticket) {
  const action = furtherActions[name];
  if (!ticket) return;
  if (action.run) action.run(ticket);
  else if (!action.ask) act(ticket, name);
  else if (await ask(word(`card.${action.ask}_ask`, ticket), word(`card.${action.ask}_yes`, ticket)) === 'yes') act(ticket, name);
}
