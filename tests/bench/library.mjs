// Makes a folder of content with many lessons and a very long one, out of those that come with Accanto.
// usage: library.mjs SOURCE TARGET LESSONS   (LESSONS copies; the long one, of 200 steps, is called "long")

import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source, target, lessons] = process.argv.slice(2);
const tutorials = join(target, 'content', 'tutorials');
mkdirSync(tutorials, { recursive: true });
for (const folder of readdirSync(join(source, 'content')))
  if (folder !== 'tutorials') cpSync(join(source, 'content', folder), join(target, 'content', folder), { recursive: true });
symlinkSync(join(source, 'assets'), join(target, 'assets'));

const originals = readdirSync(join(source, 'content', 'tutorials'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

function copy(original, id, change = (text) => text) {
  mkdirSync(join(tutorials, id));
  for (const file of readdirSync(join(source, 'content', 'tutorials', original))) {
    const text = readFileSync(join(source, 'content', 'tutorials', original, file), 'utf8');
    writeFileSync(join(tutorials, id, file), change(text, file).replace(/^id = .*/m, file === 'tutorial.toml' ? `id = "${id}"` : '$&'));
  }
}

for (let i = 0; i < Number(lessons); i += 1) {
  const original = originals[i % originals.length].name;
  copy(original, i < originals.length ? original : `${original}-${i}`.slice(0, 40));
}

// 200 steps: the reading, choosing and touching of one lesson, over and over.
copy('create-email', 'long', (text, file) => {
  const step = (n) => file === 'tutorial.toml'
    ? `[[step]]\nid = "more_${n}"\nkind = "${n % 2 ? 'read' : 'choose'}"\npicture = "email_address"\n` +
      (n % 2 ? '' : 'hints = 1\noption = [{ id = "a", right = true, picture = "email" }, { id = "b", picture = "phone" }]\n')
    : `\n[step.more_${n}]\ntitle = "Step number ${n}"\nbody = "One more thing to read, number ${n} of many."\nhint = ["It is the first one."]\n` +
      (n % 2 ? '' : `[step.more_${n}.option]\na = "The first"\nb = "The second"\n[step.more_${n}.because]\na = "Yes."\nb = "No."\n`);
  const present = 14;
  let more = '';
  for (let n = 1; n <= 200 - present; n += 1) more += step(n);
  return file === 'tutorial.toml' ? text.replace('[[step]]\nid = "try"', `${more}\n[[step]]\nid = "try"`) : text + more;
});
