// A mentor's short day, in a real browser.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { House, barriers } from './house.mjs';

let house;
before(async () => { house = await House.open(); });
after(async () => { await house.close(); });

const text = (page, selector) => page.locator(selector).innerText();
const told = (page, sentence) => page.locator('#toast', { hasText: sentence }).waitFor();

async function clean(page, where) {
  assert.deepEqual(await barriers(page), [], `axe, ${where}`);
}

async function finishRecord(page) {
  await page.click('#finish');
  await page.locator('label.tile:has([name=help][value=with])').click();
  await page.locator('label.tile:has([name=outcome][value=done])').click();
  await page.click('#record [type=submit]');
  await page.waitForSelector('#record', { state: 'hidden' });
}

test('a wrong PIN is told in words; the pad types; the right PIN opens the desk', async () => {
  const page = await house.page();
  await page.goto(house.url);
  await page.locator('label.person', { hasText: 'Ana Ferrer' }).click();
  await page.fill('#desk', '1');
  for (const digit of '246811') await page.click(`[data-digit="${digit}"]`);
  await page.click('#sign-in [type=submit]');
  await page.waitForFunction(() => document.querySelector('#error').textContent.includes('do not fit'));
  assert.equal(await page.inputValue('#pin'), '');
  for (const digit of '24681') await page.click(`[data-digit="${digit}"]`);
  await page.click('[data-delete]');
  for (const digit of '10') await page.click(`[data-digit="${digit}"]`);
  await page.click('#sign-in [type=submit]');
  await page.waitForSelector('body.desk');
  assert.match(await text(page, '.me'), /Ana Ferrer\s+Desk 1/);
  await page.waitForSelector('[name=presence][value=on]:checked', { state: 'attached' });
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('a short day: somebody comes, is called, is missed, comes back, is helped, is recorded; the display follows', async () => {
  const page = await house.page();
  const display = await house.page('en', { width: 1920, height: 1080 });
  await house.signIn(page);
  await display.goto(`${house.url}/display`);
  await page.waitForSelector('#case-empty:not([hidden])');
  const label = house.ticket('email', 'ar', 'create-email', '3', '10', '2');
  await page.waitForSelector('#call:visible');
  assert.equal(await text(page, '#case-label'), label);
  assert.equal(await text(page, '#stuck-title'), 'Create an e-mail account');
  assert.equal(await text(page, '#stuck-at'), 'Stopped at step 3 of 10');
  assert.equal(await text(page, '#stuck-hints'), '2 hints used');
  assert.match(await text(page, '#case-needs-list'), /A place to sit/);
  const second = house.ticket('health', 'es');
  await page.waitForFunction(() => document.querySelectorAll('#waiting li').length === 2);
  await page.click('#skip');
  assert.equal(await text(page, '#case-label'), second);
  await page.click('#skip');

  await page.click('#call');
  await page.waitForSelector('#here:visible');
  assert.equal(await page.isDisabled('#again'), true);
  assert.match(await text(page, '#again-hint'), /Call 1 of 3.*You can call again in 0[45]:/s);
  await display.waitForFunction((wanted) => document.querySelector('#serving .label')?.textContent === wanted, label);
  assert.equal(await text(display, '#serving .desk-number'), '1');
  await page.click('#not-here');
  await page.waitForSelector('#missed-section:visible');
  await display.waitForFunction((wanted) => document.querySelector('#last .label')?.textContent === wanted, label);
  await page.click('#missed .back-actions > button');
  await page.waitForSelector('#here:visible');
  await page.click('#here');
  await page.waitForSelector('#finish:visible');

  await page.locator('#waiting .row').first().click();   // another while serving: the page asks
  await page.waitForSelector('#ask[open]');
  assert.match(await text(page, '#ask-text'), new RegExp(`still with ${label}.*${second}`, 's'));
  await page.click('#ask-no');
  assert.equal(await text(page, '#case-label'), label);

  await page.click('#finish');
  assert.equal(await page.isChecked('[name=topic][value=email]'), true);   // known from the ticket
  await page.click('#record [type=submit]');
  await page.waitForFunction(() => document.querySelector('#record-error').textContent.includes('who did it'));
  await page.locator('label.tile:has([name=help][value=for])').click();
  await page.locator('label.tile:has([name=outcome][value=partly])').click();
  await page.fill('#note', '<img src=x onerror=alert(1)>');
  await page.click('#record [type=submit]');
  await page.waitForSelector('#record', { state: 'hidden' });
  await told(page, `${label} is finished. Thank you.`);
  await display.waitForSelector('#welcome:visible');

  await page.waitForSelector('#call:visible');
  await page.click('#call');
  await page.click('#here');
  await finishRecord(page);
  assert.deepEqual([...page.troubles, ...display.troubles], []);
  await page.click('#sign-out');
  await page.waitForSelector('body.sign-in');
  assert.equal(await text(page, '#told'), 'You are signed out. See you soon.');
  await page.context().close();
  await display.context().close();
});

test('axe is awake: it finds what is put in its way', async () => {
  const page = await house.page();
  await page.goto(house.url);
  await page.evaluate(() => document.querySelector('main').append(Object.assign(document.createElement('img'), { src: '/pictures/yes.svg' })));
  assert.match((await barriers(page)).join(), /image-alt/);
  await page.context().close();
});

for (const [language, size] of [['en', { width: 1366, height: 860 }], ['ar', { width: 390, height: 844 }]]) {
  test(`axe finds nothing, and nothing is wider than the page: ${language}, ${size.width} wide`, async () => {
    const page = await house.page(language, size);
    const narrow = async (where) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${where}: ${over} pixels too wide`);
    };
    await page.goto(`${house.url}/language?to=${language}`);
    assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr');
    await clean(page, 'sign-in');
    await narrow('sign-in');
    await house.signIn(page);
    await clean(page, 'desk, empty');
    for (const [state, urgent] of [['near_end', false], ['out', true]]) {
      house.printer(state);
      await page.waitForSelector(urgent ? '#printer.urgent:visible' : '#printer:not(.urgent):visible');
      await clean(page, `desk, printer ${state}`);
      await narrow(`desk, printer ${state}`);
    }
    house.printer('ok');
    await page.waitForSelector('#printer', { state: 'hidden' });
    house.ticket('email', 'ar', 'create-email', '3', '10', '2');
    house.ticket('payments', 'pt');
    await page.waitForSelector('#call:visible');
    await clean(page, 'desk, precall');
    await narrow('desk');
    await page.click('#call');
    await page.waitForSelector('#here:visible');
    await clean(page, 'desk, called');
    await page.locator('#waiting .row').first().click();
    await page.waitForSelector('#ask[open]');
    await clean(page, 'question');
    await page.click('#ask-no');
    await page.click('#here');
    await page.click('#finish');
    await page.waitForSelector('#record[open]');
    await clean(page, 'record');
    await narrow('record');
    await page.click('#record-back');
    const display = await house.page(language, { width: 1280, height: 720 });
    await display.goto(`${house.url}/display?lang=${language}`);
    await display.waitForSelector('#serving li');
    await clean(display, 'display');
    await display.context().close();
    await finishRecord(page);
    await page.waitForSelector('#call:visible');
    await page.click('#call');
    await page.click('#here');
    await finishRecord(page);
    await page.click('#sign-out');
    await page.waitForSelector('body.sign-in');
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

test('who has a booked time and comes to the desk is let in there, and courses tell their seats', async () => {
  const page = await house.page();
  await house.signIn(page);
  await page.waitForSelector('#agenda:visible');
  assert.match(await text(page, '#appointments'), new RegExp(`23:59\\s+Health online\\s+Catalan\\s+${house.code.slice(0, 3)} ${house.code.slice(3)}`));
  assert.match(await text(page, '#appointments'), /Booked by somebody else/);
  assert.match(await text(page, '#courses'), /Mi primer móvil.*17:00 · Sala 2 · 4 of 4 places free/s);
  await clean(page, 'agenda');
  await page.click('#appointments button');
  await told(page, 'is in the list');
  await page.waitForSelector('#appointments button', { state: 'hidden' });
  assert.match(await text(page, '#appointments'), /Arrived: B\d\d/);
  await clean(page, 'agenda, arrived');
  assert.deepEqual(page.troubles, []);
  const label = (await text(page, '#appointments')).match(/B\d\d/)[0];
  await page.locator('#waiting li', { hasText: label }).click();
  await page.locator('#case .more summary:visible').click();
  await page.locator('[data-do=void]:visible').click();
  await page.click('#ask-yes');
  await page.waitForSelector('#case-full', { state: 'hidden' });
  await page.context().close();
});

test('the whole way with the keyboard alone', async () => {
  const label = house.ticket('smartphone', 'it');
  const page = await house.page();
  await page.goto(house.url);
  const until = async (wanted) => {
    for (let i = 0; i < 80; i += 1) {
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${wanted}`);
  };
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip-link');
  await until('[name=mentor]');
  await page.keyboard.press('Space');
  await until('#desk');
  await page.keyboard.type('1');
  await until('#pin');
  await page.keyboard.type('246810');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#call:visible');
  await until('#call');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
  assert.ok(parseFloat(outline) >= 2, 'focus is to be seen');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#here:visible');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'case-title');   // where the reader goes on
  await until('#here');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#finish:visible');
  await until('#finish');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#record[open]');
  await until('[name=help]');
  await page.keyboard.press('ArrowDown');
  await until('[name=outcome]');
  await page.keyboard.press('Space');
  await until('#note');
  await until('#record [type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#record', { state: 'hidden' });
  await told(page, `${label} is finished. Thank you.`);
  await page.context().close();
});

test('a lost connection is told within five seconds, and heals by itself', async () => {
  const page = await house.page();
  const display = await house.page();
  await house.signIn(page);
  await display.goto(`${house.url}/display`);
  assert.equal(await page.isVisible('#lost'), false);
  await house.stopDesk();
  await page.waitForSelector('#lost:visible', { timeout: 5500 });
  await display.waitForSelector('#stale:visible', { timeout: 5500 });
  assert.match(await text(page, '#lost'), /connection is lost/);
  await house.startDesk();
  await display.waitForSelector('#stale', { state: 'hidden', timeout: 15000 });
  // Sessions live in the desk's memory: after its restart the page asks to sign in again, and says why.
  await page.waitForSelector('body.sign-in', { timeout: 30000 });
  assert.match(await text(page, '#told'), /sign in again/);
  await page.context().close();
  await display.context().close();
});

test('a desk that hangs is noticed too, and its session goes on afterwards', async () => {
  const page = await house.page();
  await house.signIn(page);
  house.desk.kill('SIGSTOP');
  try {
    await page.waitForSelector('#lost:visible', { timeout: 5500 });
  } finally {
    house.desk.kill('SIGCONT');
  }
  await page.waitForFunction(() => document.querySelector('#lost').classList.contains('good'));
  house.ticket('email', 'en');
  await page.waitForSelector('#call:visible');
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});
