// Does the hub hold exactly what the kiosk promised: the same events, each once, in order, with the same content?
//
//   node compare.mjs KIOSK.jsonl HUB.jsonl
//
// KIOSK: what stands in the outbox, one CloudEvents object a line, as it was sent. HUB: `accanto-hub events`.
// Prints what is missing, foreign, double or different, and one closing line; exit code 0 only when all is the same.

import { readFileSync } from 'node:fs';

const lines = (file) => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
const [promised, held] = process.argv.slice(2, 4).map(lines);
const problems = [];
const text = (value) => JSON.stringify(value, (_, v) =>
  v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v);

const of_hub = new Map();
for (const event of held) {
  if (of_hub.has(event.id)) problems.push(`twice at the hub: ${event.type} ${event.id}`);
  of_hub.set(event.id, event);
}
const of_kiosk = new Map(promised.map((event) => [event.id, event]));
if (of_kiosk.size !== promised.length) problems.push('the kiosk gave one id twice');
for (const event of promised) {
  const there = of_hub.get(event.id);
  if (!there) problems.push(`missing at the hub: ${event.type} ${event.id}`);
  else if (there.type !== event.type || Number(there.epoch) !== Number(event.epoch) || Number(there.seq) !== Number(event.seq)
           || text(there.data) !== text(event.data)) problems.push(`different at the hub: ${event.type} ${event.id}`);
  else if (there.disposition !== 'stored') problems.push(`${there.disposition} at the hub: ${event.type} ${event.id}`);
}
for (const event of held) if (!of_kiosk.has(event.id)) problems.push(`not from this kiosk: ${event.type} ${event.id}`);

// Gaps and order: the sequence of an epoch runs from 1 without a hole.
let epoch = 0, seq = 0;
for (const event of [...held].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq)) {
  if (event.epoch !== epoch) [epoch, seq] = [event.epoch, 0];
  if (event.seq !== ++seq) problems.push(`a gap before ${event.epoch}/${event.seq}`);
  seq = event.seq;
}
if (promised.length === 0) problems.push('the kiosk promised nothing');

const kinds = new Map();
for (const event of promised) kinds.set(event.type, (kinds.get(event.type) ?? 0) + 1);
for (const [kind, count] of [...kinds].sort()) console.log(`  ${String(count).padStart(3)}  ${kind}`);
for (const problem of problems) console.log(`  wrong: ${problem}`);
console.log(problems.length === 0 ? `the hub holds exactly what the kiosk promised: ${promised.length} events, each once`
                                  : `the hub does not hold what the kiosk promised: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
