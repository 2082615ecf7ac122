import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

/** The subgraphs of the product; their SDL is committed beside their code. */
const SERVICES = ['identity', 'association', 'credits'];

/** Composes subgraphs' SDL (by name); throws with every conflict. */
function compose(schemas: Readonly<Record<string, string>>) {
  const result = composeServices(
    Object.entries(schemas).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (result.errors !== undefined)
    throw new Error(`The supergraph does not compose:\n${result.errors.map((error) => error.message).join('\n')}`);
  return result;
}

/** Composes subgraphs' SDL (by name) into a supergraph; throws with every conflict. Its addresses are names only. */
export function composeSupergraph(schemas: Readonly<Record<string, string>>): string {
  return compose(schemas).supergraphSdl;
}

/** The SDL that the services have committed. */
function committed(): Record<string, string> {
  return Object.fromEntries(
    SERVICES.map((name) => [
      name,
      readFileSync(new URL(`../../services/${name}/schema.graphql`, import.meta.url), 'utf8'),
    ]),
  );
}

// `npm run compose` runs this file as it is, without a build.
if (import.meta.main) {
  const { supergraphSdl, schema } = compose(committed());
  const api = lexicographicSortSchema(schema.toAPISchema().toGraphQLJSSchema());
  writeFileSync(new URL('../supergraph.graphql', import.meta.url), supergraphSdl);
  const head = '# The API of today for clients, composed of the services. Written by `npm run schemas`.\n\n';
  writeFileSync(new URL('../../api.graphql', import.meta.url), `${head}${printSchema(api)}\n`);
}
