// The mentor's desk: keeps the page up to date, and hands what is pressed to those who do it.

import { $, Live, post, say, show } from './page.js';
import { Sound } from './sound.js';
import { act, bring, change, expired, finishMine, model, onCard, signOut, streamed, transfer } from './doing.js';
import { drawCase, drawLists, tick } from './case.js';
import { drawPlace, tickCleaning } from './staff.js';
import { drawAgenda, onArrival } from './agenda.js';
import { drawCredentials } from './credentials.js';

const HEARTBEAT_MS = 60000;
const BACK_SHOWN_MS = 6000;

const sound = new Sound();
document.addEventListener('click', () => sound.allow(), { once: true });

function draw() {
  const { state } = model;
  const focused = document.activeElement;
  for (const radio of document.querySelectorAll('[name="presence"]')) radio.checked = radio.value === state.me.presence;
  say($('presence-note'), state.me.note);
  $('presence-note').dataset.presence = state.me.presence;
  say($('count'), state.count_text);
  $('light').className = `light ${state.light}`;
  say($('light-text'), state.light_text);
  document.title = (state.count ? `(${state.count}) ` : '') + document.body.dataset.title;
  if (state.mine) model.selected = null;
  drawPlace();
  drawCase();
  drawLists();
  drawAgenda(state.agenda);
  drawCredentials(state);
  // The button that was pressed may be gone: the reader goes on at the heading of what came.
  if (focused !== document.body && (!focused.isConnected || !focused.checkVisibility())) restingPlace().focus();
}

function restingPlace() {
  if (!$('section-kiosk').hidden) return $('close-title');
  return $('case-full').hidden ? $('main') : $('case-title');
}

async function receive(next, nowMs) {
  if (nowMs) model.clockGap = nowMs - Date.now();
  const before = model.state;
  model.state = next;
  draw();
  // Called, and gone: given back at a kiosk, while nobody here pressed anything.
  if (before?.mine && !next.mine && next.left?.id === before.mine.id) toast(next.left.text);
  if (before && before.count === 0 && next.count > 0) sound.play(await sound.chime, 0.4);
}
model.received = receive;

// ---- sections: the address says which, so that it survives loading anew ----

function showSection() {
  const links = [...document.querySelectorAll('[data-section]')];
  const wanted = links.find((link) => link.hash === location.hash) ?? links[0];
  for (const link of links) {
    show($(`section-${link.dataset.section}`), link === wanted);
    if (link === wanted) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
}
addEventListener('hashchange', showSection);
showSection();

// ---- what is pressed ----

$('call').addEventListener('click', () => {
  const ticket = onCard();
  if (ticket) bring(ticket, 'call');
});
$('skip').addEventListener('click', () => {
  const { waiting } = model.state;
  const at = waiting.findIndex((ticket) => ticket.id === onCard()?.id);
  model.selected = waiting[(at + 1) % waiting.length]?.id ?? null;
  draw();
});
$('first').addEventListener('click', () => {
  model.selected = null;
  draw();
});
for (const [id, action] of [['here', 'here'], ['not-here', 'not-here'], ['again', 'call-again'], ['park', 'park']])
  $(id).addEventListener('click', () => act(model.state.mine, action));
$('finish').addEventListener('click', () => finishMine());
$('transfer').addEventListener('click', () => transfer(model.state.mine));
$('waiting').addEventListener('click', (event) => {
  const id = event.target.closest('[data-id]')?.dataset.id;
  const ticket = model.state.waiting.find((one) => one.id === id);
  if (!ticket) return;
  if (model.state.mine) {
    bring(ticket, 'call');
    return;
  }
  model.selected = id;
  draw();
  $('case').scrollIntoView({ block: 'nearest' });
});
onArrival((code) => change(`/api/bookings/${encodeURIComponent(code)}/arrive`));
$('presence').addEventListener('change', (event) => change('/api/presence', { presence: event.target.value }));
$('sign-out').addEventListener('click', signOut);
document.addEventListener('keydown', (event) => {
  const details = event.target.closest('details.menu[open]');
  if (event.key !== 'Escape' || !details) return;
  details.open = false;
  details.querySelector('summary').focus();
});
document.addEventListener('click', (event) => {
  for (const details of document.querySelectorAll('details.menu[open]')) if (!details.contains(event.target)) details.open = false;
});

// ---- staying up to date ----

const lost = $('lost');
new Live('/api/events', {
  state: streamed,
  lost: () => {
    lost.classList.remove('good');
    say(lost, lost.dataset.lost);
    show(lost, true);
  },
  back: () => {
    lost.classList.add('good');
    say(lost, lost.dataset.back);
    setTimeout(() => { if (lost.classList.contains('good')) show(lost, false); }, BACK_SHOWN_MS);
  },
  ended: expired,
});
receive(JSON.parse($('first-state').textContent));
setInterval(() => { tick(); tickCleaning(); }, 1000);
setInterval(async () => {
  if ((await post('/api/heartbeat')).status === 401) expired();
}, HEARTBEAT_MS);
