import { randomUUID } from 'node:crypto';
import { type BrowserPage, signInWithBrowser } from '@app/sign-in-provider/browser';
import { LEARN_CLIENT, UNIVERSITY_CLIENT } from '@app/sign-in-provider/clients';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import { startSignInProvider } from '@app/sign-in-provider/start';
import type { Role } from '@app/subgraph-kit/access/roles';
import type { Caller, Person } from '@app/subgraph-kit/callers/caller';
import { createLog } from '@app/subgraph-kit/processes/log';
import { expectNoErrors, type GraphqlAnswer, graphqlClient } from '@app/test-kit/graphql-client';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { Client } from 'pg';
import type { AssociationSettings } from '../../src/environment.js';
import type { LearningSource } from '../../src/providers/domain/learning-source.js';
import { startAssociation } from '../../src/server.js';
import { associationDatabase, POLICY } from './database.js';
import { startEdge } from './edge.js';
import { movingClock } from './moving-clock.js';
import { BEGIN, CONFIRM, PENDING, REMOVE } from './operations.js';

export type Flow = { flowId: string; completionCode: string };
export type Result = { __typename: string } & Record<string, unknown>;

export const EVENT_SECRET = 'a secret that only tests ever know';

/** A learning account: `profileId` is what it can prove. Each number is given out once. */
export type LearningLogin = { login: string; profileId: string };

const HOW_MANY = 200;
const numbered = (source: 'learn' | 'university', number: number) => ({
  login: `${source}${number}@home.example`,
  displayName: `Learner ${number}`,
  subject: `${source}-${number}`,
  profileId: source === 'learn' ? String(500_000 + number) : `PU-${number}`,
});
const special = (login: string, profileId: string | null, more = {}) => ({
  ...{ login: `${login}@home.example`, displayName: login, subject: login, profileId },
  ...more,
});

export type TestAssociation = Awaited<ReturnType<typeof testAssociation>>;

