import { demonstrationBegun } from '@app/subgraph-kit/settings/demonstration-settings';
import { development } from '@app/subgraph-kit/settings/development';
import {
  EVERY_FAULT,
  flag,
  host,
  httpUrl,
  port,
  publicUrlFault,
  readEnvironmentOrExit,
  wholeNumber,
} from '@app/subgraph-kit/settings/environment';
import { databaseUrl, jsonFile, verifyKey } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';

export const serviceEnvironment = z
  .object({
    NODE_ENV: z.string().default('development'),
    IDENTITY_DATABASE_URL: databaseUrl('identity_app'),
    IDENTITY_WORKER_DATABASE_URL: databaseUrl('identity_worker'),
    HOST: host(),
    IDENTITY_PORT: port(4001),
    INTERNAL_VERIFY_KEY: verifyKey(),
    EVENT_SIGNING_SECRET: z.string('at least 32 characters').min(32, 'at least 32 characters'),
    ASSOCIATION_URL: httpUrl(),
    CREDITS_URL: httpUrl(),
    PUBLIC_URL: httpUrl().optional(),
    EMBEDDED_WORKERS: flag(true),
    REPORT_DAY: wholeNumber(10, 1, 28),
    PLATFORM_TENANT_ID: z.string().toLowerCase().optional(),
  })
  .superRefine((env, context) => {
    const message = publicUrlFault(env.PUBLIC_URL, env.NODE_ENV === 'production');
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['PUBLIC_URL'], message });
  }, EVERY_FAULT)
  .transform((env) => ({
    databaseUrl: env.IDENTITY_DATABASE_URL,
    workerDatabaseUrl: env.IDENTITY_WORKER_DATABASE_URL,
    host: env.HOST,
    port: env.IDENTITY_PORT,
    verifyKey: env.INTERNAL_VERIFY_KEY,
    eventSigningSecret: env.EVENT_SIGNING_SECRET,
    consumers: { association: env.ASSOCIATION_URL, credits: env.CREDITS_URL },
    publicUrl: env.PUBLIC_URL ?? development.publicUrl,
    embeddedWorkers: env.EMBEDDED_WORKERS,
    reportDay: env.REPORT_DAY,
    platformTenantId: env.PLATFORM_TENANT_ID ?? (env.NODE_ENV === 'production' ? null : development.platformTenantId),
  }));

export const migrationEnvironment = z.object({
  DATABASE_URL: databaseUrl('a role that may create roles and schemas'),
  IDENTITY_APP_PASSWORD: z.string('the password of identity_app'),
  IDENTITY_WORKER_PASSWORD: z.string('the password of identity_worker'),
});

export const demonstrationEnvironment = z.object({
  NODE_ENV: z
    .enum(['development', 'test'], 'not production: demonstration data is for development')
    .default('development'),
  DEMONSTRATION_FILE: jsonFile('the file with the demonstration organizations and people'),
  ...demonstrationBegun,
  IDENTITY_DATABASE_URL: databaseUrl('identity_app'),
  REPORT_DAY: wholeNumber(10, 1, 28),
});

/** The settings of the running service. */
export type IdentitySettings = z.output<typeof serviceEnvironment>;

/** Reads the settings of the running service; ends the process when one is invalid. */
export function readServiceEnvironment(): IdentitySettings {
  return readEnvironmentOrExit(serviceEnvironment, process.env);
}

/** Reads the settings of the migration; ends the process when one is invalid. */
export function readMigrationEnvironment(): z.output<typeof migrationEnvironment> {
  return readEnvironmentOrExit(migrationEnvironment, process.env);
}

/** Reads the settings of the demonstration data; ends the process when one is invalid. */
export function readDemonstrationEnvironment(): z.output<typeof demonstrationEnvironment> {
  return readEnvironmentOrExit(demonstrationEnvironment, process.env);
}
