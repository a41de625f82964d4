// PouchDB's server over a folder. Tells its address, and how many bytes went through its sockets when it is asked.
// usage, as a child: server.mjs PREFIX [durable]   (durable: every write waits for the disk, as our hub's do; PouchDB's own do not)
import { createRequire } from 'node:module';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

const [prefix, how] = process.argv.slice(2);
const leveldown = createRequire(createRequire(import.meta.url).resolve('pouchdb'))('leveldown');
function synced(location) {
  const database = leveldown(location), { _batch: batch, _put: put, _del: del } = database;
  database._batch = (operations, options, done) => batch.call(database, operations, { ...options, sync: true }, done);
  database._put = (key, value, options, done) => put.call(database, key, value, { ...options, sync: true }, done);
  database._del = (key, options, done) => del.call(database, key, { ...options, sync: true }, done);
  return database;
}
Object.assign(synced, { destroy: leveldown.destroy, repair: leveldown.repair });

const app = express();
const store = PouchDB.defaults(how === 'durable' ? { prefix, db: synced } : { prefix });
app.use('/', expressPouchDB(store, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${prefix}log` }));
const sockets = new Set();
const server = app.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/hub` }));
server.on('connection', (socket) => sockets.add(socket));
process.on('message', () => process.send({ bytes: [...sockets].reduce((sum, one) => sum + one.bytesRead + one.bytesWritten, 0) }));
process.on('disconnect', () => process.exit());
