// The hub's pages over an invented network, in a real browser.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { barriers } from './house.mjs';

const program = process.env.ACCANTO_HUB;
let folder, data, url, token, hub, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accanto-hub-browser.'));
  data = join(folder, 'hub');
  execFileSync(program, ['demo', '--data', data, '--points', '8', '--days', '40', '--until', '2026-10-31'], { stdio: 'ignore' });
  writeFileSync(join(data, 'hub.toml'), `[[target]]\nwhat = "services"\nfrom = 2026-10-01\nby = 2026-12-31\nper_point = 800\nmonthly_growth_percent = 3\n
[[target]]\nwhat = "points"\nfrom = 2026-10-01\nby = 2026-12-31\ngoal = 14\n`);
  hub = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--zone', 'Europe/Rome', '--now', '2026-10-31T18:31:00Z'],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ACCANTO_LOG: 'error' } });
  for (let i = 0; i < 200 && !existsSync(join(data, 'address')); i += 1) await pause(50);
  url = `http://${readFileSync(join(data, 'address'), 'utf8').trim()}`;
  token = readFileSync(join(data, 'admin.token'), 'utf8').trim();
  browser = await chromium.launch({ executablePath: process.env.ACCANTO_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
});

after(async () => {
  await browser?.close();
  if (hub?.exitCode === null) {
    hub.kill('SIGTERM');
    await once(hub, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

async function signedIn(size = { width: 1280, height: 900 }, options = {}) {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(15000);
  const page = await context.newPage();
  await page.goto(`${url}/?lang=en`);
  await page.click('.sign-in summary');
  await page.fill('#token', token);
  await page.click('.sign-in details button');
  await page.waitForSelector('.tiles');
  return page;
}

const run = (...words) => execFileSync(program, [...words, '--data', data], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
const press = (page, text) => page.click(`form.office button:text-is("${text}")`);

const clean = async (page, where) => assert.deepEqual(await barriers(page), [], where);

for (const [language, size] of [['en', { width: 1280, height: 900 }], ['it', { width: 390, height: 844 }], ['ar', { width: 390, height: 844 }]]) {
  test(`axe finds nothing, and nothing is wider than the page: ${language}, ${size.width} wide`, async () => {
    const page = await signedIn(size);
    for (const path of ['/?days=30', '/?days=7&language=ar', '/?days=30&topic=email', '/points?days=30', '/report?month=2026-10']) {
      await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr');
      await page.evaluate(() => { for (const more of document.querySelectorAll('details')) more.open = true; });
      await clean(page, path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${path}: ${over} pixels too wide`);
    }
    await page.context().close();
  });
}

test('what is chosen stays in the address, in the other languages and in the files', async () => {
  const page = await signedIn();
  await page.click('.filters summary');
  await page.fill('#f-from', '2026-10-01');
  await page.fill('#f-to', '2026-10-31');
  const organisation = await page.locator('#f-organisation option').nth(1).getAttribute('value');
  await page.selectOption('#f-organisation', organisation);
  await page.click('.filters button');
  await page.waitForSelector('.filters[open]');
  assert.match(page.url(), new RegExp(`from=2026-10-01&to=2026-10-31&organisation=${organisation}`));
  const visits = await page.innerText('.tile.mint .figure');
  const file = page.locator('#summary .files a').first();
  const csv = await (await page.request.get(new URL(await file.getAttribute('href'), url).href)).text();
  assert.equal(csv.match(/^visits,(\d+)/m)[1], visits.replace(/\D/g, ''));
  const json = await (await page.request.get(`${url}/figures/languages.json?days=30`)).json();
  assert.equal(json.figure, 'languages');
  assert.ok(json.rows.length > 2);
  await page.click('nav.languages a[lang=it]');
  assert.equal(await page.getAttribute('html', 'lang'), 'it');
  assert.equal(await page.inputValue('#f-organisation'), organisation);
  assert.equal((await page.innerText('.tile.mint .figure')).replace(/\D/g, ''), visits.replace(/\D/g, ''));
  await page.context().close();
});

test('every chart has a name and a description, and its numbers beneath', async () => {
  const page = await signedIn();
  await page.goto(`${url}/?lang=en&days=30`);
  const charts = await page.evaluate(() => [...document.querySelectorAll('svg.chart')].map((chart) => ({
    title: chart.querySelector('title')?.textContent, description: chart.querySelector('desc')?.textContent,
    table: Boolean(chart.closest('.target') || chart.closest('.one')?.querySelector('table')) })));
  assert.ok(charts.length > 12);
  for (const chart of charts) assert.ok(chart.title && chart.description && chart.table, JSON.stringify(chart));
  await page.context().close();
});

for (const [language, size] of [['en', { width: 1280, height: 900 }], ['es', { width: 390, height: 844 }], ['ar', { width: 390, height: 844 }]]) {
  test(`axe finds nothing in the offices, and nothing is wider than the page: ${language}, ${size.width} wide`, async () => {
    const page = await signedIn(size);
    if (!run('people', 'list').includes('berta')) {
      run('organisations', 'add', 'comune', '--kind', 'public', '--name', 'Comune di Prova');
      run('people', 'add', 'berta', '--role', 'coordinator', '--organisation', 'comune', '--full-name', 'Berta Vila i Roca');
    }
    for (const path of ['/people', '/log', '/kiosks', '/orders', '/content', '/account']) {
      await page.goto(`${url}${path}?lang=${language}`);
      await page.evaluate(() => { for (const more of document.querySelectorAll('details')) more.open = true; });
      await clean(page, path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${path}: ${over} pixels too wide`);
      if (process.env.ACCANTO_SHOTS) await page.screenshot({ path: join(process.env.ACCANTO_SHOTS, `office${path.replace('/', '-')}-${language}.png`), fullPage: true });
    }
    await page.context().close();
    const stranger = await (await browser.newContext({ viewport: size })).newPage();
    await stranger.goto(`${url}/people?lang=${language}`);
    await clean(stranger, 'sign-in');
    if (process.env.ACCANTO_SHOTS) await stranger.screenshot({ path: join(process.env.ACCANTO_SHOTS, `office-sign-in-${language}.png`) });
    await stranger.context().close();
  });
}

test('a technician is given an account, chooses a password, makes a code and finds no other door, all without scripts', async () => {
  const first = run('people', 'add', 'carla', '--role', 'technician', '--full-name', 'Carla Serra');
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(15000);
  await page.goto(`${url}/?lang=en`);
  await page.fill('#name', 'carla');
  await page.fill('#password', first);
  await page.click('.sign-in > form button');
  await page.fill('#now', first);
  await page.fill('#wanted', 'four words nobody joins');
  await page.fill('#again', 'four words nobody joins');
  await press(page, 'Keep the new password');
  await page.waitForSelector('.tiles');
  assert.deepEqual(await page.locator('nav.offices a').allInnerTexts(), ['Figures', 'Points', 'Kiosks', 'From afar', 'My password']);
  await page.click('nav.offices a:text-is("Kiosks")');
  await page.fill('#point', 'biblioteca-nova');
  await press(page, 'Make a code');
  assert.match(await page.innerText('.secret'), /^[A-Z0-9]{8}$/);
  assert.equal((await page.goto(`${url}/people?lang=en`)).status(), 403);
  await page.click('footer button');
  await page.waitForSelector('#password');
  await page.context().close();
  assert.match(run('audit'), /carla\tcode\.made\tbiblioteca-nova/);
});

test('an administrator adds a person by the page, and shuts them out again', async () => {
  const page = await signedIn();
  await page.goto(`${url}/people?lang=en`);
  await page.fill('#new-name', 'dario');
  await page.fill('#full-new', 'Dario Conti');
  await page.selectOption('#role-new', 'publisher');
  await press(page, 'Add a person');
  assert.match(await page.innerText('.secret'), /^([A-Z0-9]{4}-){3}[A-Z0-9]{4}$/);
  const card = page.locator('li.person', { hasText: 'Dario Conti' });
  await card.locator('summary').click();
  await card.locator('input[name=sure]').check();
  await card.locator('button', { hasText: 'Shut out' }).click();
  assert.match(await page.locator('li.person', { hasText: 'Dario Conti' }).innerText(), /Shut out/);
  await page.fill('#new-name', 'dario');
  await press(page, 'Add a person');
  assert.match(await page.innerText('[role=alert]'), /account of this name already/);
  await page.context().close();
});

test('nobody gets a file without the key', async () => {
  const page = await (await browser.newContext()).newPage();
  assert.equal((await page.request.get(`${url}/figures/ages.csv`)).status(), 401);
  await page.goto(`${url}/report?month=2026-10&lang=en`);
  await page.waitForSelector('#password');
  await page.context().close();
});

test('the report prints, and hides what tells of too few', async () => {
  const page = await signedIn();
  await page.goto(`${url}/report?month=2026-10&lang=en`);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.isVisible('.languages'), false);
  assert.equal(await page.isVisible('.files'), false);
  const wide = await page.evaluate(() => [...document.querySelectorAll('#ages tbody tr, #outcomes tbody tr')].map((row) => row.cells[1].textContent.trim()));
  assert.ok(wide.length > 4);
  for (const cell of wide) assert.ok(cell === 'hidden' || Number(cell.replace(/\D/g, '')) >= 5 || cell === '0', cell);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.ok(pdf.length > 20000);
  if (process.env.ACCANTO_SHOTS) writeFileSync(join(process.env.ACCANTO_SHOTS, 'report.pdf'), pdf);
  await page.context().close();
});
