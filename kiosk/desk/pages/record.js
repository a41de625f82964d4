import { $, say } from './page.js';

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
  say($('record-title'), ticket.record_title);
  say(error, '');
}

// Asks for the record of `ticket` and hands it to `save`. Gives save's answer once it is accepted, null when the mentor
// goes back. What was chosen stays until it is saved or another ticket comes.
export function openRecord(ticket, save) {
  if (dialog.dataset.ticket !== ticket.id) prefill(ticket);
  dialog.dataset.ticket = ticket.id;
  dialog.showModal();
  $('record-title').focus();
  return new Promise((resolve) => {
    let result = null;
    let busy = false;
    const submit = async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      say(error, '');
      const answer = await save({
        topics: chosen('topic'), help: chosen('help')[0] ?? '', outcome: chosen('outcome')[0] ?? '',
        obstacle: chosen('obstacle')[0] ?? '', note: $('note').value,
      });
      busy = false;
      if (answer.ok) {
        result = answer;
        delete dialog.dataset.ticket;
        dialog.close();
      } else {
        say(error, answer.detail);
      }
    };
    form.addEventListener('submit', submit);
    dialog.addEventListener('close', () => {
      form.removeEventListener('submit', submit);
      resolve(result);
    }, { once: true });
  });
}

$('record-back').addEventListener('click', () => dialog.close());