/** The service on a database of its own, with a real OpenID provider; browsers come through an edge like the gateway's. */
export async function testAssociation(overrides: Partial<AssociationSettings> = {}) {
  const [database, keys, edge] = await Promise.all([associationDatabase(), testIdentityKeys(), startEdge()]);
  const clock = movingClock();
  const accounts = Array.from({ length: HOW_MANY }, (_, number) => number);
  const provider = await startSignInProvider({
    host: '127.0.0.1',
    port: 0,
    gatewayUrl: edge.url,
    accounts: {
      work: [],
      machines: [],
      learn: [
        ...accounts.map((number) => numbered('learn', number)),
        special('nothing', null),
        special('blank', ' '),
        special('malformed', '0123'),
        special('stranger', null, { noAccount: true }),
      ],
      university: accounts.map((number) => numbered('university', number)),
    },
  });
  const log = createLog('association');
  log.level = process.env.TEST_LOG_LEVEL ?? 'silent';
  const common = { discoveryUrl: null, insecure: true };
  const server = await startAssociation(
    {
      databaseUrl: database.appUrl,
      workerDatabaseUrl: database.workerUrl,
      host: '127.0.0.1',
      port: 0,
      verifyKey: keys.verifyKeyJwk,
      eventSigningSecret: EVENT_SECRET,
      consumers: { credits: 'http://127.0.0.1:9', identity: 'http://127.0.0.1:9' },
      embeddedWorkers: false,
      publicUrl: edge.url,
      frontendOrigins: [edge.url],
      startsPerHour: 0,
      policy: POLICY,
      activityRetention: { days: 730 },
      learn: {
        ...common,
        issuer: provider.issuers.learn,
        clientId: LEARN_CLIENT.id,
        clientSecret: LEARN_CLIENT.secret,
        profileClaim: 'mcid',
      },
      university: {
        ...common,
        issuer: provider.issuers.university,
        clientId: UNIVERSITY_CLIENT.id,
        clientSecret: UNIVERSITY_CLIENT.secret,
        profileClaim: 'partner_university_id',
      },
      ...overrides,
    },
    { clock, log },
  );
  edge.passOnTo(server.url, () => keys.bearerFor({ kind: 'gateway' }, 'association', clock));
  const sqlClient = new Client({ connectionString: database.adminUrl });
  await sqlClient.connect();
  const sql = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await sqlClient.query(text, values)).rows;
  const returnTo = `${edge.url}/done?from=test`;
  let given = 0;

  const as = async (caller: Caller) =>
    graphqlClient(`${server.url}/graphql`, await keys.bearerFor(signedInNow(caller), 'association', clock));
  /** A person without a time of sign-in signed in just now, by the clock in force. */
  const signedInNow = (caller: Caller): Caller =>
    caller.kind === 'person' && caller.signedInAt === null ? { ...caller, signedInAt: clock.now() } : caller;
  const ask = async (
    caller: Caller,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<GraphqlAnswer<Record<string, Result>>> =>
    (await as(caller)).execute<Record<string, Result>>(query, variables);
  const mutate = async (caller: Caller, query: string, input: Record<string, unknown>): Promise<Result> => {
    const [result] = Object.values(expectNoErrors(await ask(caller, query, { input })));
    if (!result) throw new Error('no result');
    return result;
  };

  const begin = (caller: Caller, source: LearningSource = 'MICROSOFT_LEARN', to = returnTo) =>
    mutate(caller, BEGIN, { source, returnTo: to });
  const confirm = (caller: Caller, flow: Flow & { idempotencyKey?: string }) => mutate(caller, CONFIRM, flow);
  const remove = (caller: Caller, source: LearningSource = 'MICROSOFT_LEARN') => mutate(caller, REMOVE, { source });

  /** Signs in at the learning provider, which runs in real time. */
  const visit = async (begun: Result, account: string, jar = new CookieJar()): Promise<BrowserPage> =>
    signInWithBrowser(String(begun.signInUrl), account === 'cancel' ? { cancel: true } : { account }, jar);
  const prove = async (
    caller: Caller,
    account: LearningLogin,
    options: { source?: LearningSource; days?: number } = {},
  ): Promise<Flow> => {
    clock.moveTo(options.days ?? 0);
    const begun = await begin(caller, options.source);
    if (begun.__typename !== 'BeginAssociationSuccess') throw new Error(`not begun: ${JSON.stringify(begun)}`);
    clock.moveTo(0);
    const page = await visit(begun, account.login);
    clock.moveTo(options.days ?? 0);
    return flowAt(page);
  };

  return {
    url: server.url,
    /** Runs what is due by the clock in force, as the jobs do every minute. */
    catchUp: server.catchUp,
    edgeUrl: edge.url,
    returnTo,
    clock,
    database,
    keys,
    provider,
    as,
    ask,
    begin,
    visit,
    prove,
    confirm,
    remove,
    /** Begins, signs in and confirms; `days` from now. */
    link: async (caller: Caller, account: LearningLogin, options: { source?: LearningSource; days?: number } = {}) =>
      confirm(caller, await prove(caller, account, options)),
    stateOf: async (begun: Result) => {
      const rows = await sql<{ status: string; sealed_secrets: string | null }>(
        'SELECT status, sealed_secrets FROM association.flow WHERE id = $1',
        [begun.flowId],
      );
      return rows[0];
    },
    /** The problem of a flow, as its owner reads it. */
    problemOf: async (caller: Caller, flowId: unknown, completionCode = 'x') =>
      (await ask(caller, PENDING, { flowId, completionCode })).data?.pendingAssociation?.problem,
    rejections: (userId: string) =>
      sql<{ reason: string; request_id: string }>(
        "SELECT reason, request_id FROM association.activity WHERE user_id = $1 AND kind = 'REFUSED' ORDER BY id",
        [userId],
      ),
    /** A learning account of its own for each call. */
    anAccount: (source: 'learn' | 'university' = 'learn'): LearningLogin => numbered(source, given++),
    /** SQL as the superuser: to inspect, and for states that no operation reaches. */
    sql,
    async stop() {
      await server.stop();
      await provider.stop();
      await edge.stop();
      await sqlClient.end();
      await database.drop();
    },
  };
}

/** The values in the return address of a finished sign-in. */
export function flowAt(page: BrowserPage): Flow {
  const { searchParams } = new URL(page.url);
  const [flowId, completionCode] = [searchParams.get('flow'), searchParams.get('completion_code')];
  if (!flowId || !completionCode) throw new Error(`no code at ${page.url}: ${page.status} ${page.body}`);
  return { flowId, completionCode };
}

export function problemAt(page: BrowserPage): string | null {
  return new URL(page.url).searchParams.get('problem');
}

export function aPerson(organizationId: string = randomUUID(), roles: readonly Role[] = []): Person {
  return {
    kind: 'person',
    userId: randomUUID(),
    organizationId,
    roles,
    signedInAt: null,
    delegated: false,
    clientId: null,
  };
}
