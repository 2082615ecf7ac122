import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { REPOSITORY } from '../repository.js';
import { apiSchema } from './composed-api.js';

// `npm run release -w tests`, once per release: records the released API. Later changes are compared with it.
const head =
  '# The API that clients were given last. Written by `npm run release -w tests` when a version is released, never else.\n\n';
writeFileSync(
  join(REPOSITORY, 'tests/contract/released.graphql'),
  `${head}${printSchema(lexicographicSortSchema(apiSchema()))}\n`,
);
