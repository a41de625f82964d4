// A full office: 200 people wait, 12 desks and 30 displays look on, and the point's kiosk stands beside them.
// usage: office.mjs KIOSK DESK ACCANTO HOUSE   (the programs; HOUSE gives numbers, see tests/browser/house.cpp)
//
// Prints how long a call took to reach the last display, the last desk and the kiosk's screen, and what a full redraw
// of the kiosk costs while the desks go on calling beside what it costs alone.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const [kioskProgram, deskProgram, accanto, house] = process.argv.slice(2);
const WAITING = 200, DESKS = 12, DISPLAYS = 30, CALLS = 4, PIN = '246810';
const folder = mkdtempSync(join(tmpdir(), 'accanto-office.'));
const settings = join(folder, 'accanto.toml');
const children = [];

function start(program, args, env = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ACCANTO_LOG: 'error', ...env } });
  children.push(child);
  return child;
}

// A desk counts tries by address: each of ours comes from its own.
function ask(path, { from, cookie, token, body } = {}) {
  return new Promise((resolve, reject) => {
    const headers = { ...(cookie && { Cookie: cookie }), ...(body && { 'Content-Type': 'application/json', 'X-Accanto-Token': token, Origin: address }) };
    const request = http.request(address + path, { method: body ? 'POST' : 'GET', headers, localAddress: from }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve({
        status: answer.statusCode, text, cookie: answer.headers['set-cookie']?.map((one) => one.split(';')[0]).join('; ') }));
    });
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

// Keeps `on.state` the newest of a stream, and tells `on.heard` of each.
function listen(path, on, { from, cookie } = {}) {
  http.get(address + path, { headers: cookie ? { Cookie: cookie } : {}, localAddress: from, agent: false }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part) => {
      text += part;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (!/^event: state$/m.test(event)) continue;
        on.state = JSON.parse(event.match(/^data: (.*)$/m)[1]).state;
        on.heard?.();
      }
    });
  }).on('error', () => {});
}

const tokenOf = (html) => html.match(/name="token" content="([^"]*)"/)[1];

async function signIn(number) {
  const from = `127.0.0.${number + 1}`;
  const page = await ask('/', { from });
  const mentors = [...page.text.matchAll(/name="mentor" value="([^"]*)"/g)].map((found) => found[1]);
  const signed = await ask('/api/sign-in', { from, cookie: page.cookie, token: tokenOf(page.text), body: { mentor: mentors[number - 1], desk: String(number), pin: PIN } });
  if (signed.status !== 200) throw new Error(`desk ${number} cannot sign in: ${signed.text}`);
  const cookie = signed.cookie ?? page.cookie;
  const desk = { number, from, cookie, token: tokenOf((await ask(JSON.parse(signed.text).next, { from, cookie })).text) };
  listen('/api/events', desk, desk);
  return desk;
}

const act = (desk, ticket, action) => ask(`/api/tickets/${ticket.id}/${action}`, { ...desk, body: {} });

// Milliseconds until `reached` holds for the last of them.
function lastOf(listeners, reached, began) {
  return Promise.all(listeners.map((one) => new Promise((resolve) => {
    one.heard = () => { if (reached(one.state)) resolve(performance.now() - began); };
    one.heard();
  }))).then((times) => Math.max(...times));
}

async function open() {
  writeFileSync(settings, `state = "${folder}"\n[point]\nofficial_language = "en"\n[screen]\nmotion = false\n`);
  for (let i = 1; i <= DESKS; i += 1)
    execFileSync(accanto, ['mentor', 'add', '--settings', settings, `Mentor ${String(i).padStart(2, '0')}`], { input: `${PIN}\n`, stdio: ['pipe', 'ignore', 'ignore'] });
  for (let i = 0; i < WAITING; i += 1)
    execFileSync(house, [folder, 'ticket', ['email', 'payments', 'health'][i % 3], ['es', 'ar', 'it'][i % 3]], { stdio: 'ignore' });
  const [line] = await once(start(deskProgram, ['run', '--settings', settings, '--port', '0']).stdout, 'data');
  return line.toString().trim().replace(/\/$/, '');
}

