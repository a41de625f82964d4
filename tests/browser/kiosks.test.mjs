// A mentors' morning in a real browser at a point with two real kiosks: people take numbers on their screens, mentors call
// from their pages, the screens say it. The second kiosk hears of it from accanto-sync.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { House } from './house.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

// The real accanto-kiosk without a screen, on which somebody plays a visit.
class Kiosk {
  constructor(folder, settings) {
    this.folder = folder;
    this.state = join(folder, 'state');
    this.settings = join(folder, 'accanto.toml');
    this.said = [];
    mkdirSync(this.state, { recursive: true });
    writeFileSync(this.settings, settings);
  }
  key() { return execFileSync(process.env.ACCANTO_TOOL, ['point', 'key', '--settings', this.settings, '--state', this.state], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim(); }

  play(visit) {
    const script = join(this.folder, 'test.visit');
    writeFileSync(script, visit);
    this.said = [];
    this.errors = '';
    this.program = spawn(process.env.ACCANTO_KIOSK,
      ['--settings', this.settings, '--state', this.state, '--size', '960x540', '--software', '--speech-log', join(this.folder, 'speech.log'), '--play', script],
      { env: { ...process.env, SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'dummy' }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.program.stdout.on('data', (bytes) => this.said.push(...bytes.toString().split('\n').filter(Boolean)));
    this.program.stderr.on('data', (bytes) => { this.errors += bytes; });
    this.ended = once(this.program, 'exit').then(([code]) => code);
  }
  async says(word) {
    for (let i = 0; i < 600 && !this.said.some((line) => line.startsWith(word)); i += 1) {
      if (this.program.exitCode !== null && !this.said.some((line) => line.startsWith(word))) break;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    assert.ok(this.said.some((line) => line.startsWith(word)), `the kiosk did not say "${word}": ${this.errors}`);
  }
  async goesWell() { assert.equal(await this.ended, 0, this.errors); }
  papers() { return readdirSync(join(this.state, 'printed')).length; }
}

const ticket = (number) => `see "English" within 30s
tap "English"
tap @home.mentor
tap @topic.email
tap "Continue"
see @ticket.take
tap @ticket.take
shown @ticket.number within 20s
see "${number}"
print "waits"
`;
const called = (desk) => `see "It is your turn" within 60s
see "Please go to desk ${desk}"
print "called"
tap @stars.skip within 60s
see @home.mentor within 60s
print "over"
`;

let folder, first, second, sync, house, ana, luca, display;

function startSync() {
  sync = spawn(process.env.ACCANTO_SYNC, ['run', '--settings', second.settings, '--state', second.state], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ACCANTO_LOG: 'error' } });
}
async function stop(program) {
  if (!program || program.exitCode !== null) return;
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  await ended;
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accanto-kiosks.'));
  const port = await freePort();
  const point = '[point]\nid = "biblio"\nname = "Biblioteca del Carme"\nofficial_language = "en"\ntime_zone = "Europe/Madrid"\nplace = "ES-CT"\n[screen]\nmotion = false\n';
  first = new Kiosk(join(folder, 'first'), point);
  second = new Kiosk(join(folder, 'second'), point);
  const theirs = first.key();
  writeFileSync(second.settings, `${point}[kiosk]\nletter = "C"\n[host]\naddress = "http://127.0.0.1:${port}"\nkey = "${theirs}"\n[sync]\nevery_s = 1\n`);
  writeFileSync(first.settings, `${point}[guests]\nC = "${second.key()}"\n[desk]\nlisten = "127.0.0.1"\n`);
  house = await House.open({ state: first.state, settings: first.settings, port });
  startSync();
  ana = await house.page();
  luca = await house.page();
  display = await house.page('en', { width: 1920, height: 1080 });
  await house.signIn(ana);
  await house.signIn(luca, 'Luca Bianchi', '112358', '2');
  await display.goto(`${house.url}/display`);
});
after(async () => {
  for (const kiosk of [first, second]) kiosk.program?.kill('SIGKILL');
  await stop(sync);
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

const waits = (page, count) => page.waitForFunction((n) => document.querySelectorAll('#waiting li').length === n, count);
const number = async (page) => {
  await page.waitForSelector('#here:visible');
  return page.locator('#case-label').innerText();
};
async function serve(page) {
  await page.click('#here');
  await page.click('#finish');
  await page.locator('label.tile:has([name=help][value=with])').click();
  await page.locator('label.tile:has([name=outcome][value=done])').click();
  await page.click('#record [type=submit]');
  await page.waitForSelector('#record', { state: 'hidden' });
}

test('numbers taken on both screens are called from both desks at the same moment, and each screen says its own', async () => {
  first.play(ticket('B01') + called('[12]').replace('see "Please go to desk [12]"\n', ''));
  await first.says('waits');
  await waits(ana, 1);
  second.play(ticket('C01') + called('[12]').replace('see "Please go to desk [12]"\n', ''));
  await second.says('waits');
  await waits(ana, 2);
  await waits(luca, 2);
  await Promise.all([ana.click('#call'), luca.click('#call')]);
  assert.deepEqual([await number(ana), await number(luca)].sort(), ['B01', 'C01']);
  await Promise.all([first.says('called'), second.says('called')]);
  await display.waitForFunction(() => document.querySelectorAll('#serving li').length === 2);
  await Promise.all([serve(ana), serve(luca)]);
  await Promise.all([first.says('over'), second.says('over')]);
  await Promise.all([first.goesWell(), second.goesWell()]);
  assert.deepEqual([first.papers(), second.papers()], [1, 1]);
  assert.match(readFileSync(join(second.folder, 'speech.log'), 'utf8'), /C01/);
});

test('while the second kiosk is cut off it gives numbers on, and they are called when it is back', async () => {
  await stop(sync);
  second.play(ticket('C02') + called('1'));
  await second.says('waits');
  await ana.waitForSelector('#case-empty:visible');
  startSync();
  await waits(ana, 1);
  await ana.click('#call');
  assert.equal(await number(ana), 'C02');
  await second.says('called');
  await serve(ana);
  await second.says('over');
  await second.goesWell();
});

test('a number given back on the second screen is off the list at the desk', async () => {
  second.play(`${ticket('C03')}tap @ticket.give_up\nshown @give_up.yes within 20s\nrest 2s\ntap @give_up.yes\nsee @home.mentor within 30s\nprint "gone"\n`);
  await second.says('waits');
  await waits(ana, 1);
  await second.says('gone');
  await waits(ana, 0);
  await second.goesWell();
});

test('the kiosk part of the page shows the second kiosk and its printer', async () => {
  await ana.click('[data-section=kiosk]');
  const row = ana.locator('#other-kiosks li');
  await row.waitFor();
  assert.match(await row.innerText(), /Kiosk C: Connected\. The ticket printer is well\./);
  assert.equal(await ana.locator('#kiosks-wanting-care li').count(), 0);
  for (const page of [ana, luca, display]) assert.deepEqual(page.troubles, []);
});
