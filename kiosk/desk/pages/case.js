// The person at hand, and the lists of those who wait, were set aside or did not come.

import { $, fromTemplate, list, duration, picture, say, show, word } from './page.js';
import { bring, deskNow, drawMore, model, nextInLine, onCard } from './doing.js';

// The picture on the person's paper: who cannot read is called by it.
function mark(image, ticket) {
  picture(image, ticket.mark.picture);
  image.alt = ticket.mark.word;
}

function drawHead(ticket, mine) {
  const kind = mine ? mine.state : 'next';
  $('case-head').dataset.tint = ticket.topic.tint;
  picture($('case-picture'), ticket.topic.picture);
  say($('case-kind'), $('case-kind').dataset[kind]);
  say($('case-label'), ticket.label);
  mark($('case-mark'), ticket);
  say($('case-under'), [ticket.position, ticket.class, ticket.target].filter(Boolean).join(' · '));
  show($('case-clock'), Boolean(mine));
  if (mine) say($('case-since'), $('case-since').dataset[kind]);
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

function drawActions(ticket, mine) {
  const kind = mine ? mine.state : 'next';
  for (const one of ['next', 'called', 'serving']) show($(`actions-${one}`), kind === one);
  drawMore($(`actions-${kind}`).querySelector('.more'), ticket);
  show($('held'), kind === 'next' && ticket.held);
  if (kind === 'next') {
    if (ticket.held) say($('held'), word('card.waits_for_other', ticket));
    const first = ticket.id === nextInLine()?.id;
    say($('call'), word(first ? 'card.call_next' : 'card.call', ticket));
    show($('call'), !ticket.held);
    const several = model.state.waiting.length > 1;
    show($('skip'), several);
    show($('skip-hint'), several);
    show($('first'), several && !first && Boolean(nextInLine()));
  } else if (kind === 'called') {
    say($('question'), word('called.question', ticket));
    say($('again-count'), mine.count);
    show($('again-no'), mine.last_call);
  }
}

export function drawCase() {
  const { mine } = model.state;
  const ticket = mine ?? onCard();
  show($('case-empty'), !ticket);
  show($('case-full'), Boolean(ticket));
  if (!ticket) return;
  drawHead(ticket, mine);
  drawFacts(ticket);
  drawStuck(ticket.stuck);
  drawActions(ticket, mine);
  tick();
}

// Once a second: only the clocks.
export function tick() {
  const mine = model.state?.mine;
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

function drawRow(element, ticket, facts) {
  say(element.querySelector('.label'), ticket.label);
  mark(element.querySelector('.mark'), ticket);
  say(element.querySelector('.row-topic'), ticket.topic.title);
  say(element.querySelector('.row-wait'), facts.join(' · '));
}

function drawWaiting(card) {
  list($('waiting'), model.state.waiting, () => fromTemplate('waiting-row'), (element, ticket) => {
    drawRow(element, ticket, [ticket.waiting, ticket.language]);
    say(element.querySelector('.row-class'), ticket.class, true);
    say(element.querySelector('.row-target'), ticket.target, true);
    say(element.querySelector('.row-chip'), ticket.chip, true);
    const round = element.querySelector('.round');
    round.dataset.tint = ticket.topic.tint;
    picture(round.firstElementChild, ticket.topic.picture);
    element.firstElementChild.setAttribute('aria-pressed', String(ticket.id === card?.id));
  });
}

// Who may come back: `action` is the main button's, `key` its words.
function drawBack(name, action, key, factsOf) {
  const tickets = model.state[name];
  show($(`${name}-section`), tickets.length > 0);
  list($(name), tickets, () => fromTemplate('back-row'), (element, ticket) => {
    drawRow(element, ticket, factsOf(ticket));
    const button = element.querySelector('[data-do]');
    button.dataset.do = action;
    say(button, word(key, ticket));
    drawMore(element.querySelector('.more'), ticket);
  });
  $(name).onclick = (event) => {
    const button = event.target.closest('.back-actions > button');
    const ticket = tickets.find((one) => one.id === button?.closest('[data-id]').dataset.id);
    if (ticket) bring(ticket, action);
  };
}

export function drawLists() {
  drawWaiting(model.state.mine ? null : onCard());
  drawBack('parked', 'take-up', 'parked.go_on', (ticket) => [ticket.desk, ticket.language]);
  drawBack('missed', 'call', 'missed.bring_back', (ticket) => [ticket.waiting, ticket.language]);
}
