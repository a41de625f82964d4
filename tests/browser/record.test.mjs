// The record of a service: four taps, and what is folded away.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { House, barriers } from './house.mjs';

let house;
before(async () => { house = await House.open(); });
after(async () => { await house.close(); });

const told = (page, sentence) => page.locator('#toast', { hasText: sentence }).waitFor();
const tile = (page, name, value) => page.locator(`label.tile:has([name=${name}][value="${value}"])`);
const recorded = () => JSON.parse(house.tool('recorded'));

// Somebody is at the desk.
async function serve(page, ...ticket) {
  const label = house.ticket(...ticket);
  await page.waitForSelector('#call:visible');
  await page.click('#call');
  await page.click('#here');
  await page.waitForSelector('#finish:visible');
  return label;
}

test('a usual record is four taps, and what the kiosk knows goes with it in sight', async () => {
  const page = await house.page();
  await house.signIn(page);
  const label = await serve(page, 'email', 'ar', 'create-email', '3', '10', '2');
  await page.click('#finish');
  assert.match(await page.locator('#further-said').innerText(), /Write and call.*One person.*The kiosk and the mentor/s);
  assert.equal(await page.isVisible('[name=gender]'), false);
  await tile(page, 'help', 'with').click();
  await tile(page, 'outcome', 'done').click();
  await page.click('#record [type=submit]');
  await told(page, `${label} is finished. Thank you.`);
  const { mode, channel, competences, gender, satisfaction } = recorded();
  assert.deepEqual({ mode, channel, gender, satisfaction }, { mode: 'both', channel: 'individual', gender: '', satisfaction: 0 });
  assert.ok(competences.includes('2.1'));
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('the folded part is filled in by keyboard alone, and all of it arrives', async () => {
  const page = await house.page();
  await house.signIn(page);
  await serve(page, 'payments', 'it');
  await page.click('#finish');
  const reach = async (wanted) => {
    for (let i = 0; i < 90; i += 1) {
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${wanted}`);
  };
  await reach('[name=help]');
  await page.keyboard.press('Space');
  await reach('[name=outcome]');
  await page.keyboard.press('Space');
  await reach('.further summary');
  await page.keyboard.press('Enter');
  await reach('[name=competences][value="1.1"]');
  await page.keyboard.press('Space');
  await reach('[name=public_services][value=pagopa]');
  await page.keyboard.press('Space');
  for (const [name, downs] of [['age_band', 8], ['gender', 1], ['education', 2], ['occupation', 7], ['citizenship', 3], ['repeat_visitor', 1],
    ['confidence_before', 1], ['confidence_after', 3], ['satisfaction', 5], ['would_return', 1]]) {
    await reach(`select[name=${name}]`);
    for (let i = 0; i < downs; i += 1) await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Escape');   // closes the dialog, and nothing is lost
  await page.waitForSelector('#record', { state: 'hidden' });
  await page.click('#finish');
  assert.equal(await page.inputValue('select[name=age_band]'), '65-74');
  await reach('#record [type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#record', { state: 'hidden' });
  const data = recorded();
  const wanted = { age_band: '65-74', gender: 'female', education: 'primary', occupation: 'retired', citizenship: 'non_eu', repeat_visitor: 'yes',
    confidence_before: 1, confidence_after: 3, satisfaction: 5, would_return: 'yes', public_services: ['pagopa'], competences: ['1.1', '2.3'] };
  for (const [name, value] of Object.entries(wanted)) assert.deepEqual(data[name], value, name);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

test('the next person’s record begins anew', async () => {
  const page = await house.page();
  await house.signIn(page);
  await serve(page, 'email', 'es');
  await page.click('#finish');
  await page.click('.further summary');
  await page.selectOption('[name=gender]', 'male');
  await tile(page, 'help', 'alone').click();
  await tile(page, 'outcome', 'partly').click();
  await page.click('#record [type=submit]');
  await page.waitForSelector('#record', { state: 'hidden' });
  await serve(page, 'email', 'es');
  await page.click('#finish');
  assert.equal(await page.inputValue('[name=gender]'), '');
  assert.equal(await page.isVisible('[name=gender]'), false);
  await tile(page, 'help', 'with').click();
  await tile(page, 'outcome', 'done').click();
  await page.click('#record [type=submit]');
  await page.waitForSelector('#record', { state: 'hidden' });
  await page.context().close();
});

for (const [language, size] of [['en', { width: 1366, height: 768 }], ['ar', { width: 390, height: 844 }], ['sv', { width: 820, height: 1180 }]]) {
  test(`axe finds nothing in the folded part and the credentials, and nothing is wider than the page: ${language}, ${size.width} wide`, async () => {
    const page = await house.page(language, size);
    await page.goto(`${house.url}/language?to=${language}`);
    await house.signIn(page, 'Luca Bianchi', '112358', '7');
    await serve(page, 'health', 'ca');
    await page.click('#finish');
    await page.click('.further summary');
    const clean = async (where) => {
      assert.deepEqual(await barriers(page), [], where);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${where}: ${over} pixels too wide`);
      if (process.env.ACCANTO_SHOTS) await page.screenshot({ path: `${process.env.ACCANTO_SHOTS}/${where}-${language}-${size.width}.png` });
    };
    await clean('record');
    await page.locator('.further-part').nth(2).scrollIntoViewIfNeeded();
    await clean('record-person');
    await tile(page, 'help', 'for').click();
    await tile(page, 'outcome', 'done').click();
    await page.click('#record [type=submit]');
    await page.waitForSelector('#record', { state: 'hidden' });
    await page.click('[data-section=kiosk]');
    await page.locator('#credential-form').scrollIntoViewIfNeeded();
    await clean('credentials');
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  });
}

test('a mentor’s credential is written down, and stands in every list of mentors', async () => {
  const page = await house.page();
  await house.signIn(page);
  await page.click('[data-section=kiosk]');
  await page.selectOption('#credential-mentor', { label: 'Luca Bianchi' });
  await page.click('#credential-form [type=submit]');
  await page.waitForFunction(() => document.querySelector('#credential-error').textContent.includes('In training'));
  await tile(page, 'credential', 'certified').click();
  await page.fill('[name=since]', '2999-01-01');
  await page.click('#credential-form [type=submit]');
  await page.waitForFunction(() => document.querySelector('#credential-error').textContent.includes('not after today'));
  await page.fill('[name=since]', '2025-03-01');
  await page.fill('[name=framework]', '<img src=x onerror=alert(1)>');
  await page.click('#credential-form [type=submit]');
  await told(page, 'Saved: Luca Bianchi.');
  assert.match(await page.locator('#mentors').innerText(), /Luca Bianchi\s+Certified since 2025-03-01 · <img src=x/);
  assert.equal(await page.textContent('#credential-error'), '');
  await page.reload();
  await page.click('[data-section=kiosk]');
  await page.selectOption('#credential-mentor', { label: 'Luca Bianchi' });
  assert.equal(await page.inputValue('[name=since]'), '2025-03-01');
  assert.deepEqual(page.troubles, []);
  await page.click('#sign-out');
  await page.waitForSelector('body.sign-in');
  assert.match(await page.locator('label.person', { hasText: 'Luca Bianchi' }).innerText(), /Certified/);
  await page.context().close();
});

test('no word of a tile is broken, in any language, on a phone either', async () => {
  for (const language of ['en', 'es', 'ca', 'it', 'pt', 'sv', 'ar']) {
    const page = await house.page(language, { width: 390, height: 844 });
    await house.signIn(page);
    await serve(page, 'email', language);
    await page.click('#finish');
    await page.locator('.further summary').click();
    for (const width of [390, 820, 1366]) {
      await page.setViewportSize({ width, height: 844 });
      const broken = await page.$$eval('.record-body .tile-text', (texts) => texts.filter((text) => {
        if (text.clientWidth === 0 && text.getClientRects().length === 0) return false;   // not shown
        const word = document.createElement('span');
        word.style.cssText = `position: absolute; visibility: hidden; white-space: nowrap; font: ${getComputedStyle(text).font}`;
        text.closest('.tile').append(word);
        const room = text.getBoundingClientRect().width + 0.5;
        const wide = text.textContent.split(/\s+/).some((one) => { word.textContent = one; return word.getBoundingClientRect().width > room; });
        word.remove();
        return wide;
      }).map((text) => text.textContent));
      assert.deepEqual(broken, [], `${language}, ${width} px`);
    }
    await tile(page, 'help', 'with').click();
    await tile(page, 'outcome', 'done').click();
    await page.click('#record [type=submit]');
    await page.waitForSelector('#record', { state: 'hidden' });
    await page.context().close();
  }
});
