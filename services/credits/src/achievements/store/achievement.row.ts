import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one or more reports of a profile and a credential mean. */
@Entity({ name: 'achievement' })
export class AchievementRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ name: 'profile_id', type: 'text' })
  profileId!: string;

  @Column({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @Column({ name: 'achieved_at', type: 'timestamptz', precision: 3 })
  achievedAt!: Date;

  @Column({ name: 'expires_on', type: 'date', nullable: true })
  expiresOn!: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;

  /** The version of the rule data that it follows from; empty: unknown. */
  @Column({ name: 'rules_version', type: 'text' })
  rulesVersion!: string;
}
