import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identitySubgraph } from '../subgraph.js';

// Run after a change of the API: the committed SDL is what the supergraph is composed from.
const { sdl } = await identitySubgraph();
await writeFile(join(import.meta.dirname, '../..', 'schema.graphql'), sdl);
