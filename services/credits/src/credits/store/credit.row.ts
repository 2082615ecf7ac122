import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One achievement as one organisation may count it. */
@Entity({ name: 'credit' })
export class CreditRow {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'achievement_id', type: 'uuid' })
  achievementId!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ name: 'association_id', type: 'uuid' })
  associationId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'person_ref', type: 'text' })
  personRef!: string;

  @Column({ name: 'credential_code', type: 'text' })
  credentialCode!: string;

  @Column({ name: 'achieved_at', type: 'timestamptz', precision: 3 })
  achievedAt!: Date;

  @Column({ name: 'expires_on', type: 'date', nullable: true })
  expiresOn!: string | null;

  @Column({ name: 'associated_at', type: 'timestamptz', precision: 3 })
  associatedAt!: Date;

  @Column({ name: 'expected_by', type: 'timestamptz', precision: 3 })
  expectedBy!: Date;

  @Column({ name: 'counted_at', type: 'timestamptz', precision: 3, nullable: true })
  countedAt!: Date | null;
}
