import { figuresUsedBy } from './partner-figure.js';
import type { Area, MetricCategory, RuleSet } from './rule-set.js';
import type { Specialization } from './specialization.js';

/** The title of a designation or specialization, and the titles of its metrics and requirements by code. */
export type DesignationTitle = {
  readonly code: string;
  readonly title: string;
  readonly isSpecialization: boolean;
  readonly metrics: readonly { readonly code: string; readonly title: string; readonly category: MetricCategory }[];
  readonly figures: readonly string[];
};

type RuleData = { readonly ruleSets: readonly RuleSet[]; readonly specializations: readonly Specialization[] };

/** Every code of any version of the rules, with the titles of the newest version that has it. */
export function designationTitles({ ruleSets, specializations }: RuleData): DesignationTitle[] {
  const areas = Map.groupBy(
    ruleSets.flatMap((ruleSet) => ruleSet.areas),
    ({ id }) => id,
  );
  const designations = [...areas].map(([code, versions]) => ({
    code,
    title: versions[0]?.title ?? code,
    isSpecialization: false,
    metrics: metricsOf(versions),
    figures: [...new Set(versions.flatMap((area) => [...figuresUsedBy(area)]))].sort(),
  }));
  const others = [...new Map([...specializations].reverse().map((one) => [one.id, one])).values()];
  return [...designations, ...others.map(({ id, title }) => specializationTitle(id, title))].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}

/** Whether any version of the rules has a designation or specialization with this code. */
export function isRequirementCode({ ruleSets, specializations }: RuleData, code: string): boolean {
  return isDesignationCode({ ruleSets }, code) || specializations.some(({ id }) => id === code);
}

export function isDesignationCode({ ruleSets }: Pick<RuleData, 'ruleSets'>, code: string): boolean {
  return ruleSets.some(({ areas }) => areas.some(({ id }) => id === code));
}

function metricsOf(versions: readonly Area[]): DesignationTitle['metrics'] {
  const metrics = versions.flatMap((area) => area.metrics).reverse();
  return [...new Map(metrics.map(({ id, title, category }) => [id, { code: id, title, category }])).values()].reverse();
}

function specializationTitle(code: string, title: string): DesignationTitle {
  return { code, title, isSpecialization: true, metrics: [], figures: [] };
}
