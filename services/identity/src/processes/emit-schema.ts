import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identitySchema } from '../schema.js';

// Run after a change of the API: the committed SDL is what the supergraph is composed from.
const { sdl } = await identitySchema();
await writeFile(join(import.meta.dirname, '../..', 'schema.graphql'), sdl);
