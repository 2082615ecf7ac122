import { fileURLToPath } from 'node:url';
import { development } from '@app/subgraph-kit/settings/development';
import { host, httpUrl, port, readEnvironmentOrExit } from '@app/subgraph-kit/settings/environment';
import { jsonFile } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';
import type { Process } from './processes.js';
import type { ConsoleSettings } from './server.js';

export const consoleEnvironment = z
  .object({
    NODE_ENV: z
      .string()
      .default('development')
      .refine((mode) => mode !== 'production', 'the console never runs in production'),
    CONSOLE_PORT: port(4020),
    MAILBOX_PORT: port(4025),
    HOST: host(),
    PUBLIC_URL: httpUrl().default(development.publicUrl),
    WORK_ISSUER: httpUrl().optional(),
    DEV_ISSUER_URL: httpUrl().default(development.providerUrl),
    DEMONSTRATION_FILE: jsonFile('the demonstration world').optional(),
    GATEWAY_URL: httpUrl().optional(),
    IDENTITY_URL: httpUrl().default('http://127.0.0.1:4001'),
    ASSOCIATION_URL: httpUrl().default('http://127.0.0.1:4002'),
    CREDITS_URL: httpUrl().default('http://127.0.0.1:4003'),
    DEV_ISSUER_INTERNAL_URL: httpUrl().optional(),
    POSTGRES_PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'a port')
      .optional(),
  })
  .transform(
    (values): ConsoleSettings => ({
      port: values.CONSOLE_PORT,
      mailboxPort: values.MAILBOX_PORT,
      host: values.HOST,
      publicUrl: values.PUBLIC_URL,
      issuer: values.WORK_ISSUER ?? `${values.DEV_ISSUER_URL}/work`,
      demonstrationFile: values.DEMONSTRATION_FILE,
      apiFile: fileURLToPath(new URL('../../../api.graphql', import.meta.url)),
      processes: processesOf(values),
    }),
  );

/** Reads the settings of this process; prints every fault and ends the process with status 1. */
export function consoleSettingsOrExit(): ConsoleSettings {
  return readEnvironmentOrExit(consoleEnvironment, process.env);
}

type Addresses = {
  PUBLIC_URL: string;
  GATEWAY_URL?: string | undefined;
  IDENTITY_URL: string;
  ASSOCIATION_URL: string;
  CREDITS_URL: string;
  DEV_ISSUER_INTERNAL_URL?: string | undefined;
  POSTGRES_PORT?: string | undefined;
};

/** Those that the settings name: another database or another sign-in provider is not listed. */
function processesOf(values: Addresses): Process[] {
  const { DEV_ISSUER_INTERNAL_URL: provider, POSTGRES_PORT: database } = values;
  return [
    {
      name: 'gateway',
      task: 'the one public port: application, session, API',
      url: values.GATEWAY_URL ?? values.PUBLIC_URL,
    },
    { name: 'identity', task: 'organizations, users, roles, directories', url: values.IDENTITY_URL },
    { name: 'association', task: 'links of learning profiles', url: values.ASSOCIATION_URL },
    { name: 'credits', task: 'certifications, scores, Skills Reports', url: values.CREDITS_URL },
    ...(provider === undefined
      ? []
      : [{ name: 'sign-in provider', task: 'stands in for Entra ID and the learning sites', url: provider }]),
    ...(database === undefined
      ? []
      : [{ name: 'PostgreSQL', task: 'a schema for each service', url: `postgresql://127.0.0.1:${database}` }]),
  ];
}
