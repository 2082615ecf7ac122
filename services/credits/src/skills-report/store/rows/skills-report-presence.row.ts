import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which people held a credential of a report, a bit for each number; without a credential, who is on it at all. */
@Entity({ name: 'skills_report_presence' })
export class SkillsReportPresenceRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @PrimaryColumn({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @PrimaryColumn({ type: 'integer' })
  chunk!: number;

  @Column({ type: 'bit varying' })
  people!: string;
}
