import { Access } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { assertDesignation } from '../../rules/application/assert-designation.js';
import { alwaysInForce, type RuleSet } from '../../rules/domain/rule-set.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { parseDay } from '../../values/domain/day.js';
import { scoreDesignations } from '../domain/designation.js';
import type { ScoresContext } from './context.js';
import { DesignationProgressType } from './types/designation-progress.type.js';
import { progressToward } from './types/designation-terms.type.js';

const RULESET = 'Id of the version to score by; by default that of the day. An unknown id is BAD_USER_INPUT.';

@Resolver(() => OrganizationStub)
export class OrganizationDesignationsQuery {
  @FieldResolver(() => [DesignationProgressType], {
    nullable: true,
    description:
      'Live score; `on` a past or future day replays it with the rules, links and holdings at the end of that day. ' +
      'Empty before the first rule set. `ruleset` scores the same day by the named version of the rules, also outside ' +
      'its own period. For GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER and REPORT_VIEWER, and for programs ' +
      'with reports:read or reports:read.pii.',
  })
  @Access(creditReaders)
  async designations(
    @Root() { id }: OrganizationStub,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null | undefined,
    @Arg('ruleset', () => ID, { nullable: true, description: RULESET }) ruleset: string | null | undefined,
    @Ctx() context: ScoresContext,
  ): Promise<DesignationProgressType[]> {
    return progressOf(id, { on, ruleset }, context);
  }

  @FieldResolver(() => DesignationProgressType, {
    nullable: true,
    description:
      'One designation; null when the rule set of that day does not have it, BAD_USER_INPUT when no rule set has it. ' +
      'For the same callers as designations.',
  })
  @Access(creditReaders)
  async designation(
    @Root() { id }: OrganizationStub,
    @Arg('code', () => ID) code: string,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null | undefined,
    @Arg('ruleset', () => ID, { nullable: true, description: RULESET }) ruleset: string | null | undefined,
    @Ctx() context: ScoresContext,
  ): Promise<DesignationProgressType | null> {
    assertDesignation('code', code, context.rules);
    const all = await progressOf(id, { on, ruleset }, context);
    return all.find((designation) => designation.code === code) ?? null;
  }
}

async function progressOf(
  organizationId: string,
  { on, ruleset }: { on: string | null | undefined; ruleset: string | null | undefined },
  context: ScoresContext,
): Promise<DesignationProgressType[]> {
  const { rules, loaders } = context;
  const named = ruleset == null ? null : namedRuleSet(ruleset, rules);
  const score = await loaders.score(organizationId, on == null ? null : (parseDay(on) ?? null));
  if (named === null) return progressToward(organizationId, score.designations, context);
  const designations = scoreDesignations({ ...rules, ...score, ruleSets: [alwaysInForce(named)] });
  return progressToward(organizationId, designations, context, named);
}

function namedRuleSet(id: string, { ruleSets }: Rules): RuleSet {
  const found = ruleSets.find((one) => one.id === id);
  if (found) return found;
  throw badUserInput(`ruleset: there are ${ruleSets.map((one) => one.id).join(', ')}.`);
}
