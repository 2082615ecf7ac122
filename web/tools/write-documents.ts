import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import {
  buildSchema,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  Source,
  visit,
} from 'graphql';
import { readDocuments } from './read-documents.ts';

/**
 * Writes the documents of the pages from their .graphql files and the API: `documents.ts` with types and ids for the
 * pages, `trusted-documents.json` with the texts for the gateway.
 */
const web = new URL('../', import.meta.url);
const api = readFileSync(new URL('../api.graphql', web), 'utf8');
const schemaAst = buildSchema(api);
const files = globSync('src/**/*.graphql', { cwd: web }).sort();
const sources = files.map((file) => new Source(readFileSync(new URL(file, web), 'utf8'), `web/${file}`));
const { documents, definitions, mistakes } = readDocuments(sources, schemaAst);
if (mistakes.length > 0) {
  process.stderr.write(`${mistakes.join('\n\n')}\n`);
  process.exit(1);
}
const fragments = new Map(
  definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .map((definition) => {
      const fragment = definition as FragmentDefinitionNode;
      return [fragment.name.value, fragment];
    }),
);

const trusted: Record<string, string> = {};
const constants = definitions
  .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  .map((definition) => {
    const operation = definition as OperationDefinitionNode;
    const text = textOf(operation);
    const documentId = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    trusted[documentId] = text;
    return constantOf(operation, documentId);
  });

const types = await codegen({
  schema: parse(api),
  schemaAst,
  documents: [...documents],
  filename: 'documents.ts',
  plugins: [{ operations: {} }],
  pluginMap: { operations },
  config: {
    skipTypename: true,
    immutableTypes: true,
    futureProofEnums: true,
    inlineFragmentTypes: 'combine',
    strictScalars: true,
    scalars: { ID: 'string', Date: 'string', DateTime: 'string', YearMonth: 'string' },
  },
});

const head = `// Written by \`npm run schemas\` from the .graphql files beside the pages.
import type { TrustedDocument } from '@skill-link/client/document';
`;
writeFileSync(new URL('src/graphql/documents.ts', web), `${head}${types}\n${constants.join('\n')}\n`);
writeFileSync(new URL('src/graphql/trusted-documents.json', web), `${JSON.stringify(trusted, null, 2)}\n`);

/** An operation and the fragments that it spreads, in the order of their first use. */
function textOf(operation: OperationDefinitionNode): string {
  const used = new Set<FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [operation, ...used].map((node) => print(node)).join('\n\n');
}

function constantOf({ name, operation, selectionSet }: OperationDefinitionNode, documentId: string): string {
  if (name === undefined) throw new Error('An operation of a page needs a name.');
  const kind = operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query';
  const type = `${name.value}${name.value.endsWith(kind) ? '' : kind}`;
  const [root] = selectionSet.selections;
  const mutation = kind === 'Mutation' && root?.kind === Kind.FIELD ? `, mutation: '${root.name.value}'` : '';
  return `export const ${name.value}Document: TrustedDocument<${type}, ${type}Variables> = {\n  documentId: '${documentId}'${mutation},\n};`;
}
