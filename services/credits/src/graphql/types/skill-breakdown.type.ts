import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Breakdown, BreakdownBy } from '../../domain/breakdown.js';

export const BreakdownByEnum = {
  DEPARTMENT: 'DEPARTMENT',
  COUNTRY: 'COUNTRY',
  DEPARTMENT_AND_COUNTRY: 'DEPARTMENT_AND_COUNTRY',
} as const satisfies { [by in BreakdownBy]: by };
registerEnumType(BreakdownByEnum, {
  name: 'SkillBreakdownBy',
  description: 'What people are grouped by, as the directory of the organization has it.',
  valuesConfig: {
    DEPARTMENT: { description: 'The department of the person.' },
    COUNTRY: { description: 'The country of the person.' },
    DEPARTMENT_AND_COUNTRY: { description: 'Both together.' },
  },
});

@ObjectType('SkillBreakdownGroup', { description: 'People who work at one place, and what they hold.' })
class SkillBreakdownGroupType {
  @Field(() => String, { nullable: true, description: 'Null: unknown, or not asked for.' })
  department!: string | null;

  @Field(() => String, { nullable: true, description: 'Null likewise.' })
  country!: string | null;

  @Field(() => Int, { description: 'People of the group.' })
  people!: number;

  @Field(() => Int, { description: 'Rows of a report, or credits.' })
  credentials!: number;
}

@ObjectType('SkillBreakdownRest', { description: 'All groups that are not listed, in one sum.' })
class SkillBreakdownRestType {
  @Field(() => Int, { description: 'How many groups these are.' })
  groups!: number;

  @Field(() => Int, { description: 'Their people.' })
  people!: number;

  @Field(() => Int, { description: 'Their rows of a report, or their credits.' })
  credentials!: number;
}

@ObjectType('SkillBreakdown', {
  description:
    'People and what they hold, by where they work. groups and others add up to all. Callers who see no names find groups ' +
    'of fewer than five people in others, with larger ones beside them where the rest would be as few.',
})
export class SkillBreakdownType {
  @Field(() => [SkillBreakdownGroupType], { description: 'Most people first.' })
  groups!: SkillBreakdownGroupType[];

  @Field(() => SkillBreakdownRestType, { description: 'What is not listed.' })
  others!: SkillBreakdownRestType;

  static from({ groups, others }: Breakdown): SkillBreakdownType {
    return Object.assign(new SkillBreakdownType(), {
      groups: groups.map((group) => Object.assign(new SkillBreakdownGroupType(), group)),
      others: Object.assign(new SkillBreakdownRestType(), others),
    });
  }
}
