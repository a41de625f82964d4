// A point in a temporary folder: a store with mentors, a desk over it, a kiosk that gives numbers, a browser.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class House {
  // `secure`: over HTTPS, with a certificate that the desk made itself. `flags`: further ones for Chromium.
  // `state`, `settings`, `port`: of a kiosk that is there already.
  static async open({ secure = false, flags = [], state, settings, port = 0 } = {}) {
    const house = new House();
    house.secure = secure;
    house.folder = state ?? mkdtempSync(join(tmpdir(), 'accanto-browser.'));
    house.settings = settings ?? join(house.folder, 'accanto.toml');
    if (!settings) writeFileSync(house.settings, '[point]\nname = "Biblioteca <b>del</b> Carme"\nofficial_language = "en"\n');
    house.tool('mentors');
    if (secure) execFileSync(process.env.ACCANTO_DESK, ['certificate', '--folder', house.folder], { stdio: 'ignore' });
    if (!state) house.code = house.tool('bookings');   // of somebody who is expected today; there is a course too
    await house.startDesk(port);
    house.browser = await chromium.launch({ executablePath: process.env.ACCANTO_CHROMIUM ?? '/usr/bin/chromium', args: [...browserFlags, ...flags] });
    return house;
  }

  tool(...words) {
    return execFileSync(process.env.ACCANTO_HOUSE, [this.folder, ...words],
      { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ACCANTO_LETTER: this.letter ?? 'B' } }).toString().trim().split('\n').pop();
  }

  // Somebody takes a number at the kiosk; returns it.
  ticket(topic = 'email', language = 'ar', ...stuck) { return this.tool('ticket', topic, language, ...stuck); }

  // The same at the point's other kiosk.
  ticketAtOther(...words) {
    this.letter = 'C';
    try { return this.ticket(...words); } finally { this.letter = 'B'; }
  }

  // The kiosk finds its printer so: "ok", "near_end", "out".
  printer(state) { this.tool('printer', state); }

  async startDesk(port = this.port) {
    const secure = ['--certificate', join(this.folder, 'certificate.pem'), '--key', join(this.folder, 'key.pem')];
    this.desk = spawn(process.env.ACCANTO_DESK, ['run', '--settings', this.settings, '--state', this.folder, '--port', String(port), ...(this.secure ? secure : [])],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ACCANTO_LOG: 'warn' } });
    const [line] = await once(this.desk.stdout, 'data');
    this.url = line.toString().trim().replace(/\/$/, '');
    this.port = Number(new URL(this.url).port);
  }

  async stopDesk() {
    const ended = once(this.desk, 'exit');
    this.desk.kill('SIGTERM');
    await ended;
  }

  // A page of its own browser context; what goes wrong in it fails the test at `check()`.
  async page(language = 'en', size = { width: 1366, height: 860 }) {
    const context = await this.browser.newContext({ viewport: size, locale: language, reducedMotion: 'reduce', ignoreHTTPSErrors: this.secure });
    context.setDefaultTimeout(15000);
    const page = await context.newPage();
    page.troubles = [];
    // No page of ours opens one: it would be somebody's script.
    page.on('dialog', (dialog) => { page.troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('pageerror', (error) => page.troubles.push(error.message));
    page.on('console', (message) => {
      // A refused request and a lost connection are logged by the browser itself.
      if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) page.troubles.push(message.text());
    });
    return page;
  }

  async signIn(page, name = 'Ana Ferrer', pin = '246810', desk = '1') {
    await page.goto(this.url);
    await page.locator('label.person', { hasText: name }).click();
    await page.fill('#desk', desk);
    await page.fill('#pin', pin);
    await page.click('#sign-in [type=submit]');
    await page.waitForSelector('body.desk #count:not(:empty)', { state: 'attached' });   // the page's own scripts have drawn
  }

  async close() {
    await this.browser?.close();
    if (this.desk?.exitCode === null) await this.stopDesk();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// What axe finds wrong with the page as it is now: WCAG 2.2 A and AA, and axe's best practices.
export async function barriers(page) {
  // The page's policy allows no foreign script: axe comes through the debugger, as an extension would.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
