import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { EndReason } from '../domain/association.js';

/** Table association.association, without the columns that triggers compute. */
@Entity({ schema: 'association', name: 'association' })
export class AssociationRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  source!: LearningSource;

  /** The surviving profile: answers and rules go by it. */
  @Column('text', { name: 'surviving_profile_id' })
  profileId!: string;

  /** The profile that was proved at the start; it never changes. */
  @Column('text', { name: 'profile_id', select: false })
  startedAs!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: EndReason | null;

  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt!: Date | null;
}
