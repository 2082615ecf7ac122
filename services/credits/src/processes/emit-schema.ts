import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { creditsSubgraph } from '../subgraph.js';

// Run after a change of the API: the supergraph is composed from the committed SDL.
const { sdl } = await creditsSubgraph();
await writeFile(join(import.meta.dirname, '../../schema.graphql'), sdl);
