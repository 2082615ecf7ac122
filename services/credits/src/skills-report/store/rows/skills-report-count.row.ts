import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many lines of a report have a credential and an expiry: what any filter adds up to. */
@Entity({ name: 'skills_report_count' })
export class SkillsReportCountRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @PrimaryColumn({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @PrimaryColumn({ type: 'boolean' })
  leaving!: boolean;

  @PrimaryColumn({ name: 'expires_on', type: 'date' })
  expiresOn!: string;

  @Column({ type: 'integer' })
  rows!: number;
}
