import { $, fromTemplate, say, show, word } from './page.js';
import { sendForm } from './forms.js';

const dialog = $('transfer-dialog');
const form = $('transfer-form');

function tile(value, text) {
  const label = fromTemplate('who-tile');
  label.firstElementChild.value = value;
  say(label.querySelector('.tile-text'), text);
  return label;
}

// Colleagues who are here, and their desks: whoever comes to sit there.
function fill(ticket, state) {
  const others = state.people.filter((person) => !person.me);
  const desks = [...new Set(others.map((person) => person.desk_code))].filter((desk) => desk !== state.me.desk_code);
  const [anybody] = $('transfer-who').children;
  $('transfer-who').replaceChildren(anybody,
    ...others.map((person) => tile(`mentor ${person.id}`, `${person.name} · ${person.desk}`)),
    ...desks.map((desk) => tile(`desk ${desk}`, word('transfer.to_desk', { desk }))));
  form.reset();
  form.querySelector('[name="who"][value=""]').checked = true;
  form.querySelector('[name="to-topic"][value=""]').checked = true;
  say($('transfer-stays'), word('transfer.stays', { name: ticket.topic.title }));
  // Its own topic is the one it has.
  for (const input of form.querySelectorAll('[name="to-topic"]')) show(input.closest('label'), input.value !== ticket.topic.code);
  say($('transfer-heading'), word('transfer.title', ticket));
}

function chosen() {
  const [kind, ...rest] = form.elements.namedItem('who').value.split(' ');
  const to = { topic: form.elements.namedItem('to-topic').value };
  return kind ? { ...to, [kind]: rest.join(' ') } : to;
}

// Asks where `ticket` goes and hands that to `save`. Gives save's answer once it is accepted, null when the mentor goes
// back.
export function openTransfer(ticket, state, save) {
  fill(ticket, state);
  say($('transfer-error'), '');
  dialog.showModal();
  $('transfer-heading').focus();
  return sendForm(dialog, form, $('transfer-error'), () => save(chosen()));
}

$('transfer-back').addEventListener('click', () => dialog.close());
