import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, lexicographicSortSchema, parse, print, printSchema, visit } from 'graphql';
import { REPOSITORY } from '../repository.js';
import { apiSchema } from './composed-api.js';

// `npm run release -w tests`, once per release: records the released API. Later changes are compared with it.
// Without descriptions, which may change at any time.
const head =
  '# The API that clients were given last. Written by `npm run release -w tests` when a version is released, never else.\n\n';
writeFileSync(
  join(REPOSITORY, 'tests/contract/released.graphql'),
  `${head}${print(withoutDescriptions(parse(printSchema(lexicographicSortSchema(apiSchema())))))}\n`,
);

function withoutDescriptions(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
}
