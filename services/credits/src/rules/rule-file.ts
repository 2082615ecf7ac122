import { z } from 'zod';
import { parseDay } from '../domain/day.js';
import { parseFraction } from '../domain/fraction.js';

/** A rule file that does not say what it must: which file, where in it, and why. */
export class RuleFileError extends Error {
  constructor(file: string, faults: readonly { path: string; reason: string }[]) {
    // One line per fault: file, place and reason.
    super(faults.map(({ path, reason }) => `${file}: ${path || '(whole file)'}: ${reason}`).join('\n'));
    this.name = 'RuleFileError';
  }
}

/** The content of a file as its schema wants it, or every fault at once. */
export function checkRuleFile<Output>(file: string, schema: z.ZodType<Output>, content: unknown): Output {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new RuleFileError(
    file,
    result.error.issues.map((issue) => ({ path: pathText(issue.path), reason: issue.message })),
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** `YYYY-MM-DD`, a day of the calendar. */
export const dayField = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day) return day;
  context.addIssue({ code: 'custom', message: `"${text}" is not a day of the calendar` });
  return z.NEVER;
});

/** A quoted exact number: `'4'`, `'40/6'`, `'79.999'`. */
export const fractionField = z.string().transform((text, context) => {
  const value = parseFraction(text);
  if (value) return value;
  context.addIssue({ code: 'custom', message: `"${text}" is not an exact number such as 4, 40/6 or 79.999` });
  return z.NEVER;
});
