import { DateScalar, DateTimeScalar, YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { type GraphQLSchema, isScalarType } from 'graphql';

const KNOWN = [DateTimeScalar, DateScalar, YearMonthScalar];

/**
 * Gives the scalars of a supergraph their parsers. A supergraph has only their names, so that a subgraph would be the
 * first to find a wrong date.
 */
export function adoptKnownScalars(schema: GraphQLSchema): void {
  for (const known of KNOWN) {
    const scalar = schema.getType(known.name);
    if (!isScalarType(scalar)) continue;
    scalar.parseValue = known.parseValue;
    scalar.parseLiteral = known.parseLiteral;
  }
}
