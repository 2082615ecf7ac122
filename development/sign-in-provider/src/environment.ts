import { accessSync, constants } from 'node:fs';
import { z } from 'zod';

const address = () => z.url({ protocol: /^https?$/, error: 'an http or https address' });

const origins = z
  .string()
  .default('http://localhost:4000,http://localhost:5173')
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(z.array(address()));

const PORT = 'a port number from 0 to 65535';

export const settings = z.object({
  NODE_ENV: z
    .string()
    .default('development')
    .refine((mode) => mode !== 'production', 'the development sign-in provider never runs in production'),
  DEV_ISSUER_PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT)
    .transform(Number)
    .pipe(z.number().max(65_535, PORT))
    .default(4010),
  DEV_ISSUER_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'an address to listen on')
    .default('127.0.0.1'),
  DEV_ISSUER_URL: address().optional(),
  PUBLIC_URL: address().default('http://localhost:4000'),
  FRONTEND_ORIGINS: origins,
  WORK_AUDIENCE: z.string().min(1).default('api://skill-link'),
  DEMONSTRATION_FILE: z
    .string('the demonstration world')
    .refine(isReadable, 'names no file that this process can read'),
});

/** The settings of the process; an empty text counts as unset. Throws with every fault named. */
export function readSettings(environment: NodeJS.ProcessEnv): z.infer<typeof settings> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(present);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    // One line for one fault, as in the other processes.
    throw new Error([...new Set(faults)].join('\n'));
  }
  return parsed.data;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
