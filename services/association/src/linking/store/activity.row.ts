import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';

/** Table association.activity: append-only. */
@Entity({ schema: 'association', name: 'activity' })
export class ActivityRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  source!: LearningSource;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { name: 'association_id', nullable: true })
  associationId!: string | null;

  @Column('uuid', { name: 'flow_id', nullable: true })
  flowId!: string | null;

  @Column('text')
  actor!: string;

  @Column('text', { nullable: true })
  client!: string | null;

  @Column('text', { name: 'request_id' })
  requestId!: string;
}
