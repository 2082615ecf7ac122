import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { associationSubgraph } from '../../src/subgraph.js';

test('the committed SDL equals the code', async () => {
  const committed = await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8');
  expect((await associationSubgraph()).sdl).toBe(committed);
});
