import { resolve } from 'node:path';
import { demonstrationBegun } from '@app/subgraph-kit/settings/demonstration-settings';
import { development } from '@app/subgraph-kit/settings/development';
import {
  EVERY_FAULT,
  flag,
  host,
  httpUrl,
  optionalPort,
  port,
  publicUrlFault,
  readEnvironmentOrExit,
  wholeNumber,
} from '@app/subgraph-kit/settings/environment';
import { databaseUrl, jsonFile, verifyKey } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';
import type { S3Settings } from './exports/store/s3-files.js';
import { parseNetworks } from './webhooks/application/sending/address-guard.js';

const bucketName = 'the name of a bucket: lower-case letters, digits, dots and hyphens';
const region = 'the name of a region, such as eu-central-1';

/** Where exports are kept: a folder, or a bucket beside it. */
const exportsEnvironment = {
  EXPORTS_DIR: z.string().min(1).default('.data/exports'),
  S3_BUCKET: z
    .string(bucketName)
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketName)
    .optional(),
  S3_ENDPOINT: httpUrl().optional(),
  S3_REGION: z
    .string(region)
    .regex(/^[a-z0-9-]+$/, region)
    .default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
};
type ExportsEnvironment = z.output<z.ZodObject<typeof exportsEnvironment>>;

function bucketOf(env: ExportsEnvironment): S3Settings | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) return null;
  return { bucket, accessKeyId, secretAccessKey, endpoint: env.S3_ENDPOINT ?? null, region: env.S3_REGION };
}

/** Ports of receivers, separated by commas. */
const webhookPorts = () => {
  const meaning = 'ports from 1 to 65535, separated by commas';
  return z
    .string(meaning)
    .default('443')
    .transform((list) => list.split(',').map((text) => (/^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0)))
    .refine((ports) => ports.every((number) => number >= 1 && number <= 65_535), meaning);
};

/** Networks of receivers that are not public, separated by commas. */
const webhookNetworks = () => {
  const meaning = 'networks such as 10.1.0.0/16, separated by commas';
  return z
    .string(meaning)
    .default('')
    .transform((list) =>
      parseNetworks(
        list
          .split(',')
          .map((text) => text.trim())
          .filter(Boolean),
      ),
    )
    .refine((networks) => networks !== undefined, meaning);
};

const eventSigningSecret = () => z.string('at least 32 characters').min(32, 'at least 32 characters');

export const serviceEnvironment = z
  .object({
    NODE_ENV: z.string().default('development'),
    PUBLIC_URL: httpUrl().optional(),
    ...exportsEnvironment,
    CREDITS_DATABASE_URL: databaseUrl('credits_app'),
    CREDITS_WORKER_DATABASE_URL: databaseUrl('credits_worker'),
    HOST: host(),
    CREDITS_PORT: port(4003),
    INTERNAL_VERIFY_KEY: verifyKey(),
    EVENT_SIGNING_SECRET: eventSigningSecret(),
    IDENTITY_URL: httpUrl(),
    EMBEDDED_WORKERS: flag(true),
    WORKER_METRICS_PORT: optionalPort(),
    CREDIT_DEADLINE_DAYS: wholeNumber(10, 1, 366),
    REPORT_DAY: wholeNumber(10, 1, 28),
    WEBHOOK_PORTS: webhookPorts(),
    WEBHOOK_NETWORKS: webhookNetworks(),
  })
  .superRefine((env, context) => {
    const fault = (name: string, message: string | undefined) => {
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
    };
    fault('PUBLIC_URL', publicUrlFault(env.PUBLIC_URL, env.NODE_ENV === 'production'));
    if (env.S3_BUCKET !== undefined && bucketOf(env) === null)
      fault('S3_BUCKET', 'has to be set together with S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  }, EVERY_FAULT)
  .transform((env) => ({
    publicUrl: env.PUBLIC_URL ?? development.publicUrl,
    exportsFolder: resolve(env.EXPORTS_DIR),
    exportsBucket: bucketOf(env),
    databaseUrl: env.CREDITS_DATABASE_URL,
    workerDatabaseUrl: env.CREDITS_WORKER_DATABASE_URL,
    host: env.HOST,
    port: env.CREDITS_PORT,
    verifyKey: env.INTERNAL_VERIFY_KEY,
    eventSigningSecret: env.EVENT_SIGNING_SECRET,
    consumers: { identity: env.IDENTITY_URL },
    embeddedWorkers: env.EMBEDDED_WORKERS,
    ...(env.WORKER_METRICS_PORT !== undefined && { workerMetricsPort: env.WORKER_METRICS_PORT }),
    creditDeadlineDays: env.CREDIT_DEADLINE_DAYS,
    reportDay: env.REPORT_DAY,
    production: env.NODE_ENV === 'production',
    webhookPorts: env.WEBHOOK_PORTS,
    webhookNetworks: env.WEBHOOK_NETWORKS,
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

export const operatorEnvironment = z.object({
  CREDITS_DATABASE_URL: databaseUrl('credits_app'),
  CREDIT_DEADLINE_DAYS: wholeNumber(10, 1, 366),
  REPORT_DAY: wholeNumber(10, 1, 28),
});

export const webhookCommandEnvironment = z.object({
  NODE_ENV: z.string().default('development'),
  PUBLIC_URL: httpUrl().optional(),
  CREDITS_DATABASE_URL: databaseUrl('credits_app'),
  EVENT_SIGNING_SECRET: eventSigningSecret(),
  WEBHOOK_PORTS: webhookPorts(),
  WEBHOOK_NETWORKS: webhookNetworks(),
});

export const reportingPreparationEnvironment = z.object({
  DATABASE_URL: databaseUrl('a superuser'),
  REPORTING_WATCHDOG_PASSWORD: z.string('the password of reporting_watchdog'),
  REPORTING_REPLICATION_PASSWORD: z.string().optional(),
});

export const reportingWatchEnvironment = z.object({
  REPORTING_DATABASE_URL: databaseUrl('reporting_watchdog on the reporting standby'),
});

export const reportingLoginEnvironment = z.object({
  DATABASE_URL: databaseUrl('a superuser'),
  REPORTING_DATABASE_URL: databaseUrl('reporting_watchdog on the reporting standby').optional(),
});

/** The settings of the running service. */
export type CreditsSettings = z.output<typeof serviceEnvironment>;

/** The settings of the running service; ends the process when one is wrong. */
export function readServiceEnvironment(): CreditsSettings {
  return readEnvironmentOrExit(serviceEnvironment, process.env);
}

/** The settings of the preparation for reporting logins; ends the process when one is wrong. */
export function readReportingPreparationEnvironment(): z.output<typeof reportingPreparationEnvironment> {
  return readEnvironmentOrExit(reportingPreparationEnvironment, process.env);
}

/** The settings of the watchdog of the reporting standby; ends the process when one is wrong. */
export function readReportingWatchEnvironment(): z.output<typeof reportingWatchEnvironment> {
  return readEnvironmentOrExit(reportingWatchEnvironment, process.env);
}
