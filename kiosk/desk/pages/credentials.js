// Mentors and their credentials: the list, and the form for one of them.

import { $, list, say } from './page.js';
import { line } from './staff.js';
import { change, model } from './doing.js';

const form = $('credential-form');
const error = $('credential-error');
const field = (name) => form.elements.namedItem(name);

const chosen = () => model.state.mentors.find((mentor) => mentor.id === field('mentor').value);

// What is known of the mentor who is chosen.
function fill() {
  const mentor = chosen();
  for (const radio of form.querySelectorAll('[name="credential"]')) radio.checked = radio.value === mentor?.credential;
  field('since').value = mentor?.since ?? '';
  field('framework').value = mentor?.framework ?? '';
  say(error, '');
}

export function drawCredentials({ mentors }) {
  list($('mentors'), mentors, () => document.createElement('li'), (element, mentor) => {
    line(element, [['name', mentor.name], ['soft', mentor.credential_text]]);
    for (const part of element.children) part.dir = 'auto';
  });
  const select = field('mentor');
  const known = mentors.map((mentor) => mentor.id).join();
  if (select.dataset.known === known) return;
  const before = select.value;
  select.dataset.known = known;
  select.replaceChildren(...mentors.map((mentor) => new Option(mentor.name, mentor.id)));
  if (mentors.some((mentor) => mentor.id === before)) select.value = before;
  else fill();
}

field('mentor').addEventListener('change', fill);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  say(error, '');
  const told = { mentor: field('mentor').value, credential: field('credential').value, since: field('since').value, framework: field('framework').value };
  await change('/api/mentors/credential', told, (detail) => say(error, detail));
});
