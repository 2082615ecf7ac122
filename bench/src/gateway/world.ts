import { readFileSync } from 'node:fs';
import { demonstrationFile } from '@app/stack/environment';
import { untilQueuesAreEmpty } from '@app/stack/queues';
import type { Stack } from '@app/stack/stack';
import { startTestStack } from '@app/stack/test-stack';
import type { Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import { type Bench, urlOf } from '../harness.js';
import { type CpuClock, clockOfPostgres, clockOfProcess } from './cpu.js';
import { COUNTING_SETTINGS, type StatementCounter, statementCounter } from './statements.js';
import { BENCH_CLIENT, startWorkIssuer, type WorkIssuer } from './work-issuer.js';

/** The product with the demonstration, which all contestants ask. */
export type World = {
  stack: Stack;
  /** JWK text of the key whose identity tokens the services accept. */
  signingKey: string;
  issuer: WorkIssuer;
  /** The caller of all operations, as the product's gateway identifies it to the services. */
  caller: Caller;
  counter: StatementCounter;
  /** The processes that work for all contestants. */
  clocks: Readonly<Record<Backend, CpuClock>>;
};

export const BACKENDS = ['identity', 'association', 'credits', 'postgres'] as const;
export type Backend = (typeof BACKENDS)[number];

/** The settings of PostgreSQL: statements can be counted, and nothing but requests and jobs takes its time. */
export const WORLD_SETTINGS = { ...COUNTING_SETTINGS, autovacuum: 'off' };

/** A global admin of the largest organization, who may read all that the operations ask. */
const EMAIL = 'greta.lindqvist@nordlicht.example';
const DATABASE = 'skill_link';

/** Starts it, and waits until the jobs of the demonstration are done. */
export async function startWorld(bench: Bench): Promise<World> {
  const { admin, serverUrl, atEnd, signal, progress } = bench;
  progress('Starting the product with the demonstration …');
  const { account, caller, platformTenantId } = demonstrationUser(EMAIL);
  const issuer = await startWorkIssuer(account, platformTenantId);
  atEnd(issuer.stop);
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const signingKey = JSON.stringify(await exportJWK(privateKey));

  await admin.query(`CREATE DATABASE ${DATABASE}`);
  const databaseUrl = urlOf(serverUrl, { database: DATABASE });
  const starting = startTestStack({
    databaseUrl,
    environment: { INTERNAL_SIGNING_KEY: signingKey, INTERNAL_VERIFY_KEY: JSON.stringify(await exportJWK(publicKey)) },
    signal,
  });
  atEnd(async () => (await starting).stop());
  const stack = await starting;
  await untilQueuesAreEmpty(databaseUrl);
  await vacuum(databaseUrl);

  const pids = stack.pids();
  const clock = (name: Exclude<Backend, 'postgres'>) => clockOfProcess(pids[name] ?? 0);
  return {
    stack,
    signingKey,
    issuer,
    caller,
    counter: await statementCounter(admin),
    clocks: {
      identity: clock('identity'),
      association: clock('association'),
      credits: clock('credits'),
      postgres: await clockOfPostgres(admin),
    },
  };
}

async function vacuum(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('VACUUM ANALYZE').finally(() => client.end());
}

function demonstrationUser(email: string) {
  const { people, organizations, platformTenantId } = JSON.parse(readFileSync(demonstrationFile, 'utf8')) as {
    people: { id: string; email: string; objectId: string; organizationId: string; roles: Role[] }[];
    organizations: { id: string; tenantId: string }[];
    platformTenantId: string;
  };
  const user = people.find((person) => person.email === email);
  const organization = organizations.find(({ id }) => id === user?.organizationId);
  if (user === undefined || organization === undefined) throw new Error(`The demonstration has no ${email}.`);
  const { id: userId, organizationId, roles } = user;
  const caller: Caller = {
    ...{ kind: 'person', userId, organizationId, roles, delegated: false },
    ...{ clientId: BENCH_CLIENT, signedInAt: new Date() },
  };
  return {
    account: { tenantId: organization.tenantId, objectId: user.objectId, login: email },
    caller,
    platformTenantId,
  };
}
