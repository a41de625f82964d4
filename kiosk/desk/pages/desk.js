import { $, Chime, Live, duration, fromTemplate, list, picture, post, say, show } from './page.js';
import { openRecord } from './record.js';

const HEARTBEAT_MS = 60000;
const TOAST_MS = 6000;

let state = null;      // what the desk last said
let clockGap = 0;      // the desk's clock minus ours
let selected = null;   // id of the waiting ticket on the card; null: the next one
let toastTimer = 0;
const chime = new Chime();
document.addEventListener('click', () => chime.allow(), { once: true });

const deskNow = () => Date.now() + clockGap;

function toast(text) {
  clearTimeout(toastTimer);
  say($('toast'), text);
  toastTimer = setTimeout(() => say($('toast'), ''), TOAST_MS);
}

// ---- drawing ----

function onCard() {
  return state.waiting.find((ticket) => ticket.id === selected) ?? state.waiting[0] ?? null;
}

// The picture on the person's paper: who cannot read is called by it.
function mark(image, ticket) {
  picture(image, ticket.mark.picture);
  image.alt = ticket.mark.word;
}

function drawHead(ticket) {
  const kind = state.mine ? state.mine.state : 'next';
  $('case-head').dataset.tint = ticket.topic.tint;
  picture($('case-picture'), ticket.topic.picture);
  say($('case-kind'), $('case-kind').dataset[kind]);
  say($('case-label'), ticket.label);
  mark($('case-mark'), ticket);
  say($('case-under'), [ticket.position, ticket.class].filter(Boolean).join(' · '));
  show($('case-clock'), Boolean(state.mine));
  if (state.mine) say($('case-since'), $('case-since').dataset[kind]);
}

function drawStuck(stuck) {
  show($('case-stuck'), Boolean(stuck));
  if (!stuck) return;
  const title = $('stuck-title');
  say(title, stuck.title);
  if (stuck.title_language) title.lang = stuck.title_language; else title.removeAttribute('lang');
  say($('stuck-step'), stuck.step_title);
  say($('stuck-at'), stuck.at);
  say($('stuck-hints'), stuck.hints);
  say($('stuck-alone'), stuck.alone);
  const dots = Array.from({ length: Math.min(stuck.steps, 40) }, (_, i) => {
    const dot = document.createElement('span');
    if (i + 1 < stuck.step) dot.className = 'past';
    if (i + 1 === stuck.step) dot.className = 'now';
    return dot;
  });
  $('stuck-steps').replaceChildren(...dots);
}

function drawFacts(ticket) {
  say($('case-topic'), ticket.topic.title);
  say($('case-language'), ticket.language);
  say($('case-waiting'), ticket.waiting);
  show($('case-needs'), ticket.needs.length > 0);
  $('case-needs-list').replaceChildren(...ticket.needs.map((need) => {
    const item = document.createElement('li');
    const image = document.createElement('img');
    image.src = `/pictures/${need.code}.svg`;
    image.alt = '';
    item.append(image, need.text);
    return item;
  }));
}

function drawActions(ticket) {
  const kind = state.mine ? state.mine.state : 'next';
  show($('actions-next'), kind === 'next');
  show($('actions-called'), kind === 'called');
  show($('actions-serving'), kind === 'serving');
  if (kind === 'next') {
    say($('call'), ticket.call);
    show($('skip'), state.waiting.length > 1);
    show($('skip-hint'), state.waiting.length > 1);
  } else if (kind === 'called') {
    say($('question'), state.mine.question);
    say($('again-count'), state.mine.count);
    show($('again-no'), state.mine.last_call);
  }
}

function drawCase() {
  const ticket = state.mine ?? onCard();
  show($('case-empty'), !ticket);
  show($('case-full'), Boolean(ticket));
  if (!ticket) return;
  drawHead(ticket);
  drawFacts(ticket);
  drawStuck(ticket.stuck);
  drawActions(ticket);
  tick();
}

function drawRow(element, ticket) {
  say(element.querySelector('.label'), ticket.label);
  mark(element.querySelector('.mark'), ticket);
  say(element.querySelector('.row-topic'), ticket.topic.title);
  say(element.querySelector('.row-wait'), [ticket.waiting, ticket.language].join(' · '));
}

