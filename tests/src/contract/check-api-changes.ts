import { log } from 'node:console';
import { buildSchema } from 'graphql';
import { repositoryFile } from '../repository.js';
import { apiChanges, unannounced } from './api-changes.js';
import { apiSchema } from './composed-api.js';

// `npm run api:changes`: what has changed since the API that clients were given; fails where a change breaks them without a word.
const released = buildSchema(repositoryFile('tests/contract/released.graphql'), { assumeValid: true });
const { breaking, harmless } = await apiChanges(released, apiSchema());
const silent = unannounced(breaking, repositoryFile('CHANGELOG.md'));

for (const { message } of harmless) log(`  + ${message}`);
for (const { message } of breaking) log(`  ! ${message}`);
log(
  `${harmless.length} changes break nobody, ${breaking.length} break clients, ${silent.length} of them without a word.`,
);
if (silent.length > 0) {
  log('Keep the old form beside the new one, or name these under **Breaking** in CHANGELOG.md:');
  for (const { path } of silent) log(`  ${path}`);
  process.exitCode = 1;
}
