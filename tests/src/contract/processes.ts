import { join } from 'node:path';
import * as association from '@app/association/environment';
import { doctorEnvironment } from '@app/cli/doctor/environment';
import { consoleEnvironment } from '@app/console/environment';
import * as credits from '@app/credits/environment';
import { environment as gatewayEnvironment } from '@app/gateway/environment';
import * as identity from '@app/identity/environment';
import { settings as providerSettings } from '@app/sign-in-provider/environment';
import { stackEnvironment } from '@app/stack/environment';
import { exportJWK, generateKeyPair } from 'jose';
import type { z } from 'zod';
import { REPOSITORY } from '../repository.js';

/** A process of the product: its program, the schema of its settings, and valid settings. */
export type ProductProcess = {
  name: string;
  script: string;
  arguments?: readonly string[];
  schema: z.ZodType;
  usable: Record<string, string>;
};

/** The program of operators. */
const COMMANDS = join(REPOSITORY, 'cli/dist/main.js');

/** A private key and its public half, in the format of the settings. */
export async function keyPair(): Promise<{ signing: string; verify: string }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { signing: JSON.stringify(await exportJWK(privateKey)), verify: JSON.stringify(await exportJWK(publicKey)) };
}

/** Every process that reads settings. No server listens at the database address. */
export function productProcesses({ signing, verify }: { signing: string; verify: string }): ProductProcess[] {
  const database = 'postgresql://user:canary-password@127.0.0.1:1/nothing';
  const DEMONSTRATION_FILE = join(REPOSITORY, 'development/demonstration/demonstration.json');
  const all = {
    DATABASE_URL: database,
    DEMONSTRATION_FILE,
    INTERNAL_VERIFY_KEY: verify,
    EVENT_SIGNING_SECRET: 'x'.repeat(32),
    IDENTITY_URL: 'http://127.0.0.1:1',
    ASSOCIATION_URL: 'http://127.0.0.1:1',
    CREDITS_URL: 'http://127.0.0.1:1',
  };
  const services = { identity, association, credits };
  const ofServices = Object.entries(services).flatMap(([name, environments]) => {
    const prefix = name.toUpperCase();
    const usable = {
      ...all,
      LEARN_CLIENT_ID: 'learn',
      LEARN_CLIENT_SECRET: 'learn-secret',
      UNIVERSITY_CLIENT_ID: 'university',
      UNIVERSITY_CLIENT_SECRET: 'university-secret',
      [`${prefix}_DATABASE_URL`]: database,
      [`${prefix}_WORKER_DATABASE_URL`]: database,
      [`${prefix}_APP_PASSWORD`]: 'one',
      [`${prefix}_WORKER_PASSWORD`]: 'two',
    };
    const program = (file: string) => join(REPOSITORY, 'services', name, 'dist/processes', `${file}.js`);
    return [
      { name, script: program('main'), schema: environments.serviceEnvironment, usable },
      { name: `${name}-worker`, script: program('work'), schema: environments.serviceEnvironment, usable },
      { name: `${name}-migration`, script: program('migrate'), schema: environments.migrationEnvironment, usable },
      {
        name: `${name}-demonstration`,
        script: program('demonstration'),
        schema: environments.demonstrationEnvironment,
        usable,
      },
    ];
  });
  return [
    ...ofServices,
    {
      name: 'operator-import',
      script: COMMANDS,
      arguments: ['achievements', 'import', 'achievements.csv', '--source', 'MICROSOFT_LEARN', '--yes'],
      schema: credits.operatorEnvironment,
      usable: { CREDITS_DATABASE_URL: database },
    },
    {
      name: 'operator-comparison',
      script: COMMANDS,
      arguments: ['rules', 'compare', '2023-10', '2026-07'],
      schema: credits.comparisonEnvironment,
      usable: { CREDITS_DATABASE_URL: database },
    },
    {
      name: 'operator-webhooks',
      script: COMMANDS,
      arguments: ['webhooks', 'resume', '00000000-0000-4000-8000-000000000000', '--yes'],
      schema: credits.webhookCommandEnvironment,
      usable: { CREDITS_DATABASE_URL: database, EVENT_SIGNING_SECRET: 'x'.repeat(32) },
    },
    {
      name: 'operator-organization',
      script: COMMANDS,
      arguments: ['organization', 'show', 'P-1'],
      schema: identity.operatorEnvironment,
      usable: { IDENTITY_DATABASE_URL: database },
    },
    {
      name: 'operator-explain',
      script: COMMANDS,
      arguments: ['explain', '7204518'],
      schema: association.operatorEnvironment,
      usable: { ASSOCIATION_DATABASE_URL: database },
    },
    {
      name: 'operator-doctor',
      script: COMMANDS,
      arguments: ['doctor'],
      schema: doctorEnvironment,
      usable: {},
    },
    {
      name: 'credits-reporting-preparation',
      script: join(REPOSITORY, 'services/credits/dist/processes/prepare-reporting.js'),
      schema: credits.reportingPreparationEnvironment,
      usable: { DATABASE_URL: database, REPORTING_WATCHDOG_PASSWORD: 'one' },
    },
    {
      name: 'credits-reporting-watchdog',
      script: join(REPOSITORY, 'services/credits/dist/processes/watch-reporting.js'),
      schema: credits.reportingWatchEnvironment,
      usable: { REPORTING_DATABASE_URL: database },
    },
    {
      name: 'operator-reporting-login',
      script: COMMANDS,
      arguments: ['reporting-login', 'list'],
      schema: credits.reportingLoginEnvironment,
      usable: { DATABASE_URL: database },
    },
    {
      name: 'gateway',
      script: join(REPOSITORY, 'gateway/dist/main.js'),
      schema: gatewayEnvironment,
      usable: {
        INTERNAL_SIGNING_KEY: signing,
        WORK_AUDIENCE: 'api://one',
        PLATFORM_TENANT_ID: 'one',
        SESSION_SECRET: 'x'.repeat(32),
        WEB_CLIENT_ID: 'web',
        WEB_CLIENT_SECRET: 'web-secret',
      },
    },
    {
      name: 'console',
      script: join(REPOSITORY, 'development/console/dist/main.js'),
      schema: consoleEnvironment,
      usable: { DEMONSTRATION_FILE },
    },
    {
      name: 'sign-in-provider',
      script: join(REPOSITORY, 'development/sign-in-provider/dist/main.js'),
      schema: providerSettings,
      usable: { DEMONSTRATION_FILE },
    },
    {
      name: 'stack',
      script: join(REPOSITORY, 'development/stack/dist/start.js'),
      schema: stackEnvironment,
      usable: {
        DATABASE_URL: database,
        INTERNAL_SIGNING_KEY: signing,
        INTERNAL_VERIFY_KEY: verify,
        WORK_AUDIENCE: 'api://one',
        LEARN_CLIENT_ID: 'learn',
        LEARN_CLIENT_SECRET: 'learn-secret',
        UNIVERSITY_CLIENT_ID: 'university',
        UNIVERSITY_CLIENT_SECRET: 'university-secret',
      },
    },
  ];
}

/** The names of the settings in a schema, also if it is refined or transformed. */
export function settingsOf(schema: z.ZodType): string[] {
  const { shape, in: inner } = schema as unknown as { shape?: Record<string, unknown>; in?: z.ZodType };
  if (shape !== undefined) return Object.keys(shape);
  return inner === undefined ? [] : settingsOf(inner);
}