function kiosk() {
  const visit = ['see @language.en within 60s', 'redraw 100', 'print "ready"'];
  for (let i = 1; i <= CALLS; i += 1) visit.push(`see "B0${i}: desk ${i}" within 60s`, 'print "called"');   // in the list that nobody's visit hides
  visit.push('print "load"', 'wait 2s', 'redraw 100', 'print "done"');
  writeFileSync(join(folder, 'office.visit'), `${visit.join('\n')}\n`);
  const child = start(kioskProgram, ['--settings', settings, '--software', '--size', '1920x1080', '--play', join(folder, 'office.visit')],
    { SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'dummy' });
  const waiting = [], lines = [];
  createInterface(child.stdout).on('line', (line) => { if (waiting.length) waiting.shift()(line); else lines.push(line); });
  child.on('exit', () => { for (const resolve of waiting) resolve(''); });
  return async (wanted) => {
    for (;;) {
      const line = lines.shift() ?? await new Promise((resolve) => { waiting.push(resolve); });
      if (line.startsWith(wanted)) return line;
      if (line === '' || child.exitCode !== null) throw new Error(`the kiosk ended before it said "${wanted}"`);
    }
  };
}

const median = (numbers) => numbers.slice().sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

let address = '';
try {
  address = await open();
  const desks = [];
  for (let i = 1; i <= DESKS; i += 1) desks.push(await signIn(i));
  const displays = Array.from({ length: DISPLAYS }, () => ({}));
  for (const display of displays) listen('/api/display/events', display);
  while (![...desks, ...displays].every((one) => one.state)) await pause(50);
  const says = kiosk();
  const alone = Number((await says('redraw')).match(/median ([\d.]+)/)[1]);
  await says('ready');

  const times = { displays: [], desks: [], kiosk: [] };
  for (let i = 0; i < CALLS; i += 1) {
    const ticket = desks[i].state.waiting[0], began = performance.now();
    const reached = [lastOf(displays, (state) => JSON.stringify(state.serving).includes(`"${ticket.label}"`), began),
      lastOf(desks, (state) => !state.waiting.some((one) => one.id === ticket.id), began),
      says('called').then(() => performance.now() - began)];
    const answer = await act(desks[i], ticket, 'call');
    if (answer.status !== 200) throw new Error(`${ticket.label} cannot be called: ${answer.text}`);
    (await Promise.all(reached)).forEach((time, at) => Object.values(times)[at].push(time));
    await pause(1000);
  }

  await says('load');
  let busy = true;
  const load = (async () => {
    for (let i = 0; busy; i += 1) {
      const desk = desks[CALLS + (i % (DESKS - CALLS))];
      await (desk.state.mine ? act(desk, desk.state.mine, 'not-here') : act(desk, desk.state.waiting[0], 'call'));
      await pause(250);
    }
  })();
  const during = Number((await says('redraw')).match(/median ([\d.]+)/)[1]);
  busy = false;
  await load;

  const row = (text, measured, measure, aim, limit) => console.log(`${text.padEnd(44)} ${measured.toFixed(2).padStart(12)} ${measure.toFixed(2).padStart(12)} ` +
    `${(measured / measure).toFixed(3).padStart(8)}   ${aim} ${measured / measure <= limit ? 'met' : 'MISSED'}`);
  console.log(`\n${`${WAITING} waiting, ${DESKS} desks, ${DISPLAYS} displays`.padEnd(44)}     measured      measure    ratio   aim`);
  row('a call at the last display / a second (ms)', Math.max(...times.displays), 1000, 'at most 1:', 1);
  row('a call at the last desk / a second (ms)', Math.max(...times.desks), 1000, 'at most 1:', 1);
  row("a call on the kiosk's screen / a second (ms)", Math.max(...times.kiosk), 1000, 'at most 1:', 1);
  console.log(`  medians of ${CALLS} calls: ${Object.entries(times).map(([name, all]) => `${name} ${median(all).toFixed(0)} ms`).join(', ')}`);
  row("kiosk's redraw while they call / alone (ms)", during, alone, 'at most 1.25:', 1.25);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.filter((child) => child.exitCode === null && child.signalCode === null).map((child) => once(child, 'exit')));
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
