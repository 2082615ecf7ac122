import { readFileSync } from 'node:fs';
import { creditsSubgraph } from '../../src/subgraph.js';

it('the committed SDL equals the code', async () => {
  const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect((await creditsSubgraph()).sdl).toBe(committed);
});
