import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar, YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalog } from '../../../catalog/domain/catalog.js';
import { OrganizationStub } from '../../../members/api/organization.stub.js';
import type { PublishedReport, ReportedCredential } from '../../store/skills-report.store.js';
import type { ReportChanges } from '../../store/skills-report-changes.store.js';

@ObjectType('SkillsReportTotals', { description: 'The totals of a report.' })
export class SkillsReportTotalsType {
  @Field(() => Int, { description: 'People with at least one row.' })
  people!: number;

  @Field(() => Int, { description: 'Number of rows.' })
  credentials!: number;

  @Field(() => Int, { description: 'Number of rows with a certification.' })
  certifications!: number;

  @Field(() => Int, { description: 'Number of rows with an assessment.' })
  assessments!: number;

  @Field(() => Int, { description: 'Number of rows that expire on the day of the refresh or within 90 days after it.' })
  expiringWithin90Days!: number;

  @Field(() => Int, { description: 'Number of people who have left, so that no later report lists them.' })
  leaving!: number;

  static from({ people, credentials, certifications, assessments, expiringWithin90Days, leaving }: PublishedReport) {
    const totals = { people, credentials, certifications, assessments, expiringWithin90Days, leaving };
    return objectOf(SkillsReportTotalsType, totals);
  }
}

@ObjectType('CredentialCount', { description: 'The number of people of a report who hold a credential.' })
export class CredentialCountType {
  @Field(() => CredentialType)
  credential!: CredentialType;

  @Field(() => Int)
  people!: number;

  static from({ code, people }: ReportedCredential, catalog: Catalog): CredentialCountType {
    return objectOf(CredentialCountType, { credential: CredentialType.of(catalog, code), people });
  }
}

@ObjectType('SkillsReportDesignationChange', {
  description: 'The rows gained and lost that count for a designation or a specialization.',
})
export class SkillsReportDesignationChangeType {
  @Field(() => ID, { description: 'Code of the designation or specialization.' })
  designation!: string;

  @Field(() => Int, { description: 'Rows of the later report only.' })
  gained!: number;

  @Field(() => Int, { description: 'Rows of the earlier report only.' })
  lost!: number;
}

@ObjectType('SkillsReportChanges', { description: 'Rows are identified by person and credential.' })
export class SkillsReportChangesType {
  @Field(() => YearMonthScalar, { description: 'The month of the earlier report.' })
  since!: string;

  @Field(() => Int)
  gained!: number;

  @Field(() => Int)
  lost!: number;

  @Field(() => Int, { description: 'People with a row in the later report only.' })
  peopleGained!: number;

  @Field(() => Int, { description: 'People with a row in the earlier report only.' })
  peopleLost!: number;

  later!: PublishedReport;
  earlier!: PublishedReport;
  counts!: ReportChanges;

  static from(
    counts: ReportChanges,
    reports: { readonly later: PublishedReport; readonly earlier: PublishedReport },
  ): SkillsReportChangesType {
    return objectOf(SkillsReportChangesType, { ...counts, ...reports, counts, since: reports.earlier.month });
  }
}

@ObjectType('SkillsReport', {
  description:
    'A published monthly snapshot of what was true and published before 00:00 UTC on the report day. It never changes after publication.',
})
export class SkillsReportType {
  @Field(() => ID)
  id!: string;

  @Field(() => OrganizationStub)
  organization!: OrganizationStub;

  @Field(() => YearMonthScalar)
  month!: string;

  @Field(() => DateTimeScalar, {
    description: 'When it was published; later than its refresh after an outage.',
  })
  publishedAt!: Date;

  @Field(() => SkillsReportTotalsType)
  totals!: SkillsReportTotalsType;

  report!: PublishedReport;

  static from(report: PublishedReport): SkillsReportType {
    const { id, month, publishedAt, organizationId } = report;
    const organization = OrganizationStub.of(organizationId);
    const totals = SkillsReportTotalsType.from(report);
    return objectOf(SkillsReportType, { id, month, publishedAt, organization, totals, report });
  }
}

export const { Connection: SkillsReportConnection } = connectionOf(
  () => SkillsReportType,
  'SkillsReport',
  'Skills Reports',
);
