import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Row class for inserts and updates of identity.organization. */
@Entity({ schema: 'identity', name: 'organization' })
export class OrganizationRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  name!: string;

  @Column({ type: 'text', name: 'sort_name', insert: false, update: false, select: false })
  sortName!: string;

  @Column('text', { name: 'partner_id' })
  partnerId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text', { name: 'leaver_policy' })
  leaverPolicy!: string;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;
}
