import { DateScalar } from '@app/subgraph-kit/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { dayOf, parseDay } from '../../domain/day.js';
import { ruleSetOn } from '../../domain/rule-set.js';
import { evaluate, offeredOn, prerequisiteOf } from '../../domain/specialization.js';
import type { CreditsContext } from '../../graphql/context.js';
import { OrganizationStub } from '../../graphql/stubs/organization.stub.js';
import { SpecializationProgressType } from '../../graphql/types/specialization-progress.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationSpecializationsQuery {
  @FieldResolver(() => [SpecializationProgressType], {
    nullable: true,
    description:
      'The specializations offered on the day, live or replayed as designations are. Empty before the first rule set. For ' +
      'the same callers.',
  })
  async specializations(
    @Root() { id }: OrganizationStub,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null | undefined,
    @Ctx() { loaders, rules, now }: CreditsContext,
  ): Promise<SpecializationProgressType[]> {
    const asked = on == null ? null : (parseDay(on) ?? null);
    const day = asked ?? dayOf(now);
    if (!ruleSetOn(rules.ruleSets, day)) return [];
    const { designations, holdings } = await loaders.score(id, asked);
    const attained = designations.map((progress) => ({ code: progress.area.id, attained: progress.attained }));
    return rules.specializations
      .filter((specialization) => offeredOn(specialization, day))
      .map((specialization) => {
        const skilling = evaluate(specialization.skilling, holdings);
        const prerequisite = prerequisiteOf(specialization, attained);
        return SpecializationProgressType.from(specialization, { on: day, prerequisite, skilling }, rules.catalogue);
      });
  }
}
