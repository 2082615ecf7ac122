import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identitySubgraph } from '../../src/subgraph.js';

describe('the committed SDL', () => {
  it('equals the one that the code builds', async () => {
    const committed = await readFile(join(import.meta.dirname, '../../schema.graphql'), 'utf8');
    expect((await identitySubgraph()).sdl).toBe(committed);
  });
});
