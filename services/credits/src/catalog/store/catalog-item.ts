import { z } from 'zod';
import type { CredentialKind, CredentialLevel, LearningSource } from '../domain/catalog.js';
import { dayField } from './rule-file.js';
import { validityField } from './validity-field.js';

const KINDS: Record<string, CredentialKind> = {
  certification: 'CERTIFICATION',
  'applied-skill': 'APPLIED_SKILL',
  assessment: 'ASSESSMENT',
};
const LEVELS: Record<string, CredentialLevel> = {
  fundamentals: 'FUNDAMENTALS',
  associate: 'ASSOCIATE',
  expert: 'EXPERT',
  specialty: 'SPECIALTY',
  assessment: 'NONE',
  'applied-skill': 'NONE',
};
const SOURCES: Record<string, LearningSource> = {
  'microsoft-learn': 'MICROSOFT_LEARN',
  'partner-university': 'PARTNER_UNIVERSITY',
};

const text = z.string().min(1);
const exams = z.array(text).min(1);
const examSet = z.union([
  exams.transform((allOf) => ({ allOf, lastDay: null })),
  z.strictObject({ allOf: exams, lastDay: dayField.nullable().default(null) }),
]);

/** One item of the catalog, as the file describes it. */
export const catalogItem = z.strictObject({
  key: text,
  codes: z.array(text),
  name: text,
  aliases: z.array(z.string()).default([]),
  kind: oneOf(KINDS),
  level: oneOf(LEVELS),
  source: oneOf(SOURCES),
  validity: validityField,
  retirement: z.strictObject({ date: dayField, countsThrough: dayField }).optional(),
  replacedBy: z.array(text).default([]),
  prerequisite: z.strictObject({ anyOf: z.array(text).min(1) }).optional(),
  exams: z.array(examSet).min(1).optional(),
  /** Source of the statement, for readers. */
  sources: z.array(text).min(1).optional(),
  courseId: text.optional(),
  onLearnSince: dayField.optional(),
});

export type CatalogItem = z.output<typeof catalogItem>;

function oneOf<Value>(names: Record<string, Value>) {
  return z.string().transform((name, context): Value => {
    const value = names[name];
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `"${name}" is none of ${Object.keys(names).join(', ')}` });
    return z.NEVER;
  });
}
