import { z } from 'zod';
import { parsePeriod, type Validity } from '../domain/validity.js';
import { dayField } from './rule-file.js';

const period = z.string().transform((text, context) => {
  if (text === 'none') return null;
  const found = parsePeriod(text);
  if (found) return found;
  const message = `"${text}" is neither none nor an ISO 8601 duration of years, months, weeks and days, such as P1Y`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const spans = z
  .array(
    z.strictObject({
      duration: period,
      from: dayField.nullable().default(null),
      until: dayField.nullable().default(null),
    }),
  )
  .min(1)
  .superRefine((entries, context) => {
    entries.forEach(({ from }, index) => {
      const earlier = index === 0 ? null : entries[index - 1]?.until;
      if (from !== earlier || (index > 0 && from === null)) {
        const message = 'the spans follow each other without a gap, the first one without a beginning';
        context.addIssue({ code: 'custom', path: [index, 'from'], message });
      }
    });
    entries.forEach(({ from, until }, index) => {
      const isLast = index === entries.length - 1;
      if (isLast ? until !== null : until === null || (from !== null && until <= from)) {
        const message = isLast ? 'the last span has no end' : 'is not after from';
        context.addIssue({ code: 'custom', path: [index, 'until'], message });
      }
    });
  })
  .transform((entries) => entries.map(({ duration, from, until }): Validity => ({ period: duration, from, until })));

/** The validity of a credential: fixed, or by the day on which it is earned or renewed. */
export const validityField: z.ZodType<Validity[]> = z.union([period.transform((one) => [{ period: one }]), spans]);
