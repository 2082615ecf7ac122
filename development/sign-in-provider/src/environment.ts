import { z } from 'zod';

const origins = z
  .string()
  .default('http://localhost:4000,http://localhost:5173')
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.url()));

const settings = z.object({
  NODE_ENV: z
    .string()
    .default('development')
    .refine((mode) => mode !== 'production', 'the development sign-in provider never runs in production'),
  DEV_ISSUER_PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
  DEV_ISSUER_HOST: z.string().default('127.0.0.1'),
  DEV_ISSUER_URL: z.url().optional(),
  PUBLIC_URL: z.url().default('http://localhost:4000'),
  FRONTEND_ORIGINS: origins,
  WORK_AUDIENCE: z.string().min(1).default('api://skill-link'),
  DEMONSTRATION_FILE: z.string().min(1),
});

/** The settings of the process; an empty text counts as unset. Throws with every fault named. */
export function readSettings(environment: NodeJS.ProcessEnv): z.infer<typeof settings> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(present);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
