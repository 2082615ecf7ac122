import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A link of a learning profile with an organisation, as association last told it. */
@Entity({ name: 'association' })
export class AssociationRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  source!: string;

  @Column({ name: 'profile_id', type: 'text' })
  profileId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3 })
  startedAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason!: string | null;

  /** The profile id before merges; null where the profile was not merged. */
  @Column({ name: 'unmerged_profile_id', type: 'text', nullable: true })
  unmergedProfileId!: string | null;

  /** The link began by a move from another one. */
  @Column({ name: 'moved_here', type: 'boolean' })
  movedHere!: boolean;
}
