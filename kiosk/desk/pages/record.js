import { $, say, word } from './page.js';
import { sendForm } from './forms.js';

const dialog = $('record');
const form = $('record-form');
const error = $('record-error');
const further = $('further');

const chosen = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((input) => input.value);
const lists = ['competences', 'public_services'];
const grades = ['confidence_before', 'confidence_after', 'satisfaction'];

// The topic is known from the ticket, and mostly nothing is in the way. Who did it and how it ended are for the mentor
// to say: a choice made in advance would be counted as if somebody had made it. What is folded away begins with what the
// kiosk knows.
function prefill(ticket) {
  form.reset();
  for (const input of form.querySelectorAll('[name="topic"]')) input.checked = input.value === ticket.topic.code;
  form.querySelector('[name="obstacle"][value=""]').checked = true;
  for (const input of further.querySelectorAll('input')) input.checked = ticket.record[input.name].includes(input.value);
  for (const select of further.querySelectorAll('select')) select.value = String(ticket.record[select.name] || '');
  further.open = false;
  say($('record-title'), word('record.title', ticket));
  say(error, '');
  sum();
}

// What is said in the folded part, while it is folded: nothing goes with a record unseen.
function sum() {
  const ticked = [...further.querySelectorAll('input:checked')].map((input) => input.parentElement.textContent);
  const picked = [...further.querySelectorAll('select')].filter((select) => select.value).map((select) => select.selectedOptions[0].text);
  say($('further-said'), [...ticked, ...picked].join(' · '));
}

function furtherSaid() {
  const out = {};
  for (const name of lists) out[name] = chosen(name);
  for (const select of further.querySelectorAll('select')) out[select.name] = grades.includes(select.name) ? Number(select.value) : select.value;
  return out;
}

// Asks for the record of `ticket` and hands it to `save`. Gives save's answer once it is accepted, null when the mentor
// goes back. What was chosen stays until it is saved or another ticket comes.
export async function openRecord(ticket, save) {
  if (dialog.dataset.ticket !== ticket.id) prefill(ticket);
  dialog.dataset.ticket = ticket.id;
  dialog.showModal();
  $('record-title').focus();
  const saved = await sendForm(dialog, form, error, () => save({
    topics: chosen('topic'), help: chosen('help')[0] ?? '', outcome: chosen('outcome')[0] ?? '',
    obstacle: chosen('obstacle')[0] ?? '', note: $('note').value, ...furtherSaid(),
  }));
  if (saved) delete dialog.dataset.ticket;
  return saved;
}

further.addEventListener('change', sum);
$('record-back').addEventListener('click', () => dialog.close());
