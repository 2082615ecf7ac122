import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';

type Environment = Readonly<Record<string, string | undefined>>;

/** `npm start` writes it (development/stack). */
const FILE = 'operator.env';

/**
 * In a checkout, the settings of its running `npm start` complete the environment. Not where the environment names any
 * database: a command must never work on two products at once.
 */
export function withCheckoutSettings(environment: Environment): Environment {
  if (Object.entries(environment).some(([name, value]) => /DATABASE_URL(_FILE)?$/.test(name) && value))
    return environment;
  const file = resolve(import.meta.dirname, '../..', environment.DATA_DIR || '.data', FILE);
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...environment } : environment;
}
