// Plays the mentor of the demonstration on the desk's real page, as a person would: signs in, waits for somebody,
// calls, receives, finishes with a record. Leaves a picture of the desk and of the public display at each stage.
//
//   node mentor.mjs --desk URL --name NAME --pin PIN --shots FOLDER [--patience SECONDS] [--settled-s SECONDS]
//
// Prints one line for each thing done; the first is "ready", when a ticket may be taken. Exit code 1 with a sentence
// when the page does not do what it should.

import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { Browser } from './browser.mjs';

const { values: options } = parseArgs({ options: {
  desk: { type: 'string' }, name: { type: 'string' }, pin: { type: 'string' }, shots: { type: 'string' },
  patience: { type: 'string', default: '180' },   // how long the citizen may take to come
  'settled-s': { type: 'string', default: '5' },  // how long a mentor takes between two things: the citizen's screen shows each
} });

const quoted = JSON.stringify;
const shown = (selector) => `(() => { const e = document.querySelector(${quoted(selector)}); return e && e.getClientRects().length > 0; })()`;
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function click(page, selector) {
  await page.until(shown(selector));
  const { x, y } = await page.value(`(() => { const e = document.querySelector(${quoted(selector)}); e.scrollIntoView({ block: 'center' });
    const r = e.getBoundingClientRect(); return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()`);
  for (const type of ['mousePressed', 'mouseReleased'])
    await page.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
}

async function type(page, selector, text) {
  await page.until(shown(selector));
  await page.value(`document.querySelector(${quoted(selector)}).focus()`);
  await page.send('Input.insertText', { text });
}

async function choose(page, name, value) {
  await page.value(`(() => { const e = document.querySelector(${quoted(`[name=${name}][value="${value}"]`)}); if (!e.checked) e.click(); })()`);
}

async function sign_in(page) {
  await page.open(options.desk);
  await page.until(`document.querySelectorAll('[name=mentor]').length > 0`);
  await page.value(`[...document.querySelectorAll('label.person')].find((l) => l.textContent.includes(${quoted(options.name)})).querySelector('input').click()`);
  await type(page, '#desk', '1');
  await type(page, '#pin', options.pin);
  await shoot(page, 'desk_1_sign_in');
  await click(page, '#sign-in [type=submit]');
  await page.until(`document.body.classList.contains('desk') && document.querySelector('#case-empty, #case-full')`);
}

async function shoot(page, name) {
  await page.picture(join(options.shots, `${name}.png`));
}

async function serve(desk, display) {
  await desk.until(shown('#call'), Number(options.patience));
  await pause(2 * Number(options['settled-s']));   // the citizen has to find a seat
  await shoot(desk, 'desk_2_precall');
  await click(desk, '#call');
  await desk.until(shown('#here'));
  console.log(`called ${await desk.value(`document.querySelector('#case-label').textContent`)}`);
  await pause(Number(options['settled-s']));
  await shoot(desk, 'desk_3_called');
  await shoot(display, 'display_1_called');
  await click(desk, '#here');
  await desk.until(shown('#finish'));
  console.log('serving');
  await pause(Number(options['settled-s']));
  await shoot(desk, 'desk_4_serving');
  await click(desk, '#finish');
  await desk.until(`document.querySelector('#record').open`);
  if (await desk.value(`document.querySelectorAll('#record [name=topic]:checked').length === 0`))
    await desk.value(`document.querySelector('#record [name=topic]').click()`);
  await choose(desk, 'help', 'with');
  await choose(desk, 'outcome', 'done');
  await choose(desk, 'obstacle', 'forgot_password');
  await shoot(desk, 'desk_5_record');
  await click(desk, '#record [type=submit]');
  await desk.until(`!document.querySelector('#record').open`);
  console.log('finished');
  await pause(1);
  await shoot(desk, 'desk_6_done');
  await shoot(display, 'display_2_done');
}

const browser = await Browser.start();
try {
  const desk = await browser.page({ width: 1280, height: 960 });
  const display = await browser.page({ width: 1920, height: 1080 });
  await sign_in(desk);
  await display.open(new URL('/display', options.desk).href);
  console.log('ready');
  await serve(desk, display);
  const errors = [...desk.errors, ...display.errors];
  if (errors.length > 0) throw new Error(`errors in the pages: ${errors.join('; ')}`);
} catch (error) {
  console.error(`mentor: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.stop();
}
