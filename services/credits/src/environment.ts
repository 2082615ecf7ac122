import { demonstrationBegun } from '@app/subgraph-kit/settings/demonstration-settings';
import { flag, host, port, readEnvironmentOrExit, wholeNumber } from '@app/subgraph-kit/settings/environment';
import { databaseUrl, jsonFile, verifyKey } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';

export const serviceEnvironment = z
  .object({
    CREDITS_DATABASE_URL: databaseUrl('credits_app'),
    CREDITS_WORKER_DATABASE_URL: databaseUrl('credits_worker'),
    HOST: host(),
    CREDITS_PORT: port(4003),
    INTERNAL_VERIFY_KEY: verifyKey(),
    EVENT_SIGNING_SECRET: z.string('at least 32 characters').min(32, 'at least 32 characters'),
    EMBEDDED_WORKERS: flag(true),
    CREDIT_DEADLINE_DAYS: wholeNumber(10, 1, 366),
    REPORT_DAY: wholeNumber(10, 1, 28),
  })
  .transform((env) => ({
    databaseUrl: env.CREDITS_DATABASE_URL,
    workerDatabaseUrl: env.CREDITS_WORKER_DATABASE_URL,
    host: env.HOST,
    port: env.CREDITS_PORT,
    verifyKey: env.INTERNAL_VERIFY_KEY,
    eventSigningSecret: env.EVENT_SIGNING_SECRET,
    embeddedWorkers: env.EMBEDDED_WORKERS,
    creditDeadlineDays: env.CREDIT_DEADLINE_DAYS,
    reportDay: env.REPORT_DAY,
  }));

export const migrationEnvironment = z.object({
  DATABASE_URL: databaseUrl('a role that may create roles and schemas'),
  CREDITS_APP_PASSWORD: z.string('the password of credits_app'),
  CREDITS_WORKER_PASSWORD: z.string('the password of credits_worker'),
});

export const demonstrationEnvironment = z.object({
  NODE_ENV: z
    .enum(['development', 'test'], 'not production: demonstration data is for development')
    .default('development'),
  DEMONSTRATION_FILE: jsonFile('the file with the demonstration achievements'),
  ...demonstrationBegun,
  CREDITS_DATABASE_URL: databaseUrl('credits_app'),
  CREDIT_DEADLINE_DAYS: wholeNumber(10, 1, 366),
  REPORT_DAY: wholeNumber(10, 1, 28),
});

export const comparisonEnvironment = z.object({
  CREDITS_DATABASE_URL: databaseUrl('credits_app').optional(),
});

export const loadEnvironment = z.object({
  CREDITS_DATABASE_URL: databaseUrl('credits_app'),
  CREDIT_DEADLINE_DAYS: wholeNumber(10, 1, 366),
  REPORT_DAY: wholeNumber(10, 1, 28),
});

/** The settings of the running service. */
export type CreditsSettings = z.output<typeof serviceEnvironment>;

/** The settings of the running service; ends the process when one is wrong. */
export function readServiceEnvironment(): CreditsSettings {
  return readEnvironmentOrExit(serviceEnvironment, process.env);
}

/** The settings of the migration; ends the process when one is wrong. */
export function readMigrationEnvironment(): z.output<typeof migrationEnvironment> {
  return readEnvironmentOrExit(migrationEnvironment, process.env);
}

/** The settings of the demonstration data; ends the process when one is wrong. */
export function readDemonstrationEnvironment(): z.output<typeof demonstrationEnvironment> {
  return readEnvironmentOrExit(demonstrationEnvironment, process.env);
}

/** The settings of the comparison of rule sets; without a database it compares the rules alone. */
export function readComparisonEnvironment(): z.output<typeof comparisonEnvironment> {
  return readEnvironmentOrExit(comparisonEnvironment, process.env);
}

/** The settings of an import of achievements; ends the process when one is wrong. */
export function readImportEnvironment(): z.output<typeof loadEnvironment> {
  return readEnvironmentOrExit(loadEnvironment, process.env);
}
