import { randomUUID } from 'node:crypto';
import {
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { errorCode, type GraphqlAnswer, type GraphqlClient } from './graphql-client.js';
import { countsOf, type Sql, tableContents } from './table-contents.js';

/** The mutations of a schema that take `input.idempotencyKey`. */
export function keyedMutations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ args: [input] }) => {
      const type = input && getNullableType(input.type);
      return isInputObjectType(type) && 'idempotencyKey' in type.getFields();
    })
    .map(({ name }) => name);
}

/** A caller with an input with which a mutation succeeds, once. */
export type KeyedAttempt = { client: GraphqlClient; input: Record<string, unknown> };

/** How a mutation is called in a trial of its key. */
export type KeyedCall = {
  /** The next attempt; those of the first and of the second caller have different callers. */
  attempt(caller: 'first' | 'second'): Promise<KeyedAttempt>;
  /** What makes an input another one that is valid too. */
  change: Record<string, unknown>;
};

/** What a key promises. */
export const PROMISED = {
  first: 'succeeds',
  repeated: 'same answer, nothing changed',
  withOtherInput: 'IDEMPOTENCY_KEY_REUSED, nothing changed',
  byAnotherCaller: 'succeeds',
  twoAtOnce: 'one answer, the effect of one',
};

type Result = GraphqlAnswer<{ result: { __typename: string } | null }>;

/** Sends a mutation with a key in every way that the key promises something about. Jobs must not run meanwhile. */
export async function trialOfKey(
  { schema, sql, service }: { schema: GraphQLSchema; sql: Sql; service: string },
  mutation: string,
  { attempt, change }: KeyedCall,
): Promise<typeof PROMISED> {
  const operation = operationOf(schema, mutation);
  const send = ({ client, input }: KeyedAttempt, more: object): Promise<Result> =>
    client.execute(operation, { input: { ...input, ...more } });
  const whileNothingChanges = async (work: () => Promise<string>) => {
    const before = await tableContents(sql, service);
    const outcome = await work();
    return `${outcome}, ${isEqual(before, await tableContents(sql, service)) ? 'nothing' : 'something'} changed`;
  };
  /** What came of some requests at once, and how many rows each table has more. */
  const atOnce = async (count: number) => {
    const [next, idempotencyKey] = [await attempt('first'), randomUUID()];
    const before = await countsOf(sql, service);
    const answers = await Promise.all(Array.from({ length: count }, () => send(next, { idempotencyKey })));
    const after = await countsOf(sql, service);
    return { answers, effect: Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)]) };
  };

  const idempotencyKey = randomUUID();
  const own = await attempt('first');
  const first = await send(own, { idempotencyKey });
  const repeated = await whileNothingChanges(async () => {
    const again = await send(own, { idempotencyKey });
    return isEqual(seen(again), seen(first)) ? 'same answer' : `another answer: ${JSON.stringify(again)}`;
  });
  const withOtherInput = await whileNothingChanges(async () =>
    String(errorCode(await send(own, { ...change, idempotencyKey }))),
  );
  const byAnotherCaller = outcomeOf(await send(await attempt('second'), { idempotencyKey }));
  const [pair, single] = [await atOnce(2), await atOnce(1)];
  const [one, two] = pair.answers.map((answer) => JSON.stringify(seen(answer)));
  return {
    first: outcomeOf(first),
    repeated,
    withOtherInput,
    byAnotherCaller,
    twoAtOnce: [
      one === two ? 'one answer' : `${one} and ${two}`,
      isEqual(pair.effect, single.effect) ? 'the effect of one' : JSON.stringify([pair.effect, single.effect]),
    ].join(', '),
  };
}

function outcomeOf({ data, errors }: Result): string {
  return data?.result?.__typename.endsWith('Success') ? 'succeeds' : JSON.stringify({ data, errors });
}

/** An answer without what differs from request to request. */
function seen({ data, errors = [] }: GraphqlAnswer<unknown>): unknown {
  return { data, errors: errors.map(({ message, path }) => ({ message, path })) };
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The mutation with all that its success shows without arguments, and the messages of its rejections. */
function operationOf(schema: GraphQLSchema, mutation: string): string {
  const field = schema.getMutationType()?.getFields()[mutation];
  const union = field && getNamedType(field.type);
  const [input] = field?.args ?? [];
  if (!isUnionType(union) || input === undefined) throw new Error(`${mutation} has no input or no result union.`);
  const members = union.getTypes().map(({ name }) => `... on ${name} ${selectionOf(schema, name, 2)}`);
  return `mutation ($input: ${input.type.toString()}) { result: ${mutation}(input: $input) { __typename ${members.join(' ')} } }`;
}

function selectionOf(schema: GraphQLSchema, typeName: string, depth: number): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '{ __typename }';
  const fields = Object.values(type.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .flatMap((field) => {
      const named = getNamedType(field.type);
      const alias = `${typeName}_${field.name}: ${field.name}`;
      if (isLeafType(named)) return [alias];
      return depth > 0 ? [`${alias} ${selectionOf(schema, named.name, depth - 1)}`] : [];
    });
  return `{ __typename ${fields.join(' ')} }`;
}
