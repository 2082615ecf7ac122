import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { exitWithFault, flag } from './environment.js';

/**
 * Whether this database was given to the demonstration: an earlier start began to load it, so that what is there beside
 * it came meanwhile. Otherwise data of its own means that the database is left alone.
 */
export const demonstrationBegun = { DEMONSTRATION_BEGUN: flag(false) };

/** The part of the demonstration world that a process reads; a file that holds another thing ends the process. */
export function demonstrationWorldIn<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : exitWithFault('DEMONSTRATION_FILE: holds no demonstration world');
}
