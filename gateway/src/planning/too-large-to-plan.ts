import { GraphQLError } from 'graphql';

// The planner has bounds of its own, far above ours; what passes ours and meets them is still the client's.
const OF_PLANNER = /Number of (recursive|non-local) selections exceeds limit/;

/** The operation passes the limits on documents, but its plan would not be bounded. */
export function tooLargeToPlan(): GraphQLError {
  return new GraphQLError('The operation is too large to plan.', {
    extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
  });
}

/** Runs the planner; its own refusals are those of an operation that is too large. */
export function boundedPlanning<Plan>(plan: () => Plan): Plan {
  try {
    return plan();
  } catch (error) {
    if (error instanceof Error && OF_PLANNER.test(error.message)) throw tooLargeToPlan();
    throw error;
  }
}
