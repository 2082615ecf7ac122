import { ACTIVITY_RETENTION_DAYS } from '@app/subgraph-kit/activity/activity.job';
import { demonstrationBegun } from '@app/subgraph-kit/settings/demonstration-settings';
import { development } from '@app/subgraph-kit/settings/development';
import {
  defaultOrigins,
  EVERY_FAULT,
  flag,
  host,
  httpUrl,
  optionalPort,
  origins,
  port,
  providerFaults,
  publicUrlFault,
  readEnvironmentOrExit,
  wholeNumber,
} from '@app/subgraph-kit/settings/environment';
import { databaseUrl, jsonFile, verifyKey } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';
import type { LearningProviderSettings } from './providers/application/learning-provider.js';
import { DEFAULT_EXCHANGE_SECONDS, DEFAULT_PROMPT, SIGN_IN_PROMPTS } from './providers/domain/sign-in-request.js';

const limits = {
  ASSOCIATION_YEAR: z.enum(['rolling', 'calendar'], 'rolling or calendar').default('rolling'),
  ASSOCIATIONS_PER_YEAR: wholeNumber(3, 1, 1000),
  ASSOCIATION_COOL_OFF_DAYS: wholeNumber(30, 0, 3660),
};

/** The limits, as every process of the service reads them. */
function policyOf(env: z.output<z.ZodObject<typeof limits>>) {
  return {
    yearMode: env.ASSOCIATION_YEAR,
    perYear: env.ASSOCIATIONS_PER_YEAR,
    coolOffDays: env.ASSOCIATION_COOL_OFF_DAYS,
  };
}

/** Kept as written: issuers are compared character by character, including a trailing slash. */
const issuer = () => z.url({ protocol: /^https?$/, error: 'an http or https address' });
const text = () => z.string().min(1);

/** One value only, because Microsoft rejects two; `omit` sends none. */
const prompt = () => {
  const values = [...SIGN_IN_PROMPTS, 'omit'] as const;
  return z
    .enum(values, `one of ${values.join(', ')}`)
    .default(DEFAULT_PROMPT)
    .transform((value) => (value === 'omit' ? null : value));
};

/** In seconds. The gateway waits longer than the maximum, so that the browser receives the response. */
const exchangeTimeout = () => wholeNumber(DEFAULT_EXCHANGE_SECONDS, 1, 25);

type ProviderSettings = Omit<LearningProviderSettings, 'source' | 'redirectUri'>;

const settings = z.object({
  NODE_ENV: text().default('development'),
  ASSOCIATION_DATABASE_URL: databaseUrl('association_app'),
  ASSOCIATION_WORKER_DATABASE_URL: databaseUrl('association_worker'),
  HOST: host(),
  ASSOCIATION_PORT: port(4002),
  INTERNAL_VERIFY_KEY: verifyKey(),
  EVENT_SIGNING_SECRET: z.string('at least 32 characters').min(32, 'at least 32 characters'),
  CREDITS_URL: httpUrl(),
  IDENTITY_URL: httpUrl(),
  EMBEDDED_WORKERS: flag(true),
  WORKER_METRICS_PORT: optionalPort(),
  PUBLIC_URL: httpUrl().optional(),
  FRONTEND_ORIGINS: origins().optional(),
  LEARN_ISSUER: issuer().optional(),
  LEARN_DISCOVERY_URL: issuer().optional(),
  LEARN_CLIENT_ID: text().optional(),
  LEARN_CLIENT_SECRET: text().optional(),
  LEARN_PROFILE_CLAIM: text().default('mcid'),
  LEARN_PROMPT: prompt(),
  LEARN_EXCHANGE_TIMEOUT: exchangeTimeout(),
  UNIVERSITY_ISSUER: issuer().optional(),
  UNIVERSITY_DISCOVERY_URL: issuer().optional(),
  UNIVERSITY_CLIENT_ID: text().optional(),
  UNIVERSITY_CLIENT_SECRET: text().optional(),
  UNIVERSITY_PROFILE_CLAIM: text().default('partner_university_id'),
  UNIVERSITY_PROMPT: prompt(),
  UNIVERSITY_EXCHANGE_TIMEOUT: exchangeTimeout(),
  DEV_ISSUER_URL: httpUrl().default(development.providerUrl),
  DEV_ISSUER_INTERNAL_URL: httpUrl().optional(),
  ASSOCIATION_STARTS_PER_HOUR: wholeNumber(10, 0, 100_000),
  ACTIVITY_RETENTION_DAYS: wholeNumber(...ACTIVITY_RETENTION_DAYS),
  ...limits,
});

