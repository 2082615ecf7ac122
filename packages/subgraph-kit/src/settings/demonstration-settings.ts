import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { flag } from './environment.js';
import { EnvironmentError } from './environment-error.js';

/**
 * Whether an earlier start began to load the demonstration into this database: then it is completed. A database with
 * other data is left unchanged.
 */
export const demonstrationBegun = { DEMONSTRATION_BEGUN: flag(false) };

/** Reads one part of the demonstration data from its file; throws when the file has another format. */
export function demonstrationWorldIn<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new EnvironmentError(['DEMONSTRATION_FILE: holds no demonstration data']);
}
