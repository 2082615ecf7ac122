import { DateScalar } from '@app/subgraph-kit/scalars';
import { Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { CreditsContext } from '../../graphql/context.js';

@ObjectType('Ruleset', { description: 'One version of the rules: effectiveFrom <= day < effectiveTo.' })
class RulesetType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateScalar)
  effectiveFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Null: until further notice.' })
  effectiveTo!: string | null;
}

@Resolver()
export class RulesetsQuery {
  @Query(() => [RulesetType], { description: 'Rule set versions, newest first. Everybody signed in.' })
  rulesets(@Ctx() { rules }: CreditsContext): RulesetType[] {
    return rules.ruleSets.map(({ id, effectiveFrom, effectiveTo }) =>
      Object.assign(new RulesetType(), { id, effectiveFrom, effectiveTo }),
    );
  }
}
