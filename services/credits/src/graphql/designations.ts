import type { DesignationOutcome } from '../domain/designation.js';
import type { StepOutcome } from '../domain/people-metric.js';
import type { CreditsContext } from './context.js';
import {
  DesignationProgressType,
  type DesignationTerms,
  type PeopleOfStep,
} from './types/designation-progress.type.js';

/** The answer for designations of an organisation; who fills a step is read when it is asked for. */
export function progressToward(
  organizationId: string,
  designations: readonly DesignationOutcome[],
  context: CreditsContext,
): DesignationProgressType[] {
  return designations.map((outcome) => {
    const terms = designationTerms<StepOutcome>(organizationId, context, async ({ list }, first) => {
      const holders = await context.loaders.holders.load({ organizationId, list, on: outcome.on, first });
      return holders.map(({ personRef }) => personRef);
    });
    return DesignationProgressType.from(outcome, terms);
  });
}

/** What the answer for a designation needs beside its outcome. */
export function designationTerms<Step>(
  organizationId: string,
  { loaders, rules }: CreditsContext,
  peopleOf: PeopleOfStep<Step>,
): DesignationTerms<Step> {
  const userIdOf = (personRef: string) => loaders.userByRef.load({ organizationId, personRef });
  return { organizationId, catalogue: rules.catalogue, peopleOf, userIdOf };
}
