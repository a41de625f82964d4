// The appointments of the day, and courses with their seats.

import { $, fromTemplate, list, say, show } from './page.js';

const code = (text) => `${text.slice(0, 3)} ${text.slice(3)}`;

function drawAppointment(element, appointment) {
  const part = (css) => element.querySelector(css);
  say(part('.appointment-time'), appointment.time);
  say(part('.row-topic'), appointment.topic.title);
  say(part('.row-wait'), appointment.language);
  say(part('.appointment-code'), code(appointment.code));
  say(part('.appointment-other'), appointment.other, true);
  say(part('.appointment-state'), appointment.state);
  const button = part('button');
  say(button, $('agenda').dataset.arrive);
  button.setAttribute('aria-label', appointment.arrive_name);
  show(button, !appointment.arrived);
}

function drawCourse(element, course) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
    .format(new Date(`${course.day}T00:00:00Z`));
  const [title, soft] = element.children.length ? element.children : [document.createElement('span'), document.createElement('span')];
  title.className = 'name';
  title.lang = course.title_language;
  soft.className = 'soft';
  say(title, course.title);
  say(soft, [`${day}, ${course.time}`, course.place, course.seats, course.waiting].filter(Boolean).join(' · '));
  if (!title.isConnected) element.replaceChildren(title, soft);
}

export function drawAgenda(agenda) {
  show($('agenda'), agenda.appointments.length + agenda.courses.length > 0);
  show($('agenda-none'), agenda.appointments.length === 0);
  list($('appointments'), agenda.appointments, () => fromTemplate('appointment-row'), drawAppointment);
  show($('courses-part'), agenda.courses.length > 0);
  list($('courses'), agenda.courses, () => document.createElement('li'), drawCourse);
}

// `arrive(code)`: somebody with a booking has come to the desk.
export function onArrival(arrive) {
  $('appointments').addEventListener('click', (event) => {
    const booking = event.target.closest('button')?.closest('[data-id]')?.dataset.id;
    if (booking) arrive(booking);
  });
}
