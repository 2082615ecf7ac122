import { writeFileSync } from 'node:fs';
import { documentEvents } from '../dist/partner/event-body.js';

/** Writes the schema and the example of each type of event for integrators. */
for (const event of documentEvents()) {
  const file = new URL(`../partner/${event.type}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(event, null, 2)}\n`);
}
