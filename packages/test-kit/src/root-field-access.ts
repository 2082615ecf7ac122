import type { Caller } from '@app/subgraph-kit/callers/caller';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { GraphQLSchema } from 'graphql';
import { documentedRight, type OpenFields } from './documented-right.js';
import { errorCode, type GraphqlAnswer, type GraphqlClient } from './graphql-client.js';
import { plausibleOperations, UNKNOWN_ID, type Values } from './plausible-operations.js';

type Trial = {
  schema: GraphQLSchema;
  /** Values of arguments and input fields, which refer to objects of the organization. */
  values: Values;
  organizationId: string;
  open: OpenFields;
  caller: Caller;
  client: GraphqlClient;
};

const AS_ABSENT = 'as for an absent object';

/**
 * Sends a request for every root field as one caller. The expected outcomes follow from the descriptions of the fields
 * (`documentedRight`): `answered`, the code of the denial, or for a caller with the right in another organization `as for an
 * absent object`.
 */
export async function rootFieldAccess({ schema, values, organizationId, open, caller, client }: Trial) {
  const expected: Record<string, string> = {};
  const found: Record<string, unknown> = {};
  const denial = ['anonymous', 'gateway'].includes(caller.kind) ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  const forAbsent = plausibleOperations(schema, withUnknownIds(values));
  for (const [index, { field, query, variables }] of plausibleOperations(schema, values).entries()) {
    const right = documentedRight(field, open, caller, organizationId);
    expected[field.name] = { here: 'answered', elsewhere: AS_ABSENT, none: denial }[right];
    const answer = await client.execute(query, variables);
    const absent = right === 'elsewhere' ? await client.execute(query, forAbsent[index]?.variables) : undefined;
    found[field.name] = absent && isSame(answer, absent) ? AS_ABSENT : (errorCode(answer) ?? 'answered');
  }
  return { expected, found };
}

function withUnknownIds(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isUuid(String(value)) ? UNKNOWN_ID : value]),
  );
}

function isSame(one: GraphqlAnswer<unknown>, other: GraphqlAnswer<unknown>): boolean {
  return errorCode(one) === errorCode(other) && JSON.stringify(one.data) === JSON.stringify(other.data);
}
