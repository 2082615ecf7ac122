import { z } from 'zod';

/** Settings that cannot be used; `faults` names each of them with what it should be. */
export class EnvironmentError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`These settings are missing or wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Reads a process's settings once, all faults at a time. An empty text counts as unset. */
export function readEnvironment<Shape extends z.ZodType>(
  schema: Shape,
  source: Record<string, string | undefined>,
): z.output<Shape> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  throw new EnvironmentError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

/** Reads the settings of a process; on a fault prints every one of them and ends it with status 1. */
export function readEnvironmentOrExit<Shape extends z.ZodType>(
  schema: Shape,
  source: Record<string, string | undefined>,
): z.output<Shape> {
  try {
    return readEnvironment(schema, source);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** A TCP port; 0 takes a free one. */
export function port(fallback: number) {
  return z.coerce.number('a port number').int().min(0).max(65_535).default(fallback);
}

/** A whole number within bounds. */
export function wholeNumber(fallback: number, min: number, max: number) {
  return z.coerce.number(`a whole number from ${min} to ${max}`).int().min(min).max(max).default(fallback);
}

/** An http or https address without a slash at its end. */
export function httpUrl() {
  return z
    .string('an http or https address')
    .refine((text) => /^https?:\/\/[^\s/]+/.test(text) && URL.canParse(text), 'an http or https address')
    .transform((text) => text.replace(/\/+$/, ''));
}

/** `true` or `false`. */
export function flag(fallback: boolean) {
  return z
    .enum(['true', 'false'], 'true or false')
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');
}
