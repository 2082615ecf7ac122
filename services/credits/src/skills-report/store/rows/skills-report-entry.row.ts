import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of a report: a credential in the hands of a person. */
@Entity({ name: 'skills_report_row' })
export class SkillsReportEntryRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @PrimaryColumn({ name: 'row_no', type: 'integer' })
  rowNo!: number;

  @Column({ type: 'boolean' })
  leaving!: boolean;

  @Column({ name: 'ref_no', type: 'integer' })
  refNo!: number;

  @Column({ name: 'achieved_no', type: 'integer' })
  achievedNo!: number;

  @Column({ name: 'expiry_no', type: 'integer' })
  expiryNo!: number;

  @Column({ name: 'person_no', type: 'integer' })
  personNo!: number;

  @Column({ type: 'text' })
  source!: string;

  @Column({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @Column({ name: 'achieved_at', type: 'timestamptz', precision: 3 })
  achievedAt!: Date;

  @Column({ name: 'expires_on', type: 'date' })
  expiresOn!: string;

  @Column({ name: 'associated_since', type: 'timestamptz', precision: 3 })
  associatedSince!: Date;
}
