import { z } from 'zod';
import {
  Catalogue,
  type Credential,
  type CredentialKind,
  type CredentialLevel,
  type LearningSource,
} from '../domain/catalogue.js';
import { checkRuleFile, dayField, RuleFileError } from './rule-file.js';

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

const catalogueFile = z.object({
  schema: z.literal('item-catalogue/1'),
  items: z.array(
    z.object({
      key: z.string().min(1),
      codes: z.array(z.string().min(1)),
      name: z.string().min(1),
      aliases: z.array(z.string()).default([]),
      kind: oneOf(KINDS),
      level: oneOf(LEVELS),
      source: oneOf(SOURCES),
      validity: z.enum(['P1Y', 'none']),
      retirement: z.object({ date: dayField, countsThrough: dayField }).optional(),
      replacedBy: z.array(z.string()).default([]),
      prerequisite: z.object({ anyOf: z.array(z.string()).min(1) }).optional(),
    }),
  ),
});

/** Reads the catalogue from the parsed content of its file. */
export function readCatalogue(file: string, content: unknown): Catalogue {
  const { items } = checkRuleFile(file, catalogueFile, content);
  const credentials = items.map(
    (item): Credential => ({
      code: item.key,
      title: item.name,
      aliases: item.aliases,
      examCodes: item.codes,
      kind: item.kind,
      level: item.level,
      source: item.source,
      validityYears: item.validity === 'P1Y' ? 1 : null,
      retirement: item.retirement ?? null,
      supersededBy: item.replacedBy,
      prerequisites: item.prerequisite?.anyOf ?? [],
    }),
  );
  const keys = new Set<string>();
  const faults = credentials.flatMap(({ code }, index) => {
    const twice = keys.has(code);
    keys.add(code);
    return twice ? [{ path: `items[${index}].key`, reason: `"${code}" occurs twice` }] : [];
  });
  credentials.forEach((credential, index) => {
    for (const [name, codes] of [
      ['replacedBy', credential.supersededBy],
      ['prerequisite', credential.prerequisites],
    ] as const) {
      for (const code of codes.filter((one) => !keys.has(one)))
        faults.push({ path: `items[${index}].${name}`, reason: `"${code}" is not in the catalogue` });
    }
    if (needsItself(credential, credentials))
      faults.push({ path: `items[${index}].prerequisite`, reason: `"${credential.code}" needs itself` });
  });
  if (faults.length > 0) throw new RuleFileError(file, faults);
  return new Catalogue(credentials);
}

/** Whether a chain of prerequisites leads back to the credential. */
function needsItself({ code, prerequisites }: Credential, credentials: readonly Credential[]): boolean {
  const reached = new Set(prerequisites);
  for (const one of reached) {
    for (const next of credentials.find((other) => other.code === one)?.prerequisites ?? []) reached.add(next);
  }
  return reached.has(code);
}

function oneOf<Value>(names: Record<string, Value>) {
  return z.string().transform((text, context): Value => {
    const value = names[text];
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `"${text}" is none of ${Object.keys(names).join(', ')}` });
    return z.NEVER;
  });
}
