// Two mentors' day at a point with two kiosks, in a real browser; and the same pages in the other languages, over HTTPS,
// with sound.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { House, barriers } from './house.mjs';

const evil = '<img src=x onerror=alert(1)>';
let house, ana, luca, display;
before(async () => {
  house = await House.open();
  ana = await house.page();
  luca = await house.page();
  display = await house.page('en', { width: 1920, height: 1080 });
  // What is heard: how many sounds were begun.
  for (const page of [ana, display]) {
    await page.addInitScript(() => {
      globalThis.heard = 0;
      const { start } = AudioBufferSourceNode.prototype;
      AudioBufferSourceNode.prototype.start = function (...words) { globalThis.heard += 1; return start.apply(this, words); };
    });
  }
});
after(async () => { await house.close(); });

const text = (page, selector) => page.locator(selector).innerText();
const told = (page, sentence) => page.locator('#toast', { hasText: sentence }).waitFor();
const waits = (page, count) => page.waitForFunction((n) => document.querySelectorAll('#waiting li').length === n, count);
const number = (page) => page.waitForSelector('#case-full:not([hidden])').then(() => text(page, '#case-label'));
const more = async (page, row, action) => {
  await page.locator(`${row} .more summary`).click();
  await page.locator(`${row} [data-do="${action}"]`).click();
};

// `slower` presses first, and its wish arrives after what `faster` does meanwhile.
async function overtaken(slower, path, press, faster) {
  let go;
  const gone = new Promise((resolve) => { go = resolve; });
  await slower.route(path, async (route) => { await gone; await route.continue(); });
  await slower.click(press);
  await faster();
  go();
  await slower.unroute(path, { behavior: 'wait' });
}

async function here(page) {
  await page.click('#here');
  await page.waitForSelector('#finish:visible');
}

async function finish(page) {
  await page.click('#finish');
  await page.locator('label.tile:has([name=help][value=with])').click();
  await page.locator('label.tile:has([name=outcome][value=done])').click();
  await page.fill('#note', evil);
  await page.click('#record [type=submit]');
  await page.waitForSelector('#record', { state: 'hidden' });
}

test('the morning: the kiosk is closed, told, and opened', async () => {
  await house.signIn(ana);
  await house.signIn(luca, 'Luca Bianchi', '112358', '2');
  await display.goto(`${house.url}/display`);
  await ana.click('[data-section=kiosk]');
  await ana.locator('label.tile:has([name=reason][value=back_soon])').click();
  await ana.fill('#close-message', evil);
  await ana.click('#close-form [type=submit]');
  await told(ana, 'The kiosk is closed now.');
  assert.deepEqual((await text(ana, 'blockquote')).split(/\n+/), ['We will be back in a few minutes.', evil]);
  await luca.waitForSelector('#closed-note:visible');       // at the other desk, on the other part of the page
  await ana.reload();
  await ana.waitForSelector('#closed-now:visible');         // the address says which part was open
  await luca.click('#closed-note [data-open]');
  await told(luca, 'The kiosk is open again.');
  await ana.waitForSelector('#close-form:visible');
  await ana.click('#start-cleaning');
  await luca.waitForSelector('#cleaning-note:visible');
  assert.match(await text(luca, '#cleaning-left'), /paused for (60|5\d) more seconds/);
  await luca.click('[data-end-cleaning]');
  await luca.waitForSelector('#cleaning-note', { state: 'hidden' });
  await ana.click('#paper-changed');
  await told(ana, 'The kiosk is looking at its printer.');
  await ana.click('[data-section=queue]');
});

test('a sound only when the list goes from nobody to somebody', async () => {
  const heard = () => ana.evaluate(() => globalThis.heard);
  assert.equal(await heard(), 0);
  house.ticket('email', 'ar', 'create-email', '3', '10', '2');
  await waits(ana, 1);
  await ana.waitForFunction(() => globalThis.heard === 1);
  house.ticketAtOther('health', 'es');
  await waits(ana, 2);
  assert.equal(await heard(), 1);
});

test('two desks press at the same moment: two people are called, and the slower is told', async () => {
  await waits(luca, 2);
  await overtaken(luca, '**/api/call-next', '#call', async () => {
    await ana.click('#call');
    await ana.waitForSelector('#here:visible');
  });
  await told(luca, 'B01 was already called by desk 1. C01 is called instead.');
  assert.deepEqual([await number(ana), await number(luca)], ['B01', 'C01']);
  await display.waitForFunction(() => document.querySelectorAll('#serving li').length === 2);
});

