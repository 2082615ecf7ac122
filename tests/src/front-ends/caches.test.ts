import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import type { Stack } from '@app/stack/stack';
import { bearerToken, createClient, orThrow, POSSIBLE_TYPES, TypedDocumentString } from '@skill-link/client';
import { buildSchema, parse, validate } from 'graphql';
import { startDemonstrationStack } from '../journeys/demonstration-stack.js';
import { workToken } from '../journeys/people.js';
import { repositoryFile } from '../repository.js';
import { apolloClient } from './apollo-client.js';
import { apolloFrontEnd } from './apollo-front-end.js';
import type { FrontEnd } from './front-end.js';
import { relayEnvironment } from './relay-environment.js';
import { relayFrontEnd } from './relay-front-end.js';
import { urqlClient } from './urql-client.js';
import { urqlFrontEnd } from './urql-front-end.js';

type Types = typeof POSSIBLE_TYPES;
type Start = (url: string, token: () => string, possibleTypes?: Types) => FrontEnd;

const FRONT_ENDS: Record<string, Start> = {
  'urql with Graphcache': (...settings) => urqlFrontEnd(urqlClient(...settings)),
  'Apollo Client': (...settings) => apolloFrontEnd(apolloClient(...settings)),
  Relay: (url, token) => relayFrontEnd(relayEnvironment(url, token)),
};

/** What a front end knew before AssociationFlowError became a member of a union. */
const BEFORE: Types = Object.fromEntries(
  Object.entries(POSSIBLE_TYPES).map(([name, members]) => [
    name,
    members.filter((type) => type !== 'AssociationFlowError'),
  ]),
);

let stack: Stack;
let token: string;
let organizationId: string;
const url = () => `${stack.gatewayUrl}/graphql`;
beforeAll(async () => {
  stack = await startDemonstrationStack();
  token = await workToken(stack, 'eleanor.whitcombe@harbour.example');
  organizationId = await organizationOf();
}, 300_000);
afterAll(() => stack.stop());

describe.each(Object.entries(FRONT_ENDS))('%s', (name, start) => {
  let frontEnd: FrontEnd;
  beforeAll(() => {
    frontEnd = start(url(), () => token);
  });

  it('keeps values of one object apart that have the same codes', async () => {
    const asked = new Map<string, unknown>();
    for (const code of ['infrastructure', 'security', 'data-ai']) asked.set(code, await frontEnd.designation(code));
    for (const [code, answer] of asked) {
      expect(answer).toMatchObject({
        code,
        metrics: expect.arrayContaining([expect.objectContaining({ points: expect.any(Number) })]),
      });
      expect(await frontEnd.designationInCache(code)).toEqual(answer);
    }
  });

  it('reads a list page by page', async () => {
    const first = await frontEnd.firstUsers();
    const both = await frontEnd.nextUsers();
    expect(both).toHaveLength(4);
    expect(both.slice(0, 2)).toEqual(first);
    expect(new Set(both.map(({ id }) => id)).size).toBe(4);
  });

  it('shows the effect of a mutation wherever the user is shown', async () => {
    const [user] = await frontEnd.firstUsers();
    const roles = user?.roles.includes('REPORT_VIEWER') ? [] : ['REPORT_VIEWER'];
    expect(await frontEnd.changeRoles({ userId: user?.id, roles })).toMatchObject({
      __typename: 'ChangeUserRolesSuccess',
    });
    expect((await frontEnd.usersInCache())[0]).toEqual({ ...user, roles });
  });

  it('gets the rejection of a mutation with its message', async () => {
    const input = { organizationId, displayName: 'Amara', email: 'amara.okafor@harbour.example' };
    expect(await frontEnd.invite(input)).toMatchObject({
      __typename: 'UserExistsError',
      message: expect.stringContaining('.'),
    });
  });

  it('keeps a member of a union that it does not know', async () => {
    const older = start(url(), () => token, BEFORE);
    const flowId = randomUUID();
    const member = await older.pending(flowId);
    // Graphcache has no way to match a fragment on UserError with a type that it does not know: the message is lost.
    const message = name === 'urql with Graphcache' ? undefined : expect.stringContaining('flow');
    expect(member).toMatchObject({ __typename: 'AssociationFlowError', ...(message && { message }) });
    expect(await older.pendingInCache(flowId)).toEqual(member);
    const newer = await frontEnd.pending(flowId);
    expect(newer).toMatchObject({ __typename: 'AssociationFlowError', message: expect.stringContaining('flow') });
  });
});

describe('docs/front-end.md', () => {
  const page = repositoryFile('docs/front-end.md');

  it.each(['urql-client', 'apollo-client', 'relay-environment'])('shows the code that was tried: %s', (file) => {
    expect(page).toContain(`\`\`\`ts\n${repositoryFile(`tests/src/front-ends/${file}.ts`)}\`\`\``);
  });
});

describe('the documents that Relay compiled', () => {
  const folder = new URL('relay/__generated__/', import.meta.url);
  const schema = buildSchema(repositoryFile('api.graphql'));

  it.each(globSync('*{Query,Mutation}.graphql.ts', { cwd: folder }))('are valid: %s', (file) => {
    const [, text = ''] = /"text": (".*")/.exec(readFileSync(new URL(file, folder), 'utf8')) ?? [];
    expect(validate(schema, parse(JSON.parse(text) as string))).toEqual([]);
  });
});

async function organizationOf(): Promise<string> {
  const client = createClient({ url: url(), credentials: bearerToken(() => token) });
  const document = new TypedDocumentString<{ callerOrganization: { id: string } }, object>(
    '{ callerOrganization { id } }',
  );
  return orThrow(await client.send(document, {})).callerOrganization.id;
}
