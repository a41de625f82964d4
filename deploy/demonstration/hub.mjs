// Takes pictures of the hub's first page as a coordinator sees it.
//
//   node hub.mjs --hub URL --token TOKEN --shots FOLDER [--language en]...

import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { Browser } from './browser.mjs';

const { values: options } = parseArgs({ options: {
  hub: { type: 'string' }, token: { type: 'string' }, shots: { type: 'string' },
  language: { type: 'string', multiple: true, default: ['en', 'ar'] },
} });

const browser = await Browser.start();
try {
  const page = await browser.page({ width: 1280, height: 960 });
  await page.open(options.hub);
  await page.value(`document.querySelector('[name=token]').value = ${JSON.stringify(options.token)}`);
  await page.value(`document.querySelector('[name=token]').form.submit()`);
  await page.until(`document.querySelector('form[action^="/sign-out"]')`);
  for (const language of options.language) {
    await page.open(new URL(`/?lang=${language}`, options.hub).href);
    await page.picture(join(options.shots, `hub_${language}.png`), { whole: true });
  }
  if (page.errors.length > 0) throw new Error(page.errors.join('; '));
} catch (error) {
  console.error(`hub pictures: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.stop();
}
