import type { DesignationOutcome } from '../domain/designation.js';
import type { CreditsContext } from './context.js';
import { DesignationProgressType } from './types/designation-progress.type.js';

/** The answer for designations of an organisation; who fills a step is read when it is asked for. */
export function progressToward(
  organizationId: string,
  designations: readonly DesignationOutcome[],
  { loaders, rules }: CreditsContext,
): DesignationProgressType[] {
  return designations.map((outcome) =>
    DesignationProgressType.from(outcome, {
      catalogue: rules.catalogue,
      async peopleOf({ list }, first) {
        const holders = await loaders.holders.load({ organizationId, list, on: outcome.on, first });
        return holders.map(({ personRef }) => personRef);
      },
    }),
  );
}
