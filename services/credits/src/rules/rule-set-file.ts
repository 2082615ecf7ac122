import { z } from 'zod';
import type { Catalogue } from '../domain/catalogue.js';
import { compare, type Fraction, sum, whole, ZERO } from '../domain/fraction.js';
import type { Area, Metric, RuleSet, Step, Track } from '../domain/rule-set.js';
import { checkRuleFile, dayField, fractionField, RuleFileError } from './rule-file.js';

const TRACKS: Record<'enterprise' | 'smb', Track> = { enterprise: 'ENTERPRISE', smb: 'SMB' };
const track = z.enum(['enterprise', 'smb']).transform((name) => TRACKS[name]);
const span = { from: dayField.optional(), until: dayField.optional() };

const member = z.union([
  z.string().transform((credentialCode) => ({ credentialCode })),
  z.object({ cert: z.string(), ...span }).transform(({ cert, ...rest }) => ({ credentialCode: cert, ...rest })),
]);

const step = z.object({
  id: z.int().positive(),
  anyOf: z.array(member).min(1),
  people: z.int().positive().default(1),
  requires: z.array(z.int()).default([]),
  perPerson: fractionField.default(ZERO),
  cap: fractionField.nullable().default(null),
  ...span,
});

const steps = z.object({ steps: z.array(step).min(1) });

const linear = z.object({
  combine: z.enum(['best', 'sum']),
  gate: z.object({ fact: z.string(), atLeast: fractionField }).nullable().default(null),
  options: z.array(z.object({ id: z.string(), fullAt: fractionField })).min(1),
});

const metricFrame = {
  id: z.string().min(1),
  category: z
    .enum(['performance', 'skilling', 'customer-success'])
    .transform((name) => name.toUpperCase().replace('-', '_') as Metric['category']),
  max: fractionField,
};

const peopleTracks = z
  .object({ enterprise: steps, smb: steps.optional() })
  .transform(({ enterprise, smb }) => byTrack(enterprise, smb));
const linearTracks = z
  .object({ enterprise: linear, smb: linear.optional() })
  .transform(({ enterprise, smb }) => byTrack(enterprise, smb));

function byTrack<Rules>(enterprise: Rules, smb: Rules | undefined): { [name in Track]?: Rules } {
  return smb === undefined ? { ENTERPRISE: enterprise } : { ENTERPRISE: enterprise, SMB: smb };
}

const metric = z.discriminatedUnion('kind', [
  z.object({ ...metricFrame, kind: z.literal('people'), tracks: peopleTracks }),
  z.object({ ...metricFrame, kind: z.literal('linear'), tracks: linearTracks }),
]);

const trackPolicy = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('single') }),
  z.object({
    mode: z.literal('classified'),
    fact: z.string(),
    atLeast: fractionField,
    // biome-ignore lint/suspicious/noThenProperty: the rule files say `then`; nobody awaits a policy
    then: track,
    otherwise: track,
  }),
  z.object({ mode: z.literal('best-of-area'), tie: track }),
]);

const ruleSetFile = z.object({
  schema: z.literal('designation-ruleset/1'),
  id: z.string().min(1),
  effectiveFrom: dayField,
  effectiveTo: dayField.nullable().default(null),
  qualification: z.object({ minScore: fractionField, everyMetricAbove: fractionField }),
  areas: z
    .array(z.object({ id: z.string().min(1), name: z.string().min(1), trackPolicy, metrics: z.array(metric).min(1) }))
    .min(1),
});

/** Reads one rule set from the parsed content of its file; what it names must be in the catalogue. */
export function readRuleSet(file: string, content: unknown, catalogue: Catalogue): RuleSet {
  const read = checkRuleFile(file, ruleSetFile, content);
  const areas = read.areas.map(
    ({ id, name, trackPolicy: policy, metrics }): Area => ({
      id,
      title: name,
      trackPolicy: policy,
      metrics: metrics.map((entry) => ({ ...entry, title: titleOf(entry.id) }) as Metric),
    }),
  );
  const faults = areas.flatMap((area, index) => faultsOf(area, `areas[${index}]`, catalogue));
  if (faults.length > 0) throw new RuleFileError(file, faults);
  const { minScore, everyMetricAbove } = read.qualification;
  const { id, effectiveFrom, effectiveTo } = read;
  return { id, effectiveFrom, effectiveTo, minScore, everyMetricAbove, areas };
}

function faultsOf(area: Area, path: string, catalogue: Catalogue): { path: string; reason: string }[] {
  const faults: { path: string; reason: string }[] = [];
  const total = sum(area.metrics.map((entry) => entry.max));
  if (compare(total, whole(100)) !== 0)
    faults.push({ path: `${path}.metrics`, reason: 'the maxima do not add up to 100' });
  area.metrics.forEach((entry, metricIndex) => {
    const metricPath = `${path}.metrics[${metricIndex}].tracks`;
    for (const [name, rules] of Object.entries(entry.tracks)) {
      if ('steps' in rules)
        faults.push(...stepFaults(rules.steps, `${metricPath}.${name.toLowerCase()}.steps`, catalogue));
      else if (rules.options.some((option: { fullAt: Fraction }) => compare(option.fullAt, ZERO) <= 0)) {
        faults.push({ path: `${metricPath}.${name.toLowerCase()}.options`, reason: 'fullAt must be above zero' });
      }
    }
  });
  return faults;
}

function stepFaults(steps: readonly Step[], path: string, catalogue: Catalogue): { path: string; reason: string }[] {
  const ids = new Set(steps.map((entry) => entry.id));
  return steps.flatMap((entry, index) => [
    ...entry.requires
      .filter((id) => !ids.has(id))
      .map((id) => ({ path: `${path}[${index}].requires`, reason: `there is no step ${id}` })),
    ...entry.anyOf
      .filter(({ credentialCode }) => !catalogue.get(credentialCode))
      .map(({ credentialCode }) => ({
        path: `${path}[${index}].anyOf`,
        reason: `"${credentialCode}" is not in the catalogue`,
      })),
    ...(isNegative(entry.perPerson) || (entry.cap && isNegative(entry.cap))
      ? [{ path: `${path}[${index}]`, reason: 'points are never negative' }]
      : []),
  ]);
}

function isNegative(value: Fraction): boolean {
  return compare(value, ZERO) < 0;
}

/** `netCustomerAdds` reads "Net customer adds". */
function titleOf(id: string): string {
  const words = id.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
