import { documentedRight } from '@app/test-kit/documented-right';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType, Kind, parse } from 'graphql';
import { repositoryFile } from '../repository.js';
import { type Column, columns, OURS } from './callers.js';
import { ANSWERS, BY_QUERY, BY_REFERENCE, DELEGATED, FIELDS, OPEN } from './rules.js';

/** The committed table. */
export const TABLE = 'tests/contract/access.txt';

export const SERVICES = ['identity', 'association', 'credits'] as const;

/**
 * What a caller gets for a field: `✓` what it holds (of a root field: an answer), `F` FORBIDDEN, `U` UNAUTHENTICATED, `0` null
 * and no error, `a` the answer for an absent object, `-` no object with this field.
 */
export type Cell = '✓' | 'F' | 'U' | '0' | 'a' | '-';

/** The cells of a field by way (`query`, `answer` of a mutation, or the service that resolves a reference), in the order of the callers. */
export type Rows = ReadonlyMap<string, readonly Cell[]>;

const ROOTS = ['Query', 'Mutation'];

/** What every caller gets for every field of every object type of the composed schema, as the rules decide. */
export function decidedRows(schema: GraphQLSchema): Rows {
  const callers = columns();
  const given = givenByQuery(schema, callers);
  const rows = new Map<string, readonly Cell[]>();
  const add = (way: string, type: string, field: string, reached: (caller: Column) => boolean) =>
    rows.set(
      `${way} ${type}.${field}`,
      callers.map((caller) => {
        if (!reached(caller)) return '-';
        // A stub has the id that was asked for.
        return field === 'id' && way !== 'identity' && way !== 'query' && way !== 'answer'
          ? '✓'
          : cellOf(type, field, caller);
      }),
    );
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields())) {
      if (ROOTS.includes(type.name))
        rows.set(
          `${type.name === 'Query' ? 'query' : 'answer'} ${type.name}.${field.name}`,
          callers.map((caller) => rootCell(field, caller)),
        );
      else if (given.has(type.name))
        add('query', type.name, field.name, ({ name }) => given.get(type.name)?.has(name) === true);
      if (type.name in ANSWERS) add('answer', type.name, field.name, (caller) => getsAnswer(schema, type.name, caller));
    }
  }
  for (const service of SERVICES)
    for (const [type, fields] of entitiesOf(service))
      for (const field of fields) add(service, type, field, ({ is }) => meets(BY_REFERENCE[service]?.[type] ?? [], is));
  return rows;
}

/** The number of decided cells of a table. */
function cellsOf(rows: Rows): number {
  return [...rows.values()].reduce((sum, { length }) => sum + length, 0);
}

/** The rows as they are committed: a line each, with a character per caller. */
export function tableText(rows: Rows): string {
  const callers = columns();
  const width = Math.max(...[...rows.keys()].map(({ length }) => length)) + 2;
  const lines = [...rows].map(([name, cells]) => `${name.padEnd(width)}${grouped(cells)}`);
  const legend = callers.map(({ name }, index) => `#   ${String(index + 1).padStart(2)} ${name}`);
  return `# What each caller gets for each field about an organization and a person there: ${cellsOf(rows)} decisions.
# Written by \`npm run schemas\` from tests/src/access/rules.ts and the descriptions of the root fields; the test beside
# the rules asks the product. \`query\`: by query; \`answer\`: in the answer of a mutation; a service: by reference.
# ✓ what the field holds   F FORBIDDEN   U UNAUTHENTICATED   0 null   a as for an absent object   - no such object
${legend.join('\n')}
${' '.repeat(width)}${grouped(
  callers.map(
    (_, index) =>
      String(index + 1)
        .padStart(2)
        .at(0) ?? ' ',
  ),
)}
${' '.repeat(width)}${grouped(callers.map((_, index) => String(index + 1).at(-1) ?? ' '))}
${lines.sort().join('\n')}
`;
}

/** The fields of an entity that a service resolves. */
export function entitiesOf(service: string): Map<string, string[]> {
  const entities = new Map<string, string[]>();
  for (const definition of parse(repositoryFile(`services/${service}/schema.graphql`)).definitions)
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
      definition.directives?.some(({ name }) => name.value === 'key')
    )
      entities.set(definition.name.value, definition.fields?.map(({ name }) => name.value) ?? []);
  return entities;
}

export function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('_'),
  ) as GraphQLObjectType[];
}

function grouped(cells: readonly string[]): string {
  return cells.map((cell, index) => (index > 0 && index % 5 === 0 ? ` ${cell}` : cell)).join('');
}

function meets(to: readonly string[], is: readonly string[]): boolean {
  return to.some((word) => is.includes(word));
}

function cellOf(type: string, field: string, { is }: Column): Cell {
  const rule = FIELDS[type]?.[field];
  if (rule === undefined || meets(rule.to, is)) return '✓';
  return rule.otherwise === 'null' ? '0' : 'F';
}

function rootCell(field: Parameters<typeof documentedRight>[0], { caller }: Column): Cell {
  const isDelegated = caller.kind === 'person' && caller.delegated && DELEGATED.includes(field.name);
  const right = isDelegated ? 'here' : documentedRight(field, OPEN, caller, OURS);
  if (right === 'none') return caller.kind === 'anonymous' ? 'U' : 'F';
  return right === 'here' ? '✓' : 'a';
}

function getsAnswer(schema: GraphQLSchema, type: string, { caller }: Column): boolean {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return (ANSWERS[type] ?? []).some((name) => {
    const field = mutations[name];
    return field !== undefined && documentedRight(field, OPEN, caller, OURS) === 'here';
  });
}

/** The callers that get an object of a type by query: from a root field, or in a field that they see of another object. */
function givenByQuery(schema: GraphQLSchema, callers: readonly Column[]): Map<string, Set<string>> {
  const given = new Map<string, Set<string>>();
  const give = (type: string, { name }: Column): boolean => {
    const known = given.get(type) ?? new Set();
    given.set(type, known);
    return known.size < known.add(name).size;
  };
  const pending: [string, Column][] = [];
  const reach = (type: string, caller: Column) => give(type, caller) && pending.push([type, caller]);
  for (const caller of callers) {
    for (const [type, to] of Object.entries(BY_QUERY)) if (meets(to, caller.is)) reach(type, caller);
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      const type = getNamedType(field.type);
      if (isObjectType(type) && !(type.name in BY_QUERY) && rootCell(field, caller) === '✓') reach(type.name, caller);
    }
  }
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [name, caller] = next;
    for (const field of Object.values((schema.getType(name) as GraphQLObjectType).getFields())) {
      const type = getNamedType(field.type);
      if (isObjectType(type) && !(type.name in BY_QUERY) && cellOf(name, field.name, caller) === '✓')
        reach(type.name, caller);
    }
  }
  return given;
}
