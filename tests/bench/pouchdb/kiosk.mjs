// A kiosk that keeps its events in PouchDB on the disk, and replicates them when it is told to go.
// usage, as a child: kiosk.mjs FILE-OF-EVENTS DATABASE SERVER
import { readFileSync } from 'node:fs';
import PouchDB from 'pouchdb';

const [file, database, server] = process.argv.slice(2);
const local = new PouchDB(database);
const documents = readFileSync(file, 'utf8').split('\n').map((text) => {
  const { id, ...rest } = JSON.parse(text);
  return { _id: id, ...rest };
});
await local.bulkDocs(documents);
process.once('message', async () => {
  const { docs_written: written } = await local.replicate.to(server, { batch_size: 500 });
  process.send({ written });
});
process.on('disconnect', () => process.exit());
process.send('ready');
