// A year of a large network at the hub: how long it takes to invent, how large it is, how long its overview takes to open
// in Chromium, and how long the same figures take when they are counted from the raw events.
// usage: network.mjs HUB [POINTS DAYS [FOLDER]]   (231 365; a FOLDER that was filled before is used again and kept)

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [hub, points = '231', days = '365', given] = process.argv.slice(2);
const until = '2026-10-31', now = '2026-10-31T18:31:00Z', AIM_MS = 1000;
const browserTests = join(dirname(fileURLToPath(import.meta.url)), '..', 'browser');
if (!existsSync(join(browserTests, 'node_modules', 'playwright-core')))
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: browserTests });
const { chromium } = await import(join(browserTests, 'node_modules', 'playwright-core', 'index.mjs'));

const folder = given ?? mkdtempSync(join(tmpdir(), 'accanto-network.')), data = join(folder, 'hub');
const file = join(data, 'hub.db');
const median = (numbers) => numbers.slice().sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (ms) => (ms / 1000).toFixed(ms < 10000 ? 2 : 0);
const ask = (sql) => execFileSync('sqlite3', ['-readonly', file, sql], { maxBuffer: 1 << 26 }).toString().trim();
let server, browser;

try {
  if (!existsSync(file)) {
    const began = performance.now();
    execFileSync(hub, ['demo', '--data', data, '--points', points, '--days', days, '--until', until], { stdio: ['ignore', 'ignore', 'inherit'] });
    console.log(`invented in ${seconds(performance.now() - began)} s`);
  }
  const events = Number(ask('SELECT sum(stored) FROM kiosks'));
  console.log(`${ask('SELECT count(*) FROM points')} points, ${events} events, ${(statSync(file).size / 1e9).toFixed(2)} GB`);

  rmSync(join(data, 'address'), { force: true });
  server = spawn(hub, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--zone', 'Europe/Rome', '--now', now],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ACCANTO_LOG: 'error' } });
  while (!existsSync(join(data, 'address'))) await pause(50);
  const url = `http://${readFileSync(join(data, 'address'), 'utf8').trim()}`;
  const headers = { authorization: `Bearer ${readFileSync(join(data, 'admin.token'), 'utf8').trim()}` };
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  let verdict = 0;
  for (const [name, path] of [[`overview of ${days} days`, `/?days=${days}`], ['overview of 30 days', '/?days=30'],
    [`overview of an organisation, ${days} days`, `/?days=${days}&organisation=comune`], [`all points, ${days} days`, `/points?days=${days}`]]) {
    const opened = [], answered = [];
    for (let i = 0; i < 7; i += 1) {
      const context = await browser.newContext({ extraHTTPHeaders: headers, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const began = performance.now();
      await page.goto(`${url}${path}&lang=en`, { waitUntil: 'load' });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      opened.push(performance.now() - began);
      answered.push(await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseEnd));
      await context.close();
    }
    verdict ||= median(opened);
    console.log(`${name}: opened and drawn in ${Math.round(median(opened))} ms (the first time ${Math.round(opened[0])}); answered in ${Math.round(median(answered))} ms`);
  }

  // The same figures from the events themselves: everything that is counted needs every event's data.
  const from = Date.parse(until) / 1000 - (Number(days) - 1) * 86400 - 7200;
  const began = performance.now();
  ask(`SELECT type, json_extract(bytes, '$.data.language') AS l, coalesce(json_extract(bytes, '$.data.topic'), json_extract(bytes, '$.data.tutorial')) AS t,
    coalesce(json_extract(bytes, '$.data.help'), json_extract(bytes, '$.data.overall'), json_extract(bytes, '$.data.observed'),
    json_extract(bytes, '$.data.step'), round(json_extract(bytes, '$.data.waited_s') / 10)) AS d, count(*)
    FROM events WHERE disposition = 'stored' AND to_ms >= ${from * 1000} GROUP BY 1, 2, 3, 4`);
  const raw = performance.now() - began;
  console.log(`the same over raw events: ${seconds(raw)} s, ${Math.round(raw / verdict)} times as long`);
  console.log(`overview of ${days} days in less than ${AIM_MS} ms: ${verdict < AIM_MS ? 'met' : 'MISSED'}`);
} finally {
  await browser?.close();
  if (server?.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  if (!given) rmSync(folder, { recursive: true, force: true });
}
