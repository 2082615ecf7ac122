import { z } from 'zod';
import { parseDay } from '../../values/domain/day.js';
import { parseFraction } from '../../values/domain/fraction.js';

/** An invalid rule file: the file, the position and the reason. */
export class RuleFileError extends Error {
  constructor(file: string, faults: readonly { path: string; reason: string }[]) {
    // One line per fault: file, position and reason.
    super(faults.map(({ path, reason }) => `${file}: ${path || '(whole file)'}: ${reason}`).join('\n'));
    this.name = 'RuleFileError';
  }
}

/** Returns the content of a file as its schema describes it; throws every fault at once. */
export function checkRuleFile<Output>(file: string, schema: z.ZodType<Output>, content: unknown): Output {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new RuleFileError(
    file,
    result.error.issues.flatMap(plain).map((issue) => ({ path: pathText(issue.path), reason: issue.message })),
  );
}

/** For a union, reports the faults of the form that the value has; "Invalid input" would name none. */
function plain(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const form = issue.errors.find((faults) => !faults.some(({ code, path }) => code === 'invalid_type' && !path.length));
  if (!form) return [issue];
  return form.flatMap(plain).map((fault) => ({ ...fault, path: [...issue.path, ...fault.path] }));
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

const REMARK = /^(note|basis|status)$|Status$/;

/** Remarks never change a score and are allowed anywhere. Any other unknown name is a fault. */
export function withoutRemarks(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(withoutRemarks);
  if (typeof content !== 'object' || content === null) return content;
  const entries = Object.entries(content).filter(([name]) => !REMARK.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutRemarks(value)]));
}
