import { log } from 'node:console';
import { buildSchema } from 'graphql';
import { repositoryFile } from '../repository.js';
import { apiChanges, unannounced } from './api-changes.js';
import { apiSchema } from './composed-api.js';

// `npm run check`: lists the changes since the released API; fails for a breaking change that the changelog does
// not name.
const released = buildSchema(repositoryFile('tests/contract/released.graphql'), { assumeValid: true });
const { breaking, harmless } = await apiChanges(released, apiSchema());
const silent = unannounced(breaking, repositoryFile('CHANGELOG.md'));

for (const { message } of harmless) log(`  + ${message}`);
for (const { message } of breaking) log(`  ! ${message}`);
log(
  `${harmless.length} compatible changes, ${breaking.length} breaking changes, ${silent.length} of them not in the changelog.`,
);
if (silent.length > 0) {
  log('Keep the old form beside the new one, or name these under **Breaking** in CHANGELOG.md:');
  for (const { path } of silent) log(`  ${path}`);
  process.exitCode = 1;
}