test('set aside, called again from missed, handed over, taken up', async () => {
  const mine = await number(ana);
  house.ticket('payments', 'pt');
  await waits(ana, 1);
  await here(ana);
  await ana.click('#park');
  await told(ana, `${mine} is set aside.`);
  await luca.waitForSelector('#parked-section:visible');    // any desk may go on
  await ana.click('#call');
  await ana.waitForSelector('#here:visible');
  assert.equal(await ana.isDisabled('#again'), true);
  await ana.click('#not-here');
  await ana.waitForSelector('#missed-section:visible');
  await ana.click('#missed .back-actions > button');
  await here(ana);
  await ana.locator('#parked .back-actions > button').click();   // while somebody is here: the page asks
  await ana.waitForSelector('#ask[open]');
  assert.match(await text(ana, '#ask-other'), new RegExp(`Set B02 aside, then call ${mine}`));
  await ana.click('#ask-no');
  await ana.click('#transfer');
  await ana.click('#transfer-form [type=submit]');
  await ana.waitForFunction(() => document.querySelector('#transfer-error').textContent.startsWith('Please choose'));
  await ana.locator('#transfer-who .tile', { hasText: 'Luca Bianchi' }).click();
  await ana.locator('label.tile:has([name=to-topic][value=health])').click();
  await ana.click('#transfer-form [type=submit]');
  await told(ana, 'B02 is handed over.');
  await ana.waitForSelector('#held:visible');
  assert.match(await text(ana, '#held'), /B02 waits for a colleague who is here/);
  assert.equal(await ana.isVisible('#call'), false);
  assert.match(await text(ana, '#waiting'), /Waits for Luca Bianchi/);
  await ana.locator('#parked .back-actions > button').click();
  await ana.waitForSelector('#finish:visible');
  assert.equal(await number(ana), mine);
  await finish(ana);
  await told(ana, `${mine} is finished`);
});

test('a colleague is needed, seen at once, and comes', async () => {
  await here(luca);
  await luca.click('#want-colleague');
  const notice = ana.locator('#colleagues li');
  await notice.waitFor();
  assert.equal(await notice.locator('.note-text').innerText(), 'Luca Bianchi, desk 2, needs a colleague.');
  await notice.locator('button').click();
  await luca.locator('#colleagues li', { hasText: 'Ana Ferrer is coming from desk 1.' }).waitFor();
  await luca.locator('#colleagues button').click();
  await ana.waitForFunction(() => document.querySelectorAll('#colleagues li').length === 0);
  await finish(luca);
  await luca.click('#call');                                // whom Ana handed over
  await luca.waitForSelector('#here:visible');
  assert.equal(await number(luca), 'B02');
  assert.equal(await text(luca, '#case-topic'), 'Health online');
  await here(luca);
  await finish(luca);
});

test('printed again, taken by mistake, called by mistake, already called by another', async () => {
  const first = house.ticket('email', 'en'), second = house.ticketAtOther('email', 'sv');
  await waits(ana, 2);
  await waits(luca, 2);
  await more(ana, '#actions-next', 'reprint');
  await told(ana, `The kiosk prints ${first} now.`);
  await more(ana, '#actions-next', 'void');
  await ana.click('#ask-no');
  await waits(ana, 2);                                      // nothing without a yes
  await ana.click('#call');
  await ana.waitForSelector('#here:visible');
  await more(ana, '#actions-called', 'put-back');
  assert.match(await text(ana, '#ask-text'), new RegExp(`Put ${first} back into the line`));
  await ana.click('#ask-yes');
  await told(ana, `${first} is back in the line.`);
  await luca.locator('#waiting .row', { hasText: second }).click();
  await overtaken(luca, '**/call', '#call', async () => {
    await ana.locator('#waiting .row', { hasText: second }).click();
    await ana.click('#call');
    await ana.waitForSelector('#here:visible');
  });
  await told(luca, `${second} was already called by desk 1.`);
  await here(ana);
  await finish(ana);
  await more(ana, '#actions-next', 'void');
  await ana.click('#ask-yes');
  await told(ana, `${first} is cancelled.`);
  await ana.waitForSelector('#case-empty:visible');
});

test('the display says each call, once somebody has allowed the sound, in both languages', async () => {
  assert.match(await text(display, '.sound'), /Turn the sound on\s+Press once: until then the browser keeps this screen silent\./);
  await display.click('#sound');
  await display.waitForSelector('.sound', { state: 'hidden' });
  await display.waitForFunction(() => globalThis.heard === 1);   // the chime, to hear that it works
  const spoken = [];
  display.on('response', (answer) => { if (answer.url().includes('/spoken/')) spoken.push(answer); });
  const label = house.ticket('email', 'ar');
  await ana.waitForSelector('#call:visible');
  await ana.click('#call');
  await display.waitForFunction(() => globalThis.heard === 4, null, { timeout: 30000 });
  assert.deepEqual(spoken.map((answer) => [answer.status(), answer.headers()['content-type'], answer.url().match(/\.(\w+)\.wav$/)[1]]).sort(),
    [[200, 'audio/wav', 'ar'], [200, 'audio/wav', 'en']]);
  assert.equal(await text(display, '#serving .label'), label);
});

