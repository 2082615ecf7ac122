import { Access } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { listReports } from '../store/skills-report.store.js';
import type { SkillsReportContext } from './context.js';
import { SkillsReportConnection, SkillsReportType } from './types/skills-report.type.js';

@Resolver(() => OrganizationStub)
export class SkillsReportsQuery {
  @FieldResolver(() => SkillsReportConnection, {
    nullable: true,
    description:
      'The published Skills Reports, newest first. first: 1..100, 1..1,000 for programs of the organization. For the same ' +
      'callers as skillsReport.',
  })
  @Access(creditReaders)
  async skillsReports(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() { caller, cursors, loaders, reads }: SkillsReportContext,
  ): Promise<ConnectionOf<SkillsReportType>> {
    const page = pageArguments(first, after, caller);
    const list = `skills-reports:${id}`;
    const [before = null] = page.after === null ? [] : cursors.decode(list, page.after);
    return mapPage({
      rows: await listReports(reads, id, { before, limit: page.first + 1 }),
      page,
      cursorOf: ({ month }) => cursors.encode(list, [month]),
      show: (report) => SkillsReportType.from(report),
      total: async () => (await loaders.skillsReports.months.load(id)).length,
    });
  }
}
