// Writes index.html for a folder of pictures: one section for each part of the demonstration, in the order it happened.
//
//   node album.mjs FOLDER RESULT

import { readdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [folder, result] = process.argv.slice(2);
const sections = [
  ['kiosk', 'The kiosk', 'What the citizen sees, in the order of the visit.'],
  ['printed', 'The printed ticket', 'What comes out of the printer.'],
  ['desk', 'The mentor’s desk', 'From signing in to the record.'],
  ['display', 'The public display', 'On the wall of the point.'],
  ['hub', 'The hub', 'What arrived at the central server.'],
];
const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const caption = (file) => {
  const words = file.replace(/\.png$/, '').replace(/^(desk|display|hub)_/, '').replace(/^\d+[_-]?/, '').replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

let body = '', count = 0;
for (const [name, title, text] of sections) {
  const path = join(folder, name);
  const files = existsSync(path) ? readdirSync(path).filter((f) => f.endsWith('.png')).sort((a, b) => a.localeCompare(b, 'en', { numeric: true })) : [];
  if (files.length === 0) continue;
  count += files.length;
  body += `<section><h2>${title}</h2><p>${text}</p><div>` + files.map((file) =>
    `<figure><a href="${name}/${encodeURIComponent(file)}"><img loading="lazy" src="${name}/${encodeURIComponent(file)}" alt="${escape(caption(file) || file)}"></a>` +
    `<figcaption>${escape(caption(file) || file)}</figcaption></figure>`).join('') + '</div></section>';
}
writeFileSync(join(folder, 'index.html'), `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Accanto: a visit</title>
<style>
  body { margin: 0 auto; max-width: 1500px; padding: 2rem; background: #F7F3EC; color: #1C2733; font: 18px/1.5 "Noto Sans", system-ui, sans-serif; }
  h1, h2 { line-height: 1.2; margin: 2.5rem 0 .3rem } h1 { margin-top: 0 } p { margin: 0 0 1rem; color: #46515C }
  section div { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); align-items: start }
  figure { margin: 0; background: #FFF; border-radius: 16px; overflow: hidden; box-shadow: 0 4px 18px rgba(90, 67, 32, .14) }
  img { display: block; width: 100%; height: auto } figcaption { padding: .7rem 1rem; font-weight: 600 }
</style>
<h1>Accanto: a visit</h1><p>${escape(result)}</p>
${body}
</html>
`);
console.log(`${count} pictures: ${join(folder, 'index.html')}`);