/** Parsed once; reports all faults together. */
export const serviceEnvironment = settings
  .superRefine((env, context) => {
    const fault = (name: string, message: string | undefined) => {
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
    };
    const production = env.NODE_ENV === 'production';
    fault('PUBLIC_URL', publicUrlFault(env.PUBLIC_URL, production));
    for (const source of ['LEARN', 'UNIVERSITY'] as const) {
      const ours = [`${source}_CLIENT_ID`, `${source}_CLIENT_SECRET`];
      const names = { issuer: `${source}_ISSUER`, discovery: `${source}_DISCOVERY_URL`, ours };
      for (const [name, message] of providerFaults(env, names, production)) fault(name, message);
    }
  }, EVERY_FAULT)
  .transform((env) => ({
    databaseUrl: env.ASSOCIATION_DATABASE_URL,
    workerDatabaseUrl: env.ASSOCIATION_WORKER_DATABASE_URL,
    host: env.HOST,
    port: env.ASSOCIATION_PORT,
    verifyKey: env.INTERNAL_VERIFY_KEY,
    eventSigningSecret: env.EVENT_SIGNING_SECRET,
    consumers: { credits: env.CREDITS_URL, identity: env.IDENTITY_URL },
    embeddedWorkers: env.EMBEDDED_WORKERS,
    ...(env.WORKER_METRICS_PORT !== undefined && { workerMetricsPort: env.WORKER_METRICS_PORT }),
    publicUrl: env.PUBLIC_URL ?? development.publicUrl,
    frontendOrigins:
      env.FRONTEND_ORIGINS ?? defaultOrigins(env.PUBLIC_URL ?? development.publicUrl, env.NODE_ENV === 'production'),
    startsPerHour: env.ASSOCIATION_STARTS_PER_HOUR,
    activityRetention: { days: env.ACTIVITY_RETENTION_DAYS },
    policy: policyOf(env),
    learn: providerOf(env, 'LEARN', 'learn'),
    university: providerOf(env, 'UNIVERSITY', 'university'),
  }));

/** The configured provider, or the development provider, which containers reach under another name than browsers. */
function providerOf(env: z.output<typeof settings>, source: 'LEARN' | 'UNIVERSITY', name: string): ProviderSettings {
  const issuer = env[`${source}_ISSUER`];
  const inside = issuer === undefined ? env.DEV_ISSUER_INTERNAL_URL : undefined;
  return {
    issuer: issuer ?? `${env.DEV_ISSUER_URL}/${name}`,
    discoveryUrl: env[`${source}_DISCOVERY_URL`] ?? (inside === undefined ? null : `${inside}/${name}`),
    clientId: env[`${source}_CLIENT_ID`] ?? `skill-link-${name}`,
    clientSecret: env[`${source}_CLIENT_SECRET`] ?? `development-only-${name}`,
    profileClaim: env[`${source}_PROFILE_CLAIM`],
    prompt: env[`${source}_PROMPT`],
    exchangeTimeout: env[`${source}_EXCHANGE_TIMEOUT`] * 1000,
    insecure: env.NODE_ENV !== 'production',
  };
}

export const migrationEnvironment = z
  .object({
    DATABASE_URL: databaseUrl('a role that may create roles and schemas'),
    ASSOCIATION_APP_PASSWORD: z.string('the password of association_app'),
    ASSOCIATION_WORKER_PASSWORD: z.string('the password of association_worker'),
    ...limits,
  })
  .transform((env) => ({
    adminUrl: env.DATABASE_URL,
    passwords: { appPassword: env.ASSOCIATION_APP_PASSWORD, workerPassword: env.ASSOCIATION_WORKER_PASSWORD },
    policy: policyOf(env),
  }));

export const demonstrationEnvironment = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test'], 'not production: demonstration data is for development')
      .default('development'),
    DEMONSTRATION_FILE: jsonFile('the file with the demonstration associations'),
    ...demonstrationBegun,
    ASSOCIATION_DATABASE_URL: databaseUrl('association_app'),
    ...limits,
  })
  .transform((env) => ({
    file: env.DEMONSTRATION_FILE,
    begun: env.DEMONSTRATION_BEGUN,
    databaseUrl: env.ASSOCIATION_DATABASE_URL,
    policy: policyOf(env),
  }));

export const operatorEnvironment = z.object({ ASSOCIATION_DATABASE_URL: databaseUrl('association_app') });

/** The settings of the running service. */
export type AssociationSettings = z.output<typeof serviceEnvironment>;

/** The settings of the running service; ends the process when one is wrong. */
export function readServiceEnvironment(source: Record<string, string | undefined> = process.env): AssociationSettings {
  return readEnvironmentOrExit(serviceEnvironment, source);
}
