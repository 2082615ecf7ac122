import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { creditsSchema } from '../schema.js';

// Run after a change of the API: the committed SDL is what the supergraph is composed from.
const { sdl } = await creditsSchema();
await writeFile(join(import.meta.dirname, '../../schema.graphql'), sdl);
