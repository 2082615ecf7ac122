import { readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, isInputObjectType } from 'graphql';

/** Writes the list of mutations that take an idempotency key, from the composed API. */
const schema = buildSchema(readFileSync(new URL('../../../api.graphql', import.meta.url), 'utf8'));
const names = Object.values(schema.getMutationType()?.getFields() ?? {})
  .filter(({ args: [input] }) => {
    const type = input && schema.getType(String(input.type).replace('!', ''));
    return isInputObjectType(type) && 'idempotencyKey' in type.getFields();
  })
  .map(({ name }) => `  '${name}',\n`);

writeFileSync(
  new URL('../src/keyed-mutations.ts', import.meta.url),
  `/** The mutations that take \`input.idempotencyKey\`. Written by \`npm run schemas\`. */
export const KEYED_MUTATIONS: ReadonlySet<string> = new Set([\n${names.sort().join('')}]);\n`,
);
