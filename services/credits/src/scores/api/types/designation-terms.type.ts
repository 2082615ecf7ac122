import type { StepOutcome } from '../../../rules/domain/people-metric.js';
import type { RuleSet } from '../../../rules/domain/rule-set.js';
import type { DesignationOutcome } from '../../domain/designation.js';
import type { HolderLoaders, ScoresContext } from '../context.js';
import { DesignationProgressType, type DesignationTerms, type PeopleOfStep } from './designation-progress.type.js';

/** What the types of a designation read of the request. */
export type DesignationContext = Pick<ScoresContext, 'rules'> & { readonly loaders: HolderLoaders };

/**
 * The answer for designations of an organisation; who fills a step is read when it is asked for. `named`: the rule set that
 * was asked for in place of that of the day.
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

/** What the answer for a designation needs beside its outcome. */
export function designationTerms<Step>(
  organizationId: string,
  { loaders, rules }: DesignationContext,
  peopleOf: PeopleOfStep<Step>,
): DesignationTerms<Step> {
  const userIdOf = (personRef: string) => loaders.userByRef.load({ organizationId, personRef });
  return { organizationId, catalogue: rules.catalogue, peopleOf, userIdOf };
}
