import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identitySubgraph } from '../subgraph.js';

// Writes the committed SDL, from which the supergraph is composed.
const { sdl } = await identitySubgraph();
await writeFile(join(import.meta.dirname, '../..', 'schema.graphql'), sdl);
