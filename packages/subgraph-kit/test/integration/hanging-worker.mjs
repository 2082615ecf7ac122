// A worker process that takes a job, says so and never finishes it.
import { EventEmitter } from 'node:events';
import { run } from 'graphile-worker';
import pg from 'pg';

const connectionString = process.argv[2];
const alive = new pg.Client({ connectionString });
alive.on('error', () => process.exit(1));
await alive.connect();
const events = new EventEmitter();
events.on('pool:create', ({ workerPool }) =>
  alive.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [workerPool.id]),
);
await run({
  events,
  connectionString,
  schema: 'mortal_worker',
  noHandleSignals: true,
  taskList: {
    work: () => {
      process.stdout.write('taken');
      return new Promise(() => undefined);
    },
  },
});
