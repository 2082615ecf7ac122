import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Breakdown, BreakdownBy } from '../domain/breakdown.js';

export const BreakdownByEnum = {
  DEPARTMENT: 'DEPARTMENT',
  COUNTRY: 'COUNTRY',
  DEPARTMENT_AND_COUNTRY: 'DEPARTMENT_AND_COUNTRY',
} as const satisfies { [by in BreakdownBy]: by };
registerEnumType(BreakdownByEnum, {
  name: 'SkillBreakdownBy',
  description: 'How people are grouped, by data of the organization’s directory.',
  valuesConfig: {
    DEPARTMENT: { description: 'The department of the person.' },
    COUNTRY: { description: 'The country of the person.' },
    DEPARTMENT_AND_COUNTRY: { description: 'Department and country together.' },
  },
});

@ObjectType('SkillBreakdownGroup', { description: 'People with the same department or country, and what they hold.' })
class SkillBreakdownGroupType {
  @Field(() => String, { nullable: true, description: 'Null when unknown or not grouped by.' })
  department!: string | null;

  @Field(() => String, { nullable: true, description: 'Null when unknown or not grouped by.' })
  country!: string | null;

  @Field(() => Int, { description: 'People of the group.' })
  people!: number;

  @Field(() => Int, { description: 'Rows of a report, or credits.' })
  credentials!: number;
}

@ObjectType('SkillBreakdownRest', { description: 'The sum of all groups that are not listed.' })
class SkillBreakdownRestType {
  @Field(() => Int, { description: 'Number of groups.' })
  groups!: number;

  @Field(() => Int, { description: 'Their people.' })
  people!: number;

  @Field(() => Int, { description: 'Their rows of a report, or their credits.' })
  credentials!: number;
}

@ObjectType('SkillBreakdown', {
  description:
    'People and what they hold, by department or country. groups and others add up to the total. For callers without ' +
    'names, others includes groups of fewer than five people, and larger groups where it would have fewer than five.',
})
export class SkillBreakdownType {
  @Field(() => [SkillBreakdownGroupType], { description: 'Most people first.' })
  groups!: SkillBreakdownGroupType[];

  @Field(() => SkillBreakdownRestType, { description: 'The groups that are not listed.' })
  others!: SkillBreakdownRestType;

  static from({ groups, others }: Breakdown): SkillBreakdownType {
    return objectOf(SkillBreakdownType, {
      groups: groups.map((group) => objectOf(SkillBreakdownGroupType, group)),
      others: objectOf(SkillBreakdownRestType, others),
    });
  }
}
