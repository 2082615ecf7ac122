import { writeFileSync } from 'node:fs';
import { associationSchema } from '../schema.js';

const { sdl } = await associationSchema();
writeFileSync(new URL('../../schema.graphql', import.meta.url), sdl);
