import { DateScalar } from '@app/subgraph-kit/scalars';
import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { parseDay } from '../../domain/day.js';
import type { CreditsContext } from '../../graphql/context.js';
import { assertDesignation, progressToward } from '../../graphql/designations.js';
import { OrganizationStub } from '../../graphql/stubs/organization.stub.js';
import { DesignationProgressType } from '../../graphql/types/designation-progress.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationDesignationsQuery {
  @FieldResolver(() => [DesignationProgressType], {
    nullable: true,
    description:
      'Live score; `on` a past or future day replays it with the rules, links and holdings of that day’s last instant. ' +
      'Empty before the first rule set. For GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER and REPORT_VIEWER, and for ' +
      'programs with reports:read or reports:read.pii.',
  })
  async designations(
    @Root() { id }: OrganizationStub,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null | undefined,
    @Ctx() context: CreditsContext,
  ): Promise<DesignationProgressType[]> {
    return progressOf(id, on, context);
  }

  @FieldResolver(() => DesignationProgressType, {
    nullable: true,
    description:
      'One of them; null when the rule set of that day has no such designation, BAD_USER_INPUT when none has. For the same ' +
      'callers as designations.',
  })
  async designation(
    @Root() { id }: OrganizationStub,
    @Arg('code', () => ID) code: string,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null | undefined,
    @Ctx() context: CreditsContext,
  ): Promise<DesignationProgressType | null> {
    assertDesignation('code', code, context.rules);
    const all = await progressOf(id, on, context);
    return all.find((designation) => designation.code === code) ?? null;
  }
}

async function progressOf(
  organizationId: string,
  on: string | null | undefined,
  context: CreditsContext,
): Promise<DesignationProgressType[]> {
  const { designations } = await context.loaders.score(organizationId, on == null ? null : (parseDay(on) ?? null));
  return progressToward(organizationId, designations, context);
}
