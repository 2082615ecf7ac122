import { writeFileSync } from 'node:fs';
import { accessText } from '@app/subgraph-kit/access/access-text';
import { creditsSubgraph } from '../subgraph.js';

// `npm run schemas`: the committed SDL, from which the supergraph is composed, and who may use which field.
const { sdl, access } = await creditsSubgraph();
writeFileSync(new URL('../../schema.graphql', import.meta.url), sdl);
writeFileSync(new URL('../../access.json', import.meta.url), accessText(access));
