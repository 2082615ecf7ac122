// Run in the folder of a built service: builds its schema, which fails where a field has no access decision.
import { pathToFileURL } from 'node:url';
import { buildSubgraph } from '../graphql/schema.js';

const contents = (await import(pathToFileURL('dist/schema.js').href)) as object;
try {
  await buildSubgraph({ operations: Object.values(contents) });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
