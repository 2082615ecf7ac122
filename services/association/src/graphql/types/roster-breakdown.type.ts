import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { RosterBreakdown, RosterBreakdownBy } from '../../domain/roster-breakdown.js';

export const RosterBreakdownByEnum = {
  DEPARTMENT: 'DEPARTMENT',
  COUNTRY: 'COUNTRY',
  DEPARTMENT_AND_COUNTRY: 'DEPARTMENT_AND_COUNTRY',
} as const satisfies { [by in RosterBreakdownBy]: by };
registerEnumType(RosterBreakdownByEnum, {
  name: 'RosterBreakdownBy',
  description: 'What the people of a roster are grouped by, as the directory of the organization tells it.',
  valuesConfig: {
    DEPARTMENT: { description: 'The department of the person.' },
    COUNTRY: { description: 'The country of the person.' },
    DEPARTMENT_AND_COUNTRY: { description: 'Both together.' },
  },
});

@ObjectType('RosterBreakdownGroup', {
  description: 'People of a roster who work at one place, by the state of their links.',
})
class RosterBreakdownGroupType {
  @Field(() => String, { nullable: true, description: 'Null: unknown, or not asked for.' })
  department!: string | null;

  @Field(() => String, { nullable: true, description: 'Null: unknown, or not asked for.' })
  country!: string | null;

  @Field(() => Int, { description: 'People of the group: the four states together.' })
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

@ObjectType('RosterBreakdownRest', { description: 'All groups that are not listed, in one sum.' })
class RosterBreakdownRestType {
  @Field(() => Int, { description: 'How many groups these are.' })
  groups!: number;

  @Field(() => Int, { description: 'Their people: the four states together.' })
  members!: number;

  @Field(() => Int, { description: 'Of these LINKED.' })
  linked!: number;

  @Field(() => Int, { description: 'Of these NOT_LINKED.' })
  notLinked!: number;

  @Field(() => Int, { description: 'Of these INVITATION_PENDING.' })
  invitationPending!: number;

  @Field(() => Int, { description: 'Of these LEAVING.' })
  leaving!: number;
}

@ObjectType('RosterBreakdown', {
  description: 'The roster by where people work. groups and others add up to linkSummary.',
})
export class RosterBreakdownType {
  @Field(() => [RosterBreakdownGroupType], { description: 'Most people first, then by name of the place.' })
  groups!: RosterBreakdownGroupType[];

  @Field(() => RosterBreakdownRestType, { description: 'What is not listed.' })
  others!: RosterBreakdownRestType;

  static from({ groups, others }: RosterBreakdown): RosterBreakdownType {
    return Object.assign(new RosterBreakdownType(), {
      groups: groups.map((group) => Object.assign(new RosterBreakdownGroupType(), group)),
      others: Object.assign(new RosterBreakdownRestType(), others),
    });
  }
}
