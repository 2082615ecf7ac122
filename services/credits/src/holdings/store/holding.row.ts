import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The days on which an organisation counts a credential of one person; on no day twice. */
@Entity({ name: 'holding' })
export class HoldingRow {
  @PrimaryColumn({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @PrimaryColumn({ name: 'person_ref', type: 'text' })
  personRef!: string;

  @PrimaryColumn({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @PrimaryColumn({ name: 'counts_from', type: 'date' })
  countsFrom!: string;

  @Column({ name: 'counts_until', type: 'date', nullable: true })
  countsUntil!: string | null;

  @Column({ name: 'until_month', type: 'date', insert: false, update: false })
  untilMonth!: string;

  @Column({ name: 'achievement_id', type: 'uuid' })
  achievementId!: string;

  @Column({ name: 'achieved_at', type: 'timestamptz', precision: 3 })
  achievedAt!: Date;
}
