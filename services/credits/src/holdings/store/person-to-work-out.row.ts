import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What somebody holds is to be worked out again. Only ever added; whoever works them out takes the marks away. */
@Entity({ name: 'person_to_work_out' })
export class PersonToWorkOutRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'organization_id', type: 'uuid' })
  organizationId!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;
}
