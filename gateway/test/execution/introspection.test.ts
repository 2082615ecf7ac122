import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const EVERYTHING = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  experimentalDirectiveDeprecation: true,
  oneOf: true,
};

let world: TestWorld;
let gateway: TestGateway;
let production: TestGateway;

beforeAll(async () => {
  world = await startTestWorld();
  gateway = await world.gateway();
  production = await world.gateway({ production: true });
});
afterAll(() => world.stop());

describe('introspection', () => {
  test('supports each option of clients of this graphql-js, alone and all together', async () => {
    const options = [EVERYTHING, ...Object.keys(EVERYTHING).map((name) => ({ [name]: true }))];
    for (const option of options) {
      const answer = await gateway.client.execute<IntrospectionQuery>(getIntrospectionQuery(option));
      const schema = buildClientSchema(expectNoErrors(answer));
      expect([option, schema.getQueryType()?.getFields().viewer?.type.toString()]).toEqual([option, 'User']);
    }
  });

  test('is joined with other fields, in the order and under the conditions of the document', async () => {
    const answer = await gateway.client.execute(
      `query Mixed($no: Boolean!, $name: String!) {
        before: echo(text: "1")
        ...Root
        ... on Query { type: __type(name: $name) { ...OneOf } }
        left: __schema @include(if: $no) { __typename }
        gone: echo(text: "2") @include(if: $no)
        after: callerOrganization { id __typename designations }
        __typename
      }
      fragment Root on Query { schema: __schema { queryType { ...OneOf } directives(includeDeprecated: true) { name } } again: echo(text: "3") }
      fragment OneOf on __Type { name isOneOf }`,
      { no: false, name: 'InviteInput' },
    );
    const data = expectNoErrors(answer);
    expect(Object.keys(data)).toEqual(['before', 'schema', 'again', 'type', 'after', '__typename']);
    expect(data).toMatchObject({
      before: '1',
      schema: { queryType: { name: 'Query', isOneOf: null } },
      again: '3',
      type: { name: 'InviteInput', isOneOf: false },
      after: { __typename: 'Organization', designations: ['infrastructure'] },
      __typename: 'Query',
    });
  });

  test('keeps the errors and the nulls of the fields beside it', async () => {
    const answer = await gateway.client.execute('{ __type(name: "User") { name isOneOf } broken }');
    expect(answer.data).toEqual({ __type: { name: 'User', isOneOf: null }, broken: null });
    expect(answer.errors).toHaveLength(1);
    const alone = await gateway.client.execute('{ __type(name: "Nothing") { isOneOf } __typename }');
    expect(alone).toMatchObject({ data: { __type: null, __typename: 'Query' }, errors: undefined });
  });

  test('of one operation does not affect other operations of its document', async () => {
    const document = `
      query Types { __schema { types { isOneOf } } }
      mutation Change { rename(name: "x") { displayName } }
      query Read { echo(text: "x") }`;
    const run = async (operationName: string) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, operationName }),
      });
      return response.json();
    };
    expect(await run('Types')).toMatchObject({
      data: { __schema: { types: expect.arrayContaining([{ isOneOf: false }]) } },
    });
    expect(await run('Change')).toEqual({ data: { rename: { displayName: 'Person 1' } } });
    expect(await run('Read')).toEqual({ data: { echo: 'x' } });
  });

  test('of one operation shares no response names with another one', async () => {
    const document = `
      query Types { x: __schema { queryType { name } } ...Both }
      query Read { x: echo(text: "x") type: echo(text: "y") }
      query Mixed { type: echo(text: "z") ...Named }
      fragment Both on Query { type: __type(name: "User") { name } }
      fragment Named on Query { x: __type(name: "Role") { name } }`;
    const run = async (operationName: string) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, operationName }),
      });
      return response.json();
    };
    for (let again = 0; again < 2; again++) {
      expect(await run('Read')).toEqual({ data: { x: 'x', type: 'y' } });
      expect(await run('Mixed')).toEqual({ data: { type: 'z', x: { name: 'Role' } } });
      expect(await run('Types')).toEqual({ data: { x: { queryType: { name: 'Query' } }, type: { name: 'User' } } });
    }
  });

  test.each([
    ['a condition', 'query ($b: Boolean = true) { __schema { queryType { name @include(if: $b) } } }'],
    ['a condition of a fragment', 'query ($b: Boolean = true) { __type(name: "User") { ... @skip(if: $b) { name } } }'],
    ['an argument', 'query ($b: Boolean = true) { __schema { directives(includeDeprecated: $b) { name } } }'],
    [
      'an argument, beside data',
      'query ($b: Boolean = true) { echo(text: "x") __schema { directives(includeDeprecated: $b) { name } } }',
    ],
  ])('rejects null where the schema allows none, before any request: %s', async (_what, document) => {
    world.identity.received.length = 0;
    const answer = await gateway.client.execute(document, { b: null });
    expect([answer.status, errorCode(answer), answer.data]).toEqual([400, 'BAD_USER_INPUT', undefined]);
    expect(world.identity.received).toEqual([]);
  });

  test('is rejected in production, also in part', async () => {
    for (const query of [getIntrospectionQuery(EVERYTHING), '{ echo(text: "x") __type(name: "User") { isOneOf } }']) {
      const answer = await production.client.execute(query);
      expect([answer.status, answer.errors?.[0]?.extensions?.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    }
  });

  test('gives gql.tada the whole schema', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'types-'));
    try {
      writeFileSync(join(folder, 'tsconfig.json'), '{"compilerOptions":{}}');
      const cli = join(dirname(createRequire(import.meta.url).resolve('gql.tada/package.json')), 'bin/cli.js');
      const output = join(folder, 'schema.graphql');
      await promisify(execFile)(
        process.execPath,
        [cli, 'generate-schema', `${gateway.url}/graphql`, '--output', output],
        { cwd: folder },
      );
      const generated = printSchema(lexicographicSortSchema(buildSchema(readFileSync(output, 'utf8'))));
      const answer = await gateway.client.execute<IntrospectionQuery>(getIntrospectionQuery(EVERYTHING));
      expect(generated).toBe(printSchema(lexicographicSortSchema(buildClientSchema(expectNoErrors(answer)))));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
