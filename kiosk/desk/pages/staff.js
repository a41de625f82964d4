// What staff do for the place: the notices above the queue, the kiosk's own part of the page, who is here.

import { $, fromTemplate, list, say, show, word } from './page.js';
import { change, deskNow, model } from './doing.js';

export function line(element, parts) {
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

function drawColleagues({ colleagues, me }) {
  const mine = colleagues.find((one) => one.id === me.desk_code);
  show($('want-colleague'), !mine);
  list($('colleagues'), colleagues, () => fromTemplate('colleague-row'), (element, one) => {
    const button = element.querySelector('button');
    const coming = { name: one.coming, desk: one === mine ? one.coming_desk : one.id };
    element.classList.toggle('urgent', !one.coming_desk);
    if (one === mine) say(element.firstElementChild, one.coming_desk ? word('colleague.comes', coming) : word('colleague.waiting'));
    else say(element.firstElementChild, one.coming_desk ? word('colleague.goes', coming) : word('colleague.wanted', { name: one.name, desk: one.id }));
    say(button, word(one === mine ? 'colleague.end' : 'colleague.go'));
    show(button, one === mine || !one.coming_desk);
    button.onclick = () => (one === mine ? change('/api/colleague/end') : change('/api/colleague/go', { desk: one.id }));
  });
}

function drawKiosk({ kiosk }) {
  const { closed } = kiosk;
  show($('closed-note'), Boolean(closed));
  $('kiosk-state').classList.toggle('full', !kiosk.open);
  say($('kiosk-state-text'), kiosk.state_text);
  show($('close-form'), !closed);
  show($('closed-now'), Boolean(closed));
  show($('closed-says'), Boolean(closed?.reason_text || closed?.message));
  say($('closed-reason'), closed?.reason_text ?? '', true);
  say($('closed-message'), closed?.message ?? '', true);
  show($('paper-changed'), kiosk.prints);
  show($('paper-hint'), kiosk.prints);
  say($('printer-text'), kiosk.printer_text);
  tickCleaning();
}

export function tickCleaning() {
  if (!model.state) return;
  const left = Math.max(0, Math.round((model.state.kiosk.cleaning_until_ms - deskNow()) / 1000));
  show($('cleaning-note'), left > 0);
  $('start-cleaning').disabled = left > 0;
  if (left > 0) say($('cleaning-left'), word('cleaning.left', { seconds: left }));
}

function drawPeople({ others, people }) {
  show($('others-section'), others.length > 0);
  list($('others'), others, () => document.createElement('li'), (element, other) => {
    line(element, [['label', other.label], ['soft', `${other.desk} · ${other.state_text}`]]);
    element.firstElementChild.dir = 'ltr';
  });
  show($('nobody-here'), people.length === 0);
  list($('people'), people, () => document.createElement('li'), (element, person) => {
    line(element, [['name', person.name], ['soft', [person.desk, person.presence_text, person.credential].filter(Boolean).join(' · ')]]);
    element.firstElementChild.dir = 'auto';
  });
}

// The other kiosks of the point: on the kiosk's part of the page all of them, above the queue those somebody should see to.
function drawOtherKiosks({ other_kiosks: kiosks }) {
  const row = () => document.createElement('li');
  const parts = (one) => [['name', one.name], ['soft', ` ${one.text} ${one.printer}`.trimEnd()]];
  show($('other-kiosks-card'), kiosks.length > 0);
  list($('other-kiosks'), kiosks, row, (element, one) => {
    element.classList.toggle('urgent', one.care);
    line(element, parts(one));
  });
  list($('kiosks-wanting-care'), kiosks.filter((one) => one.care), row, (element, one) => {
    element.className = 'printer urgent';
    line(element, parts(one));
  });
}

// What the kiosk found at night. Above the queue only what does not work, and by its first sentence.
function drawNight(night) {
  show($('night-card'), Boolean(night));
  const lines = night?.lines ?? [];
  say($('night-text'), night?.text ?? '');
  list($('night-lines'), lines.map((one) => ({ ...one, id: one.name })), () => document.createElement('li'), (element, one) => {
    element.className = night.light === 'red' ? 'urgent' : '';
    line(element, [['name', one.name], ['soft', ` ${one.text}`]]);
  });
  const note = $('night-note');
  if (night?.light === 'red') line(note, [['name', night.text], ['soft', ` ${lines.map((one) => `${one.name}: ${one.text}`).join(' ')}`]]);
  else { note.replaceChildren(); delete note.dataset.shown; }
}

export function drawPlace() {
  drawNight(model.state.night);
  drawOtherKiosks(model.state);
  drawPrinter(model.state.printer);
  drawColleagues(model.state);
  drawKiosk(model.state);
  drawPeople(model.state);
}

const form = $('close-form');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const told = { reason: form.elements.namedItem('reason').value, message: $('close-message').value };
  if (await change('/api/kiosk/close', told)) form.reset();
});
for (const button of document.querySelectorAll('[data-open]')) button.addEventListener('click', () => change('/api/kiosk/open'));
for (const button of document.querySelectorAll('[data-end-cleaning]')) button.addEventListener('click', () => change('/api/kiosk/cleaning', { wish: 'end' }));
$('start-cleaning').addEventListener('click', () => change('/api/kiosk/cleaning', { wish: 'start' }));
$('paper-changed').addEventListener('click', () => change('/api/kiosk/paper-changed'));
$('want-colleague').addEventListener('click', () => change('/api/colleague/want'));
