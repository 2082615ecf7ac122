import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ChangeKind } from '../domain/report-change.js';
import { changesByDesignation } from '../store/skills-report-designation-changes.store.js';
import type { SkillsReportContext } from './context.js';
import { reportChangesPage } from './skills-report-changes-page.js';
import { SkillsReportChangesType, SkillsReportDesignationChangeType } from './types/skills-report.type.js';
import {
  ChangeKindEnum,
  SkillsReportChangeConnection,
  type SkillsReportChangeType,
} from './types/skills-report-change.type.js';

@Resolver(() => SkillsReportChangesType)
export class SkillsReportChangesResolver {
  @FieldResolver(() => SkillsReportChangeConnection, {
    description:
      'The rows gained and lost, with their causes, sorted by credential, then by person. ' +
      'first: 1..100, 1..1,000 for programs of the organization.',
  })
  async rows(
    @Root() { later, earlier, counts }: SkillsReportChangesType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('change', () => ChangeKindEnum, {
      nullable: true,
      description: 'Restricts the rows to those gained or those lost.',
    })
    change: ChangeKind | null | undefined,
    @Ctx() context: SkillsReportContext,
  ): Promise<ConnectionOf<SkillsReportChangeType>> {
    return reportChangesPage({ later, earlier, counts, first, after, change }, context);
  }

  @FieldResolver(() => [SkillsReportDesignationChangeType], {
    description:
      'All rows gained and lost, counted per designation and specialization that names their credential, by the rules ' +
      'of the report that has the row; sorted by code. A row can count for several.',
  })
  async byDesignation(
    @Root() { later, earlier }: SkillsReportChangesType,
    @Ctx() { reads }: SkillsReportContext,
  ): Promise<SkillsReportDesignationChangeType[]> {
    const changes = await changesByDesignation(reads, { later, earlier });
    return changes.map((change) => objectOf(SkillsReportDesignationChangeType, change));
  }
}
