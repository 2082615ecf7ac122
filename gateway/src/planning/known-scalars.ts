import { DateScalar, DateTimeScalar, YearMonthScalar } from '@app/subgraph-kit/scalars';
import { type GraphQLSchema, isScalarType } from 'graphql';

const KNOWN = [DateTimeScalar, DateScalar, YearMonthScalar];

/** A supergraph tells the names of scalars only: without their forms a wrong date would be noticed in a subgraph first. */
export function adoptKnownScalars(schema: GraphQLSchema): void {
  for (const known of KNOWN) {
    const scalar = schema.getType(known.name);
    if (!isScalarType(scalar)) continue;
    scalar.parseValue = known.parseValue;
    scalar.parseLiteral = known.parseLiteral;
  }
}
