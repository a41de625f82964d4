// Replicates events of the demonstration network with PouchDB to express-pouchdb, and prints how quick it is and what an event costs on
// the wire, beside what our hub does with as many kiosks. Each of PouchDB's kiosks has a process and a database on the disk of its own,
// and batches of the same size. Once with a server whose every write waits for the disk, as our hub's do, and once with PouchDB as it
// comes, which does not wait.
// usage: compare.mjs HUB OURS_PER_SECOND OURS_BYTES_PER_EVENT [EVENTS]   (10000)

import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [hub, oursPerSecond, oursBytes, count = '10000'] = process.argv.slice(2);
const KIOSKS = 4, AIM = 25;
const here = dirname(fileURLToPath(import.meta.url));
if (!existsSync(join(here, 'node_modules', 'pouchdb')))
  execFileSync('npm', ['ci', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here, stdio: 'inherit' });

const folder = mkdtempSync(join(tmpdir(), 'accanto-pouchdb.'));
const children = [];
const start = (script, ...words) => {
  const child = fork(join(here, script), words);
  children.push(child);
  return child;
};
const hear = async (child) => {
  const gone = once(child, 'exit').then(([status]) => { throw new Error(`it ended with ${status}`); });
  const [message] = await Promise.race([once(child, 'message'), gone]);
  return message;
};
const line = (what, value, unit, aim = '') => console.log(`${what.padEnd(64)} ${value.toFixed(3).padStart(12)} ${unit.padEnd(10)} ${aim}`.trimEnd());

async function replicate(events, how) {
  const share = Math.ceil(events.length / KIOSKS), place = join(folder, how);
  mkdirSync(place);
  const server = start('server.mjs', join(place, 'server-'), how);
  const { url } = await hear(server);
  const kiosks = [];
  for (let i = 0; i < KIOSKS; i += 1) {
    const file = join(place, `events${i}`);
    writeFileSync(file, events.slice(i * share, (i + 1) * share).join('\n'));
    kiosks.push(start('kiosk.mjs', file, join(place, `kiosk${i}`), url));
  }
  await Promise.all(kiosks.map(hear));   // all have their events on the disk
  const began = performance.now();
  for (const kiosk of kiosks) kiosk.send('go');
  const written = (await Promise.all(kiosks.map(hear))).reduce((sum, one) => sum + one.written, 0);
  const seconds = (performance.now() - began) / 1000;
  if (written !== events.length) throw new Error(`${written} of ${events.length} events arrived`);
  server.send('bytes');
  const { bytes } = await hear(server);
  for (const child of [server, ...kiosks]) child.disconnect();   // which ends them
  return { perSecond: events.length / seconds, bytes: bytes / events.length };
}

try {
  // The very bytes that a kiosk of ours sends.
  const data = join(folder, 'demo');
  execFileSync(hub, ['demo', '--data', data, '--points', '4', '--days', String(Math.ceil(Number(count) / 700) + 2), '--until', '2026-10-31'], { stdio: 'ignore' });
  const events = execFileSync('sqlite3', ['-readonly', join(data, 'hub.db'), `SELECT bytes FROM events LIMIT ${Number(count)}`], { maxBuffer: 1 << 28 })
    .toString().trim().split('\n');

  const theirs = await replicate(events, 'durable');
  const ratio = Number(oursPerSecond) / theirs.perSecond;
  line(`PouchDB to express-pouchdb, ${KIOSKS} kiosks, durable`, theirs.perSecond, 'events/s');
  line('ours / PouchDB', ratio, '', `at least ${AIM}: ${ratio >= AIM ? 'met' : 'MISSED'}`);
  line('PouchDB on the wire, heads and answers included', theirs.bytes, 'bytes/event');
  line('PouchDB / ours on the wire', theirs.bytes / Number(oursBytes), '');
  const loose = await replicate(events, 'loose');
  line('PouchDB as it comes, not durable', loose.perSecond, 'events/s');
  line('ours, durable / PouchDB, not durable', Number(oursPerSecond) / loose.perSecond, '');
} finally {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
  await Promise.all(children.filter((child) => child.exitCode === null && child.signalCode === null).map((child) => once(child, 'exit')));
  rmSync(folder, { recursive: true, force: true });
}
