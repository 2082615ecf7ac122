import { z } from 'zod';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { checkRuleFile, dayField, RuleFileError } from '../../catalog/store/rule-file.js';
import type { Expression } from '../domain/skilling-expression.js';
import type { Specialization } from '../domain/specialization.js';

/**
 * Reads the specializations from the parsed content of their file; the credentials and designations that they name must
 * exist.
 */
export function readSpecializations(
  file: string,
  content: unknown,
  known: { readonly catalog: Catalog; readonly designations: ReadonlySet<string> },
): Specialization[] {
  const { specializations } = checkRuleFile(file, fileSchema(known), content);
  const seen = new Set<string>();
  const faults = specializations.flatMap(({ id, effectiveFrom, effectiveTo }, index) => {
    const path = `specializations[${index}]`;
    const twice = seen.has(id) ? [{ path: `${path}.id`, reason: `"${id}" occurs twice` }] : [];
    seen.add(id);
    if (effectiveFrom === null || effectiveTo === null || effectiveFrom < effectiveTo) return twice;
    return [...twice, { path: `${path}.effectiveTo`, reason: 'is not after effectiveFrom' }];
  });
  if (faults.length > 0) throw new RuleFileError(file, faults);
  return specializations.map(({ name, designation, ...rest }) => ({
    ...rest,
    title: name,
    designations: designation.anyOf,
  }));
}

const FORMS = {
  people: 'people',
  all: 'all',
  any: 'any',
  peopleTotal: 'total',
  allPresent: 'all-present',
  groups: 'groups',
  notRecovered: 'not-recovered',
} as const;

function fileSchema({ catalog, designations }: { catalog: Catalog; designations: ReadonlySet<string> }) {
  const credential = z.string().refine((code) => catalog.get(code) !== undefined, {
    error: ({ input }) => `"${String(input)}" is not in the catalog`,
  });
  const designation = z.string().refine((id) => designations.has(id), {
    error: ({ input }) => `"${String(input)}" is a designation of no rule set`,
  });
  return z.object({
    schema: z.literal('specializations/1'),
    specializations: z.array(
      z.object({
        id: z.string().min(1),
        name: z.string().min(1),
        effectiveFrom: dayField.nullable().default(null),
        effectiveTo: dayField.nullable().default(null),
        designation: z.object({ anyOf: z.array(designation).min(1) }),
        skilling: expressionSchema(credential),
      }),
    ),
  });
}

function expressionSchema(credential: z.ZodType<string>): z.ZodType<Expression> {
  const expression: z.ZodType<Expression> = z.lazy(() => z.unknown().transform(read));
  const people = z.int().positive();
  const listed = z.array(credential).min(1);
  const parts = z.array(expression).min(1);
  const distinctPeople = z.boolean().default(false);
  const schemas: Record<keyof typeof FORMS, z.ZodType<Expression>> = {
    people: z.strictObject({ people, anyOf: listed }).transform((form) => ({ kind: 'people' as const, ...form })),
    all: z
      .strictObject({ all: parts, distinctPeople })
      .transform((form) => ({ kind: 'all' as const, parts: form.all, distinctPeople: form.distinctPeople }))
      .superRefine((form, context) => {
        form.parts.forEach((part, index) => {
          if (!form.distinctPeople || canBeDistinct(part)) return;
          const message = 'with distinctPeople a part is people, groups or notRecovered';
          context.addIssue({ code: 'custom', path: ['all', index], message });
        });
      }),
    any: z.strictObject({ any: parts }).transform((form) => ({ kind: 'any' as const, parts: form.any })),
    peopleTotal: z
      .strictObject({ peopleTotal: people, eachHeldByAtLeast: z.int().min(0), anyOf: listed })
      .transform(({ peopleTotal, ...form }) => ({ kind: 'total' as const, people: peopleTotal, ...form })),
    allPresent: z
      .strictObject({ allPresent: listed })
      .transform((form) => ({ kind: 'all-present' as const, credentials: form.allPresent })),
    groups: z
      .strictObject({
        groups: z.array(z.strictObject({ people, anyOf: z.array(credential) })).min(1),
        distinctPeople: z.boolean().default(true),
        pool: z.array(credential).default([]),
      })
      .transform((form) => ({ kind: 'groups' as const, ...form })),
    notRecovered: z
      .strictObject({ notRecovered: z.literal(true) })
      .transform((): Expression => ({ kind: 'not-recovered' })),
  };
  return expression;

  function read(value: unknown, context: z.core.$RefinementCtx): Expression {
    const names = typeof value === 'object' && value !== null ? Object.keys(FORMS).filter((name) => name in value) : [];
    const [form, ...others] = names as (keyof typeof FORMS)[];
    if (form === undefined || others.length > 0) {
      context.addIssue({ code: 'custom', message: `is not exactly one of ${Object.keys(FORMS).join(', ')}` });
      return z.NEVER;
    }
    const result = schemas[form].safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    }
    return z.NEVER;
  }
}

/** Groups that share people with each other would share them with the other parts as well. */
function canBeDistinct(part: Expression): boolean {
  return part.kind === 'people' || part.kind === 'not-recovered' || (part.kind === 'groups' && part.distinctPeople);
}
