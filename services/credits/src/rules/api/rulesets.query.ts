import { Access, allow } from '@app/subgraph-kit/access/access';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Dependencies } from '../../dependencies.js';
import { RulesetType } from './ruleset.type.js';

@Resolver()
export class RulesetsQuery {
  @Query(() => [RulesetType], { description: 'Rule set versions, newest first. For every signed-in caller.' })
  @Access(allow('signed-in'))
  rulesets(@Ctx() { rules: { ruleSets, catalog } }: Pick<Dependencies, 'rules'>): RulesetType[] {
    return ruleSets.map((ruleSet) => RulesetType.from(ruleSet, catalog));
  }

  @Query(() => RulesetType, {
    nullable: true,
    description: 'One rule set; null when no version has the id. For every signed-in caller.',
  })
  @Access(allow('signed-in'))
  ruleset(
    @Arg('id', () => ID, { description: 'The id of one of rulesets.' }) id: string,
    @Ctx() { rules: { ruleSets, catalog } }: Pick<Dependencies, 'rules'>,
  ): RulesetType | null {
    const found = ruleSets.find((ruleSet) => ruleSet.id === id);
    return found ? RulesetType.from(found, catalog) : null;
  }
}
