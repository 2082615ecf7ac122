import type { StepOutcome } from '../../../rules/domain/people-metric.js';
import type { RuleSet } from '../../../rules/domain/rule-set.js';
import type { DesignationOutcome } from '../../domain/designation.js';
import type { HolderLoaders, ScoresContext } from '../context.js';
import { DesignationProgressType, type DesignationTerms, type PeopleOfStep } from './designation-progress.type.js';

/** The part of the request context that the types of a designation read. */
export type DesignationContext = Pick<ScoresContext, 'rules'> & { readonly loaders: HolderLoaders };

/**
 * The GraphQL types of designation outcomes of an organization; the holders of a step are read on request. `named`: the
 * rule set that the caller asked for instead of that of the day.
 */
export function progressToward(
  organizationId: string,
  designations: readonly DesignationOutcome[],
  context: DesignationContext,
  named: RuleSet | null = null,
): DesignationProgressType[] {
  return designations.map((outcome) => {
    const terms = designationTerms<StepOutcome>(organizationId, context, async ({ list }, first) => {
      const holders = await context.loaders.holders.load({ organizationId, list, on: outcome.on, first });
      return holders.map(({ personRef }) => personRef);
    });
    return DesignationProgressType.from(outcome, terms, named);
  });
}

/** The terms with which types of a designation read their fields. */
export function designationTerms<Step>(
  organizationId: string,
  { loaders, rules }: DesignationContext,
  peopleOf: PeopleOfStep<Step>,
): DesignationTerms<Step> {
  const userIdOf = (personRef: string) => loaders.userByRef.load({ organizationId, personRef });
  return { organizationId, catalog: rules.catalog, peopleOf, userIdOf };
}
