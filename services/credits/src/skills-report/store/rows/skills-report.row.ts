import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published report of one organisation and month: its totals and designations. */
@Entity({ name: 'skills_report' })
export class SkillsReportRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ type: 'date' })
  month!: string;

  @Column({ type: 'uuid' })
  id!: string;

  @Column({ name: 'as_of', type: 'timestamptz', precision: 3 })
  asOf!: Date;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3 })
  publishedAt!: Date;

  @Column({ type: 'integer' })
  people!: number;

  @Column({ type: 'integer' })
  credentials!: number;

  @Column({ type: 'integer' })
  certifications!: number;

  @Column({ type: 'integer' })
  assessments!: number;

  @Column({ name: 'expiring_within_90_days', type: 'integer' })
  expiringWithin90Days!: number;

  @Column({ type: 'integer' })
  leaving!: number;

  @Column({ type: 'jsonb' })
  designations!: object;
}
