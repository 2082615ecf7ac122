import { join, resolve } from 'node:path';
import { flag, httpUrl, origins, port, readEnvironment } from '@app/subgraph-kit/settings/environment';
import {
  databaseUrl,
  folderWith,
  isKeyMismatch,
  rotatedSecret,
  signingKey,
  verifyKey,
} from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';
import { type Environment, oneClockForAll } from './moved-clock.js';
import { PORT_NAMES, PORTS, type PortName } from './processes.js';

/** The checkout: three folders up from `development/stack/src` and from `development/stack/dist`. */
export const checkout = resolve(import.meta.dirname, '../../..');

/** An unset setting and an empty text are both undefined. */
const text = (meaning: string) => z.string(meaning).optional();

const issuer = () =>
  z
    .string()
    .refine((text) => /^https?:\/\/./.test(text) && URL.canParse(text), 'an http or https address')
    .optional();

const learningSource = (name: string) => ({
  [`${name}_ISSUER`]: issuer(),
  [`${name}_CLIENT_ID`]: text('a client id'),
  [`${name}_CLIENT_SECRET`]: text('a client secret'),
});

const fields = {
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: databaseUrl('a role that may create roles and schemas').optional(),
  DATA_DIR: z.string().default('.data'),
  ...Object.fromEntries(Object.values(PORTS).map(({ setting, port: usual }) => [setting, port(usual)])),
  PUBLIC_URL: httpUrl().optional(),
  FRONTEND_ORIGINS: z
    .string()
    .refine(
      (list) => origins().safeParse(list).success,
      'origins such as https://partners.example, separated by commas',
    )
    .optional(),
  PLATFORM_TENANT_ID: text('a tenant'),
  WORK_ISSUER: issuer(),
  WORK_AUDIENCE: text('an audience'),
  ...learningSource('LEARN'),
  ...learningSource('UNIVERSITY'),
  INTERNAL_SIGNING_KEY: signingKey().optional(),
  INTERNAL_VERIFY_KEY: verifyKey().optional(),
  EVENT_SIGNING_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  WEB_ROOT: folderWith('index.html', 'trusted-documents.json').optional(),
  SESSION_SECRET: rotatedSecret().optional(),
  WEB_CLIENT_ID: text('a client id'),
  WEB_CLIENT_SECRET: text('a client secret'),
  EMBEDDED_WORKERS: flag(true),
};

/** The names of the settings that the stack itself reads. */
export const settingNames = Object.keys(fields);

export const stackEnvironment = z.object(fields).superRefine((values: Record<string, unknown>, context) => {
  const missing = (name: string, why: string): void => {
    if (values[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: why });
  };
  if (values.WORK_ISSUER !== undefined) missing('WORK_AUDIENCE', 'has to be set together with WORK_ISSUER');
  for (const source of ['LEARN', 'UNIVERSITY']) {
    if (values[`${source}_ISSUER`] === undefined) continue;
    missing(`${source}_CLIENT_ID`, `has to be set together with ${source}_ISSUER`);
    missing(`${source}_CLIENT_SECRET`, `has to be set together with ${source}_ISSUER`);
  }
  if (values.INTERNAL_SIGNING_KEY !== undefined)
    missing('INTERNAL_VERIFY_KEY', 'is the public half of INTERNAL_SIGNING_KEY');
  if (values.INTERNAL_VERIFY_KEY !== undefined)
    missing('INTERNAL_SIGNING_KEY', 'is the private half of INTERNAL_VERIFY_KEY');
  const { INTERNAL_SIGNING_KEY: signing, INTERNAL_VERIFY_KEY: verifying } = values;
  if (typeof signing === 'string' && typeof verifying === 'string' && isKeyMismatch(signing, verifying))
    context.addIssue({
      code: 'custom',
      path: ['INTERNAL_VERIFY_KEY'],
      message: 'is not the public half of INTERNAL_SIGNING_KEY',
    });
  if (values.NODE_ENV !== 'production') return;
  for (const name of requiredInProduction) missing(name, 'has no default in production');
});

const requiredInProduction = [
  ...['DATABASE_URL', 'PUBLIC_URL', 'FRONTEND_ORIGINS', 'PLATFORM_TENANT_ID'],
  ...['WORK_ISSUER', 'LEARN_ISSUER', 'UNIVERSITY_ISSUER'],
  ...['INTERNAL_SIGNING_KEY', 'INTERNAL_VERIFY_KEY', 'EVENT_SIGNING_SECRET'],
];

/** The settings of a stack. */
export type StackSettings = {
  production: boolean;
  /** An existing PostgreSQL; undefined: the embedded one. */
  databaseUrl: string | undefined;
  dataDir: string;
  ports: Record<PortName, number>;
  publicUrl: string;
  frontendOrigins: string;
  /** Settings of issuers, keys and the like; undefined where the development provider stands in. */
  given: Partial<Record<GivenName, string>>;
  /** Passed to every process, PostgreSQL included, with the variables that move the clock. */
  inherited: Environment;
};

const givenNames = [
  ...(['PLATFORM_TENANT_ID', 'WORK_ISSUER', 'WORK_AUDIENCE', 'LEARN_ISSUER', 'UNIVERSITY_ISSUER'] as const),
  ...(['INTERNAL_SIGNING_KEY', 'INTERNAL_VERIFY_KEY', 'EVENT_SIGNING_SECRET'] as const),
];
type GivenName = (typeof givenNames)[number];

/** Reads the settings from an environment; throws with every fault named. */
export function stackSettings(environment: Environment): StackSettings {
  const values = readEnvironment(stackEnvironment, environment);
  const texts = values as unknown as Record<string, string | undefined>;
  const ports = Object.fromEntries(PORT_NAMES.map((name) => [name, Number(texts[PORTS[name].setting])])) as Record<
    PortName,
    number
  >;
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${ports.gateway}`;
  return {
    production: values.NODE_ENV === 'production',
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(checkout, values.DATA_DIR),
    ports,
    publicUrl,
    frontendOrigins: values.FRONTEND_ORIGINS ?? `${new URL(publicUrl).origin},http://localhost:5173`,
    given: Object.fromEntries(givenNames.flatMap((name) => (texts[name] === undefined ? [] : [[name, texts[name]]]))),
    inherited: environment,
  };
}

/** The environment of this process, which other processes inherit. */
export function ownEnvironment(): Environment {
  return oneClockForAll({ ...process.env });
}

/** The folder of the web application, once it is built. */
export const builtApplication = join(checkout, 'web', 'dist');

export const demonstrationFile = join(checkout, 'development', 'demonstration', 'demonstration.json');
