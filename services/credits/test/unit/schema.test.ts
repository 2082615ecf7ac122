import { readFileSync } from 'node:fs';
import { accessText } from '@app/subgraph-kit/access/access-text';
import { creditsSubgraph } from '../../src/subgraph.js';

const committed = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what is committed equals the code', () => {
  it('the SDL', async () => {
    expect((await creditsSubgraph()).sdl).toBe(committed('schema.graphql'));
  });

  it('who may use which field', async () => {
    expect(accessText((await creditsSubgraph()).access)).toBe(committed('access.json'));
  });
});
