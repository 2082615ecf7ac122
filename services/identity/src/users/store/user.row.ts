import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Row class for inserts and updates of identity.user_account. */
@Entity({ schema: 'identity', name: 'user_account' })
export class UserRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('integer')
  version!: number;

  @Column('uuid', { name: 'organization_id' })
  organizationId!: string;

  @Column('text')
  email!: string;

  @Column({ type: 'text', name: 'email_key', insert: false, update: false, select: false })
  emailKey!: string;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  @Column({ type: 'text', name: 'sort_name', insert: false, update: false, select: false })
  sortName!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text', { name: 'granted_roles', array: true })
  grantedRoles!: string[];

  @Column('text', { name: 'group_roles', array: true })
  groupRoles!: string[];

  @Column('text', { name: 'object_id', nullable: true })
  objectId!: string | null;

  @Column('timestamptz', { name: 'invited_at' })
  invitedAt!: Date;

  @Column('timestamptz', { name: 'invitation_sent_at', nullable: true })
  invitationSentAt!: Date | null;

  @Column('timestamptz', { name: 'first_signed_in_at', nullable: true })
  firstSignedInAt!: Date | null;

  @Column('timestamptz', { name: 'deactivated_at', nullable: true })
  deactivatedAt!: Date | null;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  @Column('timestamptz', { name: 'leaving_since', nullable: true })
  leavingSince!: Date | null;

  @Column('timestamptz', { name: 'past_offboardings', array: true })
  pastOffboardings!: Date[];

  @Column('boolean', { name: 'invited_again' })
  invitedAgain!: boolean;

  @Column('text', { nullable: true })
  department!: string | null;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text', { nullable: true })
  city!: string | null;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { nullable: true })
  manager!: string | null;

  @Column('text', { name: 'manager_name', nullable: true })
  managerName!: string | null;
}
