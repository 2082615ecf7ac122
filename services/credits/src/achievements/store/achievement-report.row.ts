import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a learning source sent, once per externalId. */
@Entity({ name: 'achievement_report' })
export class AchievementReportRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ name: 'external_id', type: 'text' })
  externalId!: string;

  @Column({ name: 'profile_id', type: 'text' })
  profileId!: string;

  @Column({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @Column({ name: 'achieved_at', type: 'timestamptz', precision: 3 })
  achievedAt!: Date;

  @Column({ name: 'stated_expires_on', type: 'date', nullable: true })
  statedExpiresOn!: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;

  @Column({ name: 'revocation_reason', type: 'text', nullable: true })
  revocationReason!: string | null;

  @Column({ name: 'achievement_id', type: 'uuid', nullable: true })
  achievementId!: string | null;

  /** The externalId whose expiry this report moves; its own external_id is then made from it. Null for a first report. */
  @Column({ type: 'text', nullable: true })
  amends!: string | null;

  /** Follows from exams; no source sent it. */
  @Column({ type: 'boolean' })
  derived!: boolean;

  /** The profile id before merges; null where the profile was not merged. */
  @Column({ name: 'original_profile_id', type: 'text', nullable: true })
  originalProfileId!: string | null;
}
