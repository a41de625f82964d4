import { $, post } from './page.js';

const form = $('sign-in');
const pin = $('pin');
const desk = $('desk');
const error = $('error');
const submit = form.querySelector('button[type="submit"]');

// The desk number belongs to the place where this browser stands, not to the person.
desk.value = localStorage.getItem('desk') ?? '';

form.querySelector('.pad').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.digit && pin.value.length < pin.maxLength) pin.value += button.dataset.digit;
  if ('delete' in button.dataset) pin.value = pin.value.slice(0, -1);
  if ('clear' in button.dataset) pin.value = '';
  error.textContent = '';
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const words = submit.textContent;
  submit.disabled = true;
  submit.textContent = form.dataset.busy;
  error.textContent = '';
  const mentor = form.elements.namedItem('mentor');
  const answer = await post('/api/sign-in', {
    mentor: mentor?.value ?? '', desk: desk.value.trim(), pin: pin.value,
  });
  if (answer.ok) {
    localStorage.setItem('desk', desk.value.trim());
    location.replace(answer.data.next);
    return;
  }
  submit.disabled = false;
  submit.textContent = words;
  error.textContent = answer.detail;
  pin.value = '';
  pin.focus();
});
