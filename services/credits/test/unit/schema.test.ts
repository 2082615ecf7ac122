import { readFileSync } from 'node:fs';
import { creditsSchema } from '../../src/schema.js';

it('the committed SDL equals the code', async () => {
  const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect((await creditsSchema()).sdl).toBe(committed);
});
