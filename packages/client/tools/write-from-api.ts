import { readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, isAbstractType, isInputObjectType, isObjectType } from 'graphql';

/** Writes what the client knows of the composed API: the mutations that take a key, and how a cache stores each type. */
const schema = buildSchema(readFileSync(new URL('../../../api.graphql', import.meta.url), 'utf8'));
const types = Object.values(schema.getTypeMap())
  .filter(({ name }) => !name.startsWith('__'))
  .sort((one, other) => (one.name < other.name ? -1 : 1));
const roots = new Set([schema.getQueryType(), schema.getMutationType()]);
const objects = types.filter(isObjectType).filter((type) => !roots.has(type));

/** Types that are identified by another field than `id`. */
const OTHER_KEYS: Readonly<Record<string, string>> = { Credential: 'code' };

const keyedMutations = Object.values(schema.getMutationType()?.getFields() ?? {})
  .filter(({ args: [input] }) => {
    const type = input && schema.getType(String(input.type).replace('!', ''));
    return isInputObjectType(type) && 'idempotencyKey' in type.getFields();
  })
  .map(({ name }) => name)
  .sort();
const possibleTypes = types.filter(isAbstractType).map((type): [string, string[]] => [
  type.name,
  schema
    .getPossibleTypes(type)
    .map(({ name }) => name)
    .sort(),
]);
const keyFields = objects.flatMap((type): [string, string][] => {
  const key = OTHER_KEYS[type.name] ?? 'id';
  return key in type.getFields() ? [[type.name, key]] : [];
});
const identified = new Set(keyFields.map(([name]) => name));
const embedded = objects.map(({ name }) => name).filter((name) => !identified.has(name));

write(
  'keyed-mutations',
  `/** The mutations that take \`input.idempotencyKey\`. Written by \`npm run schemas\`. */
export const KEYED_MUTATIONS: ReadonlySet<string> = new Set([
${keyedMutations.map((name) => `  '${name}',\n`).join('')}]);
`,
);
write(
  'cache-policy',
  `// Written by \`npm run schemas\`.

/** The object types of each union and interface. */
export const POSSIBLE_TYPES: Readonly<Record<string, readonly string[]>> = {
${possibleTypes.map(([name, members]) => `  ${name}: ['${members.join("', '")}'],\n`).join('')}};

/** The field that identifies an object, by type: objects of one type with the same value are one object. */
export const KEY_FIELDS: Readonly<Record<string, string>> = {
${keyFields.map(([name, field]) => `  ${name}: '${field}',\n`).join('')}};

/** The types without an identity: values, which a cache stores as a part of the object that has them. */
export const EMBEDDED_TYPES: readonly string[] = [
${embedded.map((name) => `  '${name}',\n`).join('')}];
`,
);

function write(name: string, text: string): void {
  writeFileSync(new URL(`../src/${name}.ts`, import.meta.url), text);
}
