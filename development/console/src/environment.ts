import { development } from '@app/subgraph-kit/settings/development';
import { host, httpUrl, port, readEnvironmentOrExit } from '@app/subgraph-kit/settings/environment';
import { jsonFile } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';
import type { ConsoleSettings } from './server.js';

export const consoleEnvironment = z
  .object({
    NODE_ENV: z
      .string()
      .default('development')
      .refine((mode) => mode !== 'production', 'the console never runs in production'),
    CONSOLE_PORT: port(4020),
    HOST: host(),
    PUBLIC_URL: httpUrl().default(development.publicUrl),
    WORK_ISSUER: httpUrl().optional(),
    DEV_ISSUER_URL: httpUrl().default(development.providerUrl),
    DEMONSTRATION_FILE: jsonFile('the demonstration world').optional(),
  })
  .transform(
    (values): ConsoleSettings => ({
      port: values.CONSOLE_PORT,
      host: values.HOST,
      publicUrl: values.PUBLIC_URL,
      issuer: values.WORK_ISSUER ?? `${values.DEV_ISSUER_URL}/work`,
      demonstrationFile: values.DEMONSTRATION_FILE,
    }),
  );

/** Reads the settings of this process; prints every fault and ends the process with status 1. */
export function consoleSettingsOrExit(): ConsoleSettings {
  return readEnvironmentOrExit(consoleEnvironment, process.env);
}
