import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Table identity.user_activity: append-only. */
@Entity({ schema: 'identity', name: 'user_activity' })
export class UserActivityRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  @Column('text')
  actor!: string;

  @Column('text', { name: 'request_id' })
  requestId!: string;
}
