import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { startTestWorld, type TestGateway, type TestWorld } from './support/test-world.js';

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
  test('answers each option that clients of this graphql-js can set, alone and all together', async () => {
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

  test('of one operation leaves the others of its document alone', async () => {
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

  test('is refused in production, also in part', async () => {
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
