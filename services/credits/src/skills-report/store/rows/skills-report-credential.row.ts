import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A credential of a report: what it was relevant to, and how many people held it. */
@Entity({ name: 'skills_report_credential' })
export class SkillsReportCredentialRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @PrimaryColumn({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ name: 'relevant_to', type: 'text', array: true })
  relevantTo!: string[];

  @Column({ type: 'integer' })
  people!: number;
}