test('the evening: who still has somebody is asked before signing out', async () => {
  await ana.click('#sign-out');
  assert.match(await text(ana, '#ask-text'), /still at your desk/);
  await ana.click('#ask-no');
  await here(ana);
  await finish(ana);
  await ana.click('#sign-out');
  await ana.waitForSelector('body.sign-in');
  await display.waitForSelector('#welcome:visible');
  for (const page of [ana, luca, display]) {
    assert.deepEqual(page.troubles, []);
    assert.equal(await page.locator('img[src="x"]').count(), 0);
  }
  await luca.click('#sign-out');
  await luca.waitForSelector('body.sign-in');
});

test('axe finds nothing in the other languages, and nothing is wider than a phone', async () => {
  const page = await house.page('en', { width: 390, height: 844 });
  const other = await house.page();
  await house.signIn(page);
  await house.signIn(other, 'Luca Bianchi', '112358', '2');
  house.ticket('email', 'ar', 'create-email', '3', '10', '2');
  for (const topic of ['health', 'payments', 'smartphone']) house.ticket(topic, 'it');
  await waits(page, 4);
  await page.click('#call');
  await page.click('#not-here');
  await page.waitForSelector('#missed-section:visible');
  await page.click('#call');
  await here(page);
  await page.click('#park');
  await page.waitForSelector('#parked-section:visible');
  await page.click('#call');
  await here(page);
  await other.click('#want-colleague');
  await other.click('[data-section=kiosk]');
  await other.fill('#close-message', evil);
  await other.click('#close-form [type=submit]');
  await page.waitForSelector('#closed-note:visible');
  const clean = async (where) => {
    assert.deepEqual(await barriers(page), [], `axe, ${where}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${where}: ${over} pixels too wide`);
  };
  for (const language of ['es', 'ca', 'it', 'pt', 'sv', 'ar', 'en']) {
    await page.goto(`${house.url}/language?to=${language}`);
    await page.waitForSelector('#finish:visible');
    assert.equal(await page.getAttribute('html', 'lang'), language);
    await page.locator('#parked .more summary').click();
    await clean(`${language}, serving`);
    await page.click('#transfer');
    await clean(`${language}, handing over`);
    await page.click('#transfer-back');
    await page.click('[data-section=kiosk]');
    await clean(`${language}, kiosk, closed`);
    await page.locator('#closed-now [data-open]').click();
    await page.waitForSelector('#close-form:visible');
    await clean(`${language}, kiosk, open`);
    await page.click('#close-form [type=submit]');
    await page.waitForSelector('#closed-now:visible');
    await page.goto(house.url);
  }
  assert.deepEqual(page.troubles, []);
  await page.context().close();
  await other.context().close();
});

test('staff need no mouse', async () => {
  const page = await house.page();
  await house.signIn(page);
  const until = async (wanted) => {
    for (let i = 0; i < 80; i += 1) {
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${wanted}`);
  };
  const press = async (wanted, key = 'Enter') => {
    await until(wanted);
    await page.keyboard.press(key);
  };
  await press('[data-section=kiosk]');
  await press('#closed-note [data-open]');
  await page.waitForSelector('#close-form:visible');
  await until('[name=reason]');
  await page.keyboard.press('ArrowDown');
  await until('#close-message');
  await page.keyboard.type('Until two');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#closed-now:visible');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'close-title');   // where the reader goes on
  assert.match(await text(page, 'blockquote'), /few minutes\.\s+Until two/);
  await press('[data-section=queue]');
  await press('#want-colleague');
  await press('#colleagues button');
  await press('#parked .more summary');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY');
  await press('#transfer');
  await page.waitForSelector('#transfer-dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#transfer-dialog', { state: 'hidden' });
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('over HTTPS everything goes on the same, with cookies that never leave it', async () => {
  const secure = await House.open({ secure: true, flags: ['--autoplay-policy=no-user-gesture-required'] });
  try {
    assert.match(secure.url, /^https:/);
    const page = await secure.page();
    await secure.signIn(page);
    const cookies = await page.context().cookies();
    assert.equal(cookies.length, 2);
    for (const cookie of cookies) {
      assert.match(cookie.name, /^__Host-accanto_/);
      assert.deepEqual([cookie.secure, cookie.httpOnly, cookie.sameSite], [true, true, 'Strict']);
    }
    assert.equal(await page.evaluate(() => document.cookie), '');
    secure.ticket('email', 'en');
    await page.waitForSelector('#call:visible');
    // With the flag for kiosks nobody need press anything for the sound.
    const wall = await secure.page();
    await wall.goto(`${secure.url}/display`);
    await wall.waitForTimeout(800);
    assert.equal(await wall.isVisible('.sound'), false);
    await wall.waitForFunction(() => document.querySelector('#count').textContent === 'Waiting: 1 person.');
    await page.click('#call');
    await wall.waitForSelector('#serving .called');
    assert.deepEqual([...page.troubles, ...wall.troubles], []);
  } finally {
    await secure.close();
  }
});