function drawLists() {
  const card = state.mine ? null : onCard();
  list($('waiting'), state.waiting, () => fromTemplate('waiting-row'), (element, ticket) => {
    drawRow(element, ticket);
    say(element.querySelector('.row-class'), ticket.class, true);
    say(element.querySelector('.row-chip'), ticket.chip, true);
    const round = element.querySelector('.round');
    round.dataset.tint = ticket.topic.tint;
    picture(round.firstElementChild, ticket.topic.picture);
    element.firstElementChild.setAttribute('aria-pressed', String(ticket.id === card?.id));
  });
  show($('missed-section'), state.missed.length > 0);
  list($('missed'), state.missed, () => fromTemplate('missed-row'), (element, ticket) => {
    drawRow(element, ticket);
    say(element.querySelector('.row-action'), ticket.bring_back);
  });
  show($('others-section'), state.others.length > 0);
  list($('others'), state.others, () => document.createElement('li'), (element, other) => {
    line(element, [['label', other.label], ['soft', `${other.desk} · ${other.state_text}`]]);
    element.firstElementChild.dir = 'ltr';
  });
  show($('nobody-here'), state.people.length === 0);
  list($('people'), state.people.map((person) => ({ id: person.name, ...person })), () => document.createElement('li'),
    (element, person) => {
      line(element, [['name', person.name], ['soft', `${person.desk} · ${person.presence_text}`]]);
      element.firstElementChild.dir = 'auto';
    });
}

function line(element, parts) {
  const wanted = parts.map((part) => part.join('|')).join('\n');
  if (element.dataset.shown === wanted) return;
  element.dataset.shown = wanted;
  element.replaceChildren(...parts.map(([css, text]) => {
    const part = document.createElement('span');
    if (css) part.className = css;
    part.textContent = text;
    return part;
  }));
}

// Staff see to the paper; said once, when it changes.
function drawPrinter(printer) {
  const element = $('printer');
  element.classList.toggle('urgent', Boolean(printer?.urgent));
  if (printer) line(element, [['name', printer.text], ['soft', ` ${printer.since} ${printer.today}`]]);
  else { element.replaceChildren(); delete element.dataset.shown; }
}

function draw() {
  const focused = document.activeElement;
  for (const radio of document.querySelectorAll('[name="presence"]')) radio.checked = radio.value === state.me.presence;
  say($('presence-note'), state.me.note);
  say($('count'), state.count_text);
  $('light').className = `light ${state.light}`;
  say($('light-text'), state.light_text);
  document.title = (state.count ? `(${state.count}) ` : '') + document.body.dataset.title;
  if (state.mine) selected = null;
  drawPrinter(state.printer);
  drawCase();
  drawLists();
  // The button that was pressed may be gone: the reader goes on at the heading of what came.
  if (focused !== document.body && (!focused.isConnected || !focused.checkVisibility())) ($('case-full').hidden ? $('main') : $('case-title')).focus();
}

// Once a second: only the clocks.
function tick() {
  const mine = state?.mine;
  if (!mine) return;
  say($('case-timer'), duration(deskNow() - mine.since_ms));
  if (mine.state !== 'called') return;
  const wait = mine.again_ms - deskNow();
  const may = wait <= 0 && !mine.last_call;
  $('again').disabled = !may;
  show($('again-now'), may);
  show($('again-wait'), wait > 0 && !mine.last_call);
  say($('again-timer'), duration(wait + 999));
}

function receive(next, nowMs) {
  if (nowMs) clockGap = nowMs - Date.now();
  if (state && state.count === 0 && next.count > 0) chime.play(0.4);
  state = next;
  draw();
}

// ---- doing ----

let busy = false;

// The desk ended the session. Whoever signs out ends it too, and reads that, not this.
let leaving = false;
function expired() {
  if (!leaving) location.replace('/?why=expired');
}

