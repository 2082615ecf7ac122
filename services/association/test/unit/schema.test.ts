import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { associationSchema } from '../../src/schema.js';

test('the committed SDL equals the code', async () => {
  const committed = await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8');
  expect((await associationSchema()).sdl).toBe(committed);
});
