import { writeFileSync } from 'node:fs';
import { associationSubgraph } from '../subgraph.js';

const { sdl } = await associationSubgraph();
writeFileSync(new URL('../../schema.graphql', import.meta.url), sdl);
