import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ROSTER_BREAKDOWNS, type RosterBreakdown } from '../domain/roster-breakdown.js';

export const RosterBreakdownByEnum = enumOf(ROSTER_BREAKDOWNS);
registerEnumType(RosterBreakdownByEnum, {
  name: 'RosterBreakdownBy',
  description: 'How the people of a roster are grouped, by data of the organization’s directory.',
  valuesConfig: {
    DEPARTMENT: { description: 'The department of the person.' },
    COUNTRY: { description: 'The country of the person.' },
    DEPARTMENT_AND_COUNTRY: { description: 'Department and country together.' },
  },
});

@ObjectType('RosterBreakdownGroup', {
  description: 'People of a roster with the same department or country, by the state of their links.',
})
class RosterBreakdownGroupType {
  @Field(() => String, { nullable: true, description: 'Null when unknown or not grouped by.' })
  department!: string | null;

  @Field(() => String, { nullable: true, description: 'Null when unknown or not grouped by.' })
  country!: string | null;

  @Field(() => Int, { description: 'All people of the group, in the four states.' })
  members!: number;

  @Field(() => Int, { description: 'LINKED: an active link of at least one source.' })
  linked!: number;

  @Field(() => Int, { description: 'NOT_LINKED: active, without a link.' })
  notLinked!: number;

  @Field(() => Int, { description: 'INVITATION_PENDING: never signed in.' })
  invitationPending!: number;

  @Field(() => Int, { description: 'LEAVING: until the report refresh.' })
  leaving!: number;
}

@ObjectType('RosterBreakdownRest', { description: 'The sum of all groups that are not listed.' })
class RosterBreakdownRestType {
  @Field(() => Int, { description: 'Number of groups.' })
  groups!: number;

  @Field(() => Int, { description: 'Their people, in the four states.' })
  members!: number;

  @Field(() => Int, { description: 'People who are LINKED.' })
  linked!: number;

  @Field(() => Int, { description: 'People who are NOT_LINKED.' })
  notLinked!: number;

  @Field(() => Int, { description: 'People who are INVITATION_PENDING.' })
  invitationPending!: number;

  @Field(() => Int, { description: 'People who are LEAVING.' })
  leaving!: number;
}

@ObjectType('RosterBreakdown', {
  description: 'The roster by department or country. groups and others add up to linkSummary.',
})
export class RosterBreakdownType {
  @Field(() => [RosterBreakdownGroupType], { description: 'Largest first, then by name.' })
  groups!: RosterBreakdownGroupType[];

  @Field(() => RosterBreakdownRestType, { description: 'The groups that are not listed.' })
  others!: RosterBreakdownRestType;

  static from({ groups, others }: RosterBreakdown): RosterBreakdownType {
    return objectOf(RosterBreakdownType, {
      groups: groups.map((group) => objectOf(RosterBreakdownGroupType, group)),
      others: objectOf(RosterBreakdownRestType, others),
    });
  }
}
