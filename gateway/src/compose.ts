import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** The subgraphs of the product; their SDL is committed beside their code. */
const SERVICES = ['identity', 'association', 'credits'];

/** Composes subgraphs' SDL (by name) into a supergraph; throws with every conflict. Its addresses are names only. */
export function composeSupergraph(schemas: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(schemas).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined || errors !== undefined)
    throw new Error(`The supergraph does not compose:\n${errors?.map((error) => error.message).join('\n')}`);
  return supergraphSdl;
}

/** The supergraph of the SDL that the services have committed. */
export function composeCommitted(): string {
  return composeSupergraph(
    Object.fromEntries(
      SERVICES.map((name) => [
        name,
        readFileSync(new URL(`../../services/${name}/schema.graphql`, import.meta.url), 'utf8'),
      ]),
    ),
  );
}

// `npm run compose` runs this file as it is, without a build.
if (import.meta.main) writeFileSync(new URL('../supergraph.graphql', import.meta.url), composeCommitted());
