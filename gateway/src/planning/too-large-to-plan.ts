import { GraphQLError } from 'graphql';

// The planner has limits of its own, far above ours. A document that exceeds them is still too large.
const OF_PLANNER = /Number of (recursive|non-local) selections exceeds limit/;

/** The operation passes the limits of documents, but its plan would not be bounded. */
export function tooLargeToPlan(): GraphQLError {
  return new GraphQLError('The operation is too large to plan.', {
    extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
  });
}

/** Runs the planner; an operation that exceeds the planner's own limits is too large. */
export function boundedPlanning<Plan>(plan: () => Plan): Plan {
  try {
    return plan();
  } catch (error) {
    if (error instanceof Error && OF_PLANNER.test(error.message)) throw tooLargeToPlan();
    throw error;
  }
}
