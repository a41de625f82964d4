import { $, say, word } from './page.js';
import { sendForm } from './forms.js';

const dialog = $('record');
const form = $('record-form');
const error = $('record-error');

const chosen = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((input) => input.value);

// The topic is known from the ticket, and mostly nothing is in the way. Who did it and how it ended are for the mentor
// to say: a choice made in advance would be counted as if somebody had made it.
function prefill(ticket) {
  form.reset();
  for (const input of form.querySelectorAll('[name="topic"]')) input.checked = input.value === ticket.topic.code;
  form.querySelector('[name="obstacle"][value=""]').checked = true;
  say($('record-title'), word('record.title', ticket));
  say(error, '');
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
    obstacle: chosen('obstacle')[0] ?? '', note: $('note').value,
  }));
  if (saved) delete dialog.dataset.ticket;
  return saved;
}

$('record-back').addEventListener('click', () => dialog.close());
