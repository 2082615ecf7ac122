import { ACTIVITY_RETENTION_DAYS } from '@app/subgraph-kit/activity/activity.job';
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
import {
  isLoopback,
  MAIL_FROM_FORM,
  parseMailFrom,
  parseSmtpUrl,
  SMTP_URL_FORM,
  type SmtpSettings,
} from './mail/domain/smtp-settings.js';

/** The mail server; its password is a setting of its own, so that it can be a file. */
const smtpUrl = () =>
  z
    .string(SMTP_URL_FORM)
    .transform(parseSmtpUrl)
    .refine((server) => server !== undefined, SMTP_URL_FORM);

const mailFrom = () =>
  z
    .string(MAIL_FROM_FORM)
    .transform(parseMailFrom)
    .refine((from) => from !== undefined, MAIL_FROM_FORM);

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
    WORKER_METRICS_PORT: optionalPort(),
    REPORT_DAY: wholeNumber(10, 1, 28),
    PLATFORM_TENANT_ID: z.string().toLowerCase().optional(),
    SMTP_URL: smtpUrl().optional(),
    SMTP_PASSWORD: z.string().optional(),
    MAIL_FROM: mailFrom().optional(),
    ACTIVITY_RETENTION_DAYS: wholeNumber(...ACTIVITY_RETENTION_DAYS),
  })
  .superRefine((env, context) => {
    const fault = (name: string, message: string | undefined) => {
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
    };
    fault('PUBLIC_URL', publicUrlFault(env.PUBLIC_URL, env.NODE_ENV === 'production'));
    for (const [name, message] of mailFaults(env)) fault(name, message);
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
    ...(env.WORKER_METRICS_PORT !== undefined && { workerMetricsPort: env.WORKER_METRICS_PORT }),
    reportDay: env.REPORT_DAY,
    platformTenantId: platformTenantOf(env),
    activityRetention: { days: env.ACTIVITY_RETENTION_DAYS },
    mail: mailOf(env),
  }));

/** Null where an operator of production names none. */
function platformTenantOf(env: { NODE_ENV: string; PLATFORM_TENANT_ID?: string | undefined }): string | null {
  return env.PLATFORM_TENANT_ID ?? (env.NODE_ENV === 'production' ? null : development.platformTenantId);
}

export const operatorEnvironment = z
  .object({
    NODE_ENV: z.string().default('development'),
    IDENTITY_DATABASE_URL: databaseUrl('identity_app'),
    REPORT_DAY: wholeNumber(10, 1, 28),
    PLATFORM_TENANT_ID: z.string().toLowerCase().optional(),
    SMTP_URL: smtpUrl().optional(),
  })
  .transform((env) => ({
    databaseUrl: env.IDENTITY_DATABASE_URL,
    reportDay: env.REPORT_DAY,
    platformTenantId: platformTenantOf(env),
    sendsMail: env.SMTP_URL !== undefined,
  }));

type MailEnvironment = {
  NODE_ENV: string;
  SMTP_URL?: ReturnType<typeof parseSmtpUrl>;
  SMTP_PASSWORD?: string | undefined;
  MAIL_FROM?: ReturnType<typeof parseMailFrom>;
};

/** Faults of settings that belong together, by name. */
function* mailFaults({ SMTP_URL: server, SMTP_PASSWORD: password, MAIL_FROM: from }: MailEnvironment) {
  if (server !== undefined && from === undefined) yield ['MAIL_FROM', 'has to be set together with SMTP_URL'] as const;
  if (server === undefined && from !== undefined) yield ['SMTP_URL', 'has to be set together with MAIL_FROM'] as const;
  if (server?.user != null && password === undefined)
    yield ['SMTP_PASSWORD', 'has to be set together with a user in SMTP_URL'] as const;
  if (password !== undefined && server?.user == null)
    yield ['SMTP_URL', 'has to name the user of SMTP_PASSWORD'] as const;
}

/** Null: no mail is sent. In production mail leaves the machine over TLS only. */
function mailOf({ NODE_ENV, SMTP_URL: server, SMTP_PASSWORD, MAIL_FROM: from }: MailEnvironment): SmtpSettings | null {
  if (server === undefined || from === undefined) return null;
  const requireTls = NODE_ENV === 'production' && !isLoopback(server.host);
  return { ...server, requireTls, password: SMTP_PASSWORD ?? null, from };
}

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
