import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { fractionText, toDouble } from '../../../values/domain/fraction.js';
import type { ShownFigure } from '../../domain/stored-designation.js';

@ObjectType('PartnerFact', { description: 'A recorded partner figure that a metric uses.' })
export class PartnerFactType {
  @Field(() => ID, { description: 'Unique for organization, designation, metric, day and value.' })
  id!: string;

  @Field(() => ID, {
    description:
      'Name of the figure: a fact of the rule set (`smbCustomerPercent`) or `<metric>.<option>` (`usageGrowth.growthPercent`).',
  })
  metric!: string;

  @Field(() => Float)
  value!: number;

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  on!: string;

  static from(
    { metric, value, holdsFrom }: ShownFigure,
    { organizationId, designation }: { organizationId: string; designation: string },
  ): PartnerFactType {
    // The value is part of the id: a report keeps its figure when another one is recorded for the same day.
    const id = [organizationId, designation, metric, holdsFrom, fractionText(value)].join(':');
    return objectOf(PartnerFactType, { id, metric, value: toDouble(value), on: holdsFrom });
  }
}
