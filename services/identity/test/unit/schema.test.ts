import { readFileSync } from 'node:fs';
import { accessText } from '@app/subgraph-kit/access/access-text';
import { identitySubgraph } from '../../src/subgraph.js';

const committed = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what is committed equals the code', () => {
  it('the SDL', async () => {
    expect((await identitySubgraph()).sdl).toBe(committed('schema.graphql'));
  });

  it('who may use which field', async () => {
    expect(accessText((await identitySubgraph()).access)).toBe(committed('access.json'));
  });
});
