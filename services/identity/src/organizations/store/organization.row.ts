import { columns, instant, integer, oneOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { OrganizationName } from '../domain/names.js';
import type { LeaverPolicy } from '../domain/organization.js';
import type { PartnerId } from '../domain/partner-id.js';
import type { TenantId } from '../domain/tenant-id.js';

/** Columns that statements read. */
export const ORGANIZATION = columns(
  {
    id: uuid(),
    version: integer(),
    name: text<OrganizationName>(),
    partnerId: text<PartnerId>(),
    tenantId: uuid<TenantId>(),
    leaverPolicy: oneOf<LeaverPolicy>(),
    registeredAt: instant(),
  },
  'o',
);

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
