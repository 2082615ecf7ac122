import { connectionOf } from '@app/subgraph-kit/connection';
import { DateTimeScalar, YearMonthScalar } from '@app/subgraph-kit/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalogue } from '../../../catalog/domain/catalog.js';
import { OrganizationStub } from '../../../members/api/organization.stub.js';
import type { PublishedReport, ReportedCredential } from '../../store/skills-report.store.js';
import type { ReportChanges } from '../../store/skills-report-changes.store.js';

@ObjectType('SkillsReportTotals', { description: 'What a report adds up to.' })
export class SkillsReportTotalsType {
  @Field(() => Int, { description: 'People with at least one row.' })
  people!: number;

  @Field(() => Int, { description: 'Rows.' })
  credentials!: number;

  @Field(() => Int, { description: 'Rows with a certification.' })
  certifications!: number;

  @Field(() => Int, { description: 'Rows with an assessment.' })
  assessments!: number;

  @Field(() => Int, { description: 'Rows that expire on the day of the refresh or within the 90 days after it.' })
  expiringWithin90Days!: number;

  @Field(() => Int, { description: 'People who have left and are on no later report.' })
  leaving!: number;

  static from({ people, credentials, certifications, assessments, expiringWithin90Days, leaving }: PublishedReport) {
    const totals = { people, credentials, certifications, assessments, expiringWithin90Days, leaving };
    return Object.assign(new SkillsReportTotalsType(), totals);
  }
}

@ObjectType('CredentialCount', { description: 'How many people of a report hold a credential.' })
export class CredentialCountType {
  @Field(() => CredentialType)
  credential!: CredentialType;

  @Field(() => Int)
  people!: number;

  static from({ code, people }: ReportedCredential, catalogue: Catalogue): CredentialCountType {
    return Object.assign(new CredentialCountType(), { credential: CredentialType.of(catalogue, code), people });
  }
}

@ObjectType('SkillsReportChanges', { description: 'A row is the same while person and credential are.' })
export class SkillsReportChangesType {
  @Field(() => Int)
  gained!: number;

  @Field(() => Int)
  lost!: number;

  @Field(() => Int, { description: 'People with a row who had none.' })
  peopleGained!: number;

  @Field(() => Int, { description: 'People without a row who had one.' })
  peopleLost!: number;

  later!: PublishedReport;
  earlier!: PublishedReport;
  counts!: ReportChanges;

  static from(
    counts: ReportChanges,
    reports: { readonly later: PublishedReport; readonly earlier: PublishedReport },
  ): SkillsReportChangesType {
    return Object.assign(new SkillsReportChangesType(), { ...counts, ...reports, counts });
  }
}

@ObjectType('SkillsReport', {
  description:
    'A published monthly snapshot: what was true, and told, before 00:00 UTC on the report day. It never changes after publication.',
})
export class SkillsReportType {
  @Field(() => ID)
  id!: string;

  @Field(() => OrganizationStub)
  organization!: OrganizationStub;

  @Field(() => YearMonthScalar)
  month!: string;

  @Field(() => DateTimeScalar, {
    description: 'When it was in fact published; later than its refresh after an outage.',
  })
  publishedAt!: Date;

  @Field(() => SkillsReportTotalsType)
  totals!: SkillsReportTotalsType;

  report!: PublishedReport;

  static from(report: PublishedReport): SkillsReportType {
    const { id, month, publishedAt, organizationId } = report;
    const organization = OrganizationStub.of(organizationId);
    const totals = SkillsReportTotalsType.from(report);
    return Object.assign(new SkillsReportType(), { id, month, publishedAt, organization, totals, report });
  }
}

export const { Connection: SkillsReportConnection } = connectionOf(
  () => SkillsReportType,
  'SkillsReport',
  'Skills Reports',
);
