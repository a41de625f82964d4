// One Chromium without a window, driven over a pair of pipes (Chrome DevTools Protocol): no port is opened and no
// package is needed. For pictures of pages and for tests in a browser.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Browser {
  #process; #profile; #last = 0; #waiting = new Map(); #listeners = []; #rest = '';

  // Rejects when Chromium does not start.
  static async start(program = process.env.CHROMIUM || 'chromium') {
    const browser = new Browser();
    browser.#profile = mkdtempSync(join(tmpdir(), 'accanto-browser-'));
    const options = ['--headless', '--remote-debugging-pipe', `--user-data-dir=${browser.#profile}`, '--no-first-run',
      '--no-default-browser-check', '--disable-background-networking', '--disable-gpu', '--hide-scrollbars',
      '--force-color-profile=srgb', '--disable-dev-shm-usage', '--password-store=basic'];
    if (process.getuid() === 0) options.push('--no-sandbox');   // Chromium's sandbox refuses to work for root
    browser.#process = spawn(program, [...options, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' } });
    const failed = new Promise((_, reject) => {
      browser.#process.once('error', reject);
      browser.#process.once('exit', (code) => reject(new Error(`${program} ended (${code})`)));
    });
    failed.catch(() => {});
    browser.#process.stdio[3].on('error', () => {});
    browser.#process.stdio[4].setEncoding('utf8').on('data', (text) => browser.#read(text));
    await Promise.race([browser.send('Browser.getVersion'), failed]);
    return browser;
  }

  async stop() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.send('Browser.close').catch(() => {});
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    if (this.#process.exitCode === null && this.#process.signalCode === null) await ended;
    clearTimeout(late);
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.#last;
    this.#process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
  }

  listen(listener) { this.#listeners.push(listener); }

  #read(text) {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop();
    for (const message of messages.map((m) => JSON.parse(m))) {
      const waiting = this.#waiting.get(message.id);
      if (waiting) {
        this.#waiting.delete(message.id);
        if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
        else waiting.resolve(message.result);
      } else {
        for (const listener of this.#listeners) listener(message);
      }
    }
  }

  // A page of its own, with cookies of its own.
  async page({ width = 1280, height = 800, scale = 1 } = {}) {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId);
    await page.send('Page.enable');
    await page.send('Runtime.enable');
    await page.size(width, height, scale);
    return page;
  }
}

export class Page {
  #browser; #session;
  errors = [];   // what the page's own scripts could not do

  constructor(browser, session) {
    this.#browser = browser;
    this.#session = session;
    browser.listen((message) => {
      if (message.sessionId !== session) return;
      if (message.method === 'Runtime.exceptionThrown') this.errors.push(message.params.exceptionDetails.text);
    });
  }

  send(method, params = {}) { return this.#browser.send(method, params, this.#session); }

  size(width, height, scale = 1) {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
  }

  // Resolves when the page is loaded; rejects when the server cannot be reached.
  async open(url) {
    const loaded = new Promise((resolve) => this.#browser.listen((message) => {
      if (message.sessionId === this.#session && message.method === 'Page.loadEventFired') resolve();
    }));
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  // The value of an expression in the page; a promise is awaited.
  async value(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  // Waits until the expression is true in the page, across its own loads.
  async until(expression, seconds = 30) {
    for (const end = Date.now() + seconds * 1000; ;) {
      if (await this.value(`Boolean(${expression})`).catch(() => false)) return;
      if (Date.now() > end) throw new Error(`not within ${seconds} s: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async picture(file, { whole = false } = {}) {
    await this.value('document.fonts.ready.then(() => true)');
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: whole });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }
}
