import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';

/** Table association.proof: the sign-in that proved a profile, in which flow. */
@Entity({ schema: 'association', name: 'proof' })
export class ProofRow {
  @PrimaryColumn('uuid', { name: 'flow_id' })
  flowId!: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  source!: LearningSource;

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  @Column('text', { name: 'profile_id' })
  profileId!: string;

  @Column('timestamptz', { name: 'proved_at' })
  provedAt!: Date;

  @Column('timestamptz', { name: 'consumed_at', nullable: true })
  consumedAt!: Date | null;

  @Column('uuid', { name: 'association_id', nullable: true })
  associationId!: string | null;
}
