import { Access } from '@app/subgraph-kit/access/access';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { ruleSetOn } from '../../rules/domain/rule-set.js';
import { listsByName } from '../../rules/domain/skilling-expression.js';
import { evaluate, offeredOn, prerequisiteOf, type Specialization } from '../../rules/domain/specialization.js';
import { type Day, dayOf, parseDay } from '../../values/domain/day.js';
import type { ScoresContext } from './context.js';
import { SpecializationProgressType } from './types/specialization-progress.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationSpecializationsQuery {
  @FieldResolver(() => [SpecializationProgressType], {
    nullable: true,
    description:
      'The specializations offered on the day, live or replayed like designations. Empty before the first rule set. For ' +
      'the same callers as designations.',
  })
  @Access(creditReaders)
  async specializations(
    @Root() { id }: OrganizationStub,
    @Arg('on', () => DateScalar, { nullable: true }) on: string | null | undefined,
    @Ctx() { loaders, rules, now }: ScoresContext,
  ): Promise<SpecializationProgressType[]> {
    const asked = on == null ? null : (parseDay(on) ?? null);
    const day = asked ?? dayOf(now);
    if (!ruleSetOn(rules.ruleSets, day)) return [];
    const offered = rules.specializations.filter((specialization) => offeredOn(specialization, day));
    const { designations, holders } = await loaders.score(id, asked);
    const named = await namesOf(id, offered, day, loaders);
    const attained = designations.map((progress) => ({ code: progress.area.id, attained: progress.attained }));
    return offered.map((specialization) => {
      const skilling = evaluate(specialization.skilling, { count: holders, named });
      const prerequisite = prerequisiteOf(specialization, attained);
      return SpecializationProgressType.from(specialization, { on: day, prerequisite, skilling }, rules.catalog);
    });
  }
}

/** The first holders of the lists that these specializations ask for by name, in one statement. */
async function namesOf(
  organizationId: string,
  offered: readonly Specialization[],
  on: Day,
  { holders }: ScoresContext['loaders'],
): Promise<(list: CredentialList) => readonly string[]> {
  const asked = offered.flatMap(({ skilling }) => listsByName(skilling));
  const found = await Promise.all(
    asked.map(async ({ list, first }) => {
      const people = await holders.load({ organizationId, list, on, first });
      return [list.id, people.map(({ personRef }) => personRef)] as const;
    }),
  );
  const byList = new Map(found);
  return (list) => byList.get(list.id) ?? [];
}
