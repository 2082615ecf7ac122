import { z } from 'zod';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { checkRuleFile, dayField, fractionField, withoutRemarks } from '../../catalog/store/rule-file.js';
import type { Day, Span } from '../../values/domain/day.js';
import { compare, type Fraction, sum, whole, ZERO } from '../../values/domain/fraction.js';
import type { Area, Metric, RuleSet, Track } from '../domain/rule-set.js';

const TRACKS: Record<'enterprise' | 'smb', Track> = { enterprise: 'ENTERPRISE', smb: 'SMB' };
const track = z.enum(['enterprise', 'smb']).transform((name) => TRACKS[name]);
// The two pairs of names mean the same, on a step and on a member of its list.
const end = dayField.nullish();
const span = { from: end, until: end, effectiveFrom: end, effectiveTo: end };

function memberSchema(catalog: Catalog) {
  return z
    .union([
      z.string().transform((credentialCode) => ({ credentialCode })),
      z
        .strictObject({ cert: z.string(), ...span })
        .refine(isSpan, 'until is not after from')
        .transform(({ cert, ...rest }) => ({ credentialCode: cert, ...spanOf(rest) })),
    ])
    .refine(({ credentialCode }) => catalog.get(credentialCode) !== undefined, {
      error: ({ input }) => `"${(input as { credentialCode: string }).credentialCode}" is not in the catalog`,
    });
}

const points = fractionField.refine((value) => !isNegative(value), 'points are never negative');

function stepsSchema(catalog: Catalog) {
  const step = z
    .strictObject({
      id: z.int().positive(),
      anyOf: z.array(memberSchema(catalog)).min(1),
      people: z.int().positive().default(1),
      requires: z.array(z.int()).default([]),
      perPerson: points.default(ZERO),
      cap: points.nullable().default(null),
      ...span,
    })
    .refine(isSpan, 'until is not after from')
    .transform(({ id, anyOf, people, requires, perPerson, cap, ...rest }) => {
      return { id, anyOf, people, requires, perPerson, cap, ...spanOf(rest) };
    });
  return z.strictObject({ steps: z.array(step).min(1) }).superRefine(({ steps }, context) => {
    const ids = new Set(steps.map(({ id }) => id));
    steps.forEach(({ requires }, index) => {
      for (const id of requires.filter((required) => !ids.has(required))) {
        context.addIssue({ code: 'custom', path: ['steps', index, 'requires'], message: `there is no step ${id}` });
      }
    });
  });
}

const linear = z.strictObject({
  combine: z.enum(['best', 'sum']),
  gate: z.strictObject({ fact: z.string(), atLeast: fractionField }).nullable().default(null),
  options: z
    .array(
      z.strictObject({
        id: z.string(),
        fullAt: fractionField.refine((value) => compare(value, ZERO) > 0, 'fullAt must be above zero'),
      }),
    )
    .min(1),
});

const metricFrame = {
  id: z.string().min(1),
  category: z
    .enum(['performance', 'skilling', 'customer-success'])
    .transform((name) => name.toUpperCase().replace('-', '_') as Metric['category']),
  max: points,
};

const linearTracks = z
  .strictObject({ enterprise: linear, smb: linear.optional() })
  .transform(({ enterprise, smb }) => byTrack(enterprise, smb));

function peopleTracks(catalog: Catalog) {
  const steps = stepsSchema(catalog);
  return z
    .strictObject({ enterprise: steps, smb: steps.optional() })
    .transform(({ enterprise, smb }) => byTrack(enterprise, smb));
}

function byTrack<Rules>(enterprise: Rules, smb: Rules | undefined): { [name in Track]?: Rules } {
  return smb === undefined ? { ENTERPRISE: enterprise } : { ENTERPRISE: enterprise, SMB: smb };
}

function metricSchema(catalog: Catalog) {
  return z.discriminatedUnion('kind', [
    z.strictObject({ ...metricFrame, kind: z.literal('people'), tracks: peopleTracks(catalog) }),
    z.strictObject({ ...metricFrame, kind: z.literal('linear'), tracks: linearTracks }),
  ]);
}

const trackPolicy = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('single') }),
  z.strictObject({
    mode: z.literal('classified'),
    fact: z.string(),
    atLeast: fractionField,
    // biome-ignore lint/suspicious/noThenProperty: the rule files say `then`; a policy is never awaited
    then: track,
    otherwise: track,
  }),
  z.strictObject({ mode: z.literal('best-of-area'), tie: track }),
]);

function ruleSetSchema(catalog: Catalog) {
  const area = z
    .strictObject({
      id: z.string().min(1),
      name: z.string().min(1),
      trackPolicy,
      metrics: z.array(metricSchema(catalog)).min(1).superRefine(eachOnce),
    })
    .refine(({ metrics }) => compare(sum(metrics.map(({ max }) => max)), whole(100)) === 0, {
      path: ['metrics'],
      error: 'the maxima do not add up to 100',
    });
  return z
    .strictObject({
      schema: z.literal('designation-ruleset/1'),
      id: z.string().min(1),
      effectiveFrom: dayField,
      effectiveTo: dayField.nullable().default(null),
      qualification: z.strictObject({ minScore: fractionField, everyMetricAbove: fractionField }),
      areas: z.array(area).min(1).superRefine(eachOnce),
    })
    .refine(({ effectiveFrom, effectiveTo }) => effectiveTo === null || effectiveFrom < effectiveTo, {
      path: ['effectiveTo'],
      error: 'is not after effectiveFrom',
    });
}

/** Reads one rule set from the parsed content of its file; the credentials that it names must be in the catalog. */
export function readRuleSet(file: string, content: unknown, catalog: Catalog): RuleSet {
  const read = checkRuleFile(file, ruleSetSchema(catalog), withoutRemarks(content));
  const areas = read.areas.map(
    ({ id, name, trackPolicy: policy, metrics }): Area => ({
      id,
      title: name,
      trackPolicy: policy,
      metrics: metrics.map((entry) => ({ ...entry, title: titleOf(entry.id) })),
    }),
  );
  const { minScore, everyMetricAbove } = read.qualification;
  const { id, effectiveFrom, effectiveTo } = read;
  return { id, effectiveFrom, effectiveTo, minScore, everyMetricAbove, areas };
}

function eachOnce(entries: readonly { readonly id: string }[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  entries.forEach(({ id }, index) => {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" occurs twice` });
    seen.add(id);
  });
}

type SentSpan = { readonly [end in keyof typeof span]?: Day | null | undefined };

function spanOf({ from, until, effectiveFrom, effectiveTo }: SentSpan): Span {
  return { from: from ?? effectiveFrom, until: until ?? effectiveTo };
}

function isSpan(sent: SentSpan): boolean {
  const { from, until } = spanOf(sent);
  return from == null || until == null || from < until;
}

function isNegative(value: Fraction): boolean {
  return compare(value, ZERO) < 0;
}

/** `netCustomerAdds` reads "Net customer adds". */
function titleOf(id: string): string {
  const words = id.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