// One change at a time: a second tap while the first is on its way does nothing.
async function change(path, body) {
  if (busy) return false;
  busy = true;
  const answer = await post(path, body);
  busy = false;
  if (answer.status === 401) {
    expired();
    return false;
  }
  if (!answer.ok) {
    toast(answer.detail);
    return false;
  }
  receive(answer.data.state, answer.data.now_ms);
  if (answer.data.done) toast(answer.data.done);
  return true;
}

const act = (ticket, action) => change(`/api/tickets/${encodeURIComponent(ticket.id)}/${action}`);

function ask(text, yes) {
  const dialog = $('ask');
  say($('ask-text'), text);
  say($('ask-yes'), yes);
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

async function finishMine(then) {
  const mine = state.mine;
  const saved = await openRecord(mine, (record) => post(`/api/tickets/${encodeURIComponent(mine.id)}/finish`, record));
  if (!saved) return;
  receive(saved.data.state, saved.data.now_ms);
  toast(saved.data.done);
  if (then) await then();
}

// Calls one number; asks first when another is still at this desk.
async function callTicket(ticket, next) {
  const callIt = () => (next ? change('/api/call-next') : act(ticket, 'call'));
  const mine = state.mine;
  if (!mine) return callIt();
  if (!await ask(ticket.switch_ask, ticket.switch_yes)) return undefined;
  if (mine.state === 'serving') return finishMine(() => act(ticket, 'call'));
  return await act(mine, 'not-here') && act(ticket, 'call');
}

$('call').addEventListener('click', () => {
  const ticket = onCard();
  if (ticket) callTicket(ticket, ticket.id === state.waiting[0].id);
});
$('skip').addEventListener('click', () => {
  const at = state.waiting.findIndex((ticket) => ticket.id === onCard()?.id);
  selected = state.waiting[(at + 1) % state.waiting.length]?.id ?? null;
  draw();
});
$('left').addEventListener('click', async () => {
  const ticket = onCard();
  if (ticket && await ask(ticket.left_ask, ticket.left_yes)) act(ticket, 'left');
});
$('void').addEventListener('click', async () => {
  const ticket = onCard();
  if (ticket && await ask(ticket.void_ask, ticket.void_yes)) act(ticket, 'void');
});
$('here').addEventListener('click', () => act(state.mine, 'here'));
$('not-here').addEventListener('click', () => act(state.mine, 'not-here'));
$('again').addEventListener('click', () => act(state.mine, 'call-again'));
$('finish').addEventListener('click', () => finishMine());
$('waiting').addEventListener('click', (event) => {
  const id = event.target.closest('[data-id]')?.dataset.id;
  const ticket = state.waiting.find((one) => one.id === id);
  if (!ticket) return;
  if (state.mine) {
    callTicket(ticket, false);
    return;
  }
  selected = id;
  draw();
  $('case').scrollIntoView({ block: 'nearest' });
});
$('missed').addEventListener('click', (event) => {
  const id = event.target.closest('button')?.closest('[data-id]')?.dataset.id;
  const ticket = state.missed.find((one) => one.id === id);
  if (ticket) callTicket(ticket, false);
});
$('presence').addEventListener('change', (event) => change('/api/presence', { presence: event.target.value }));
$('sign-out').addEventListener('click', async () => {
  leaving = true;
  const answer = await post('/api/sign-out');
  if (answer.ok || answer.status === 401) return location.replace('/?why=ended');
  leaving = false;
  toast(answer.detail);
});
for (const details of document.querySelectorAll('details')) {
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => { if (!details.contains(event.target)) details.open = false; });
}

// ---- staying up to date ----

const lost = $('lost');
new Live('/api/events', {
  state: receive,
  lost: () => {
    lost.classList.remove('good');
    say(lost, lost.dataset.lost);
    show(lost, true);
  },
  back: () => {
    lost.classList.add('good');
    say(lost, lost.dataset.back);
    setTimeout(() => { if (lost.classList.contains('good')) show(lost, false); }, TOAST_MS);
  },
  ended: expired,
});
receive(JSON.parse($('first-state').textContent));
setInterval(tick, 1000);
setInterval(async () => {
  if ((await post('/api/heartbeat')).status === 401) expired();
}, HEARTBEAT_MS);
