import { columns, oneOf } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import { type EntityManager, In } from 'typeorm';
import type { LeaverPolicy, Organization } from '../domain/organization.js';
import { ORGANIZATION, OrganizationRow } from './organization.row.js';

/** The values of a registration. Only demonstration data gives the id. */
export type NewOrganization = Pick<
  Organization,
  'name' | 'partnerId' | 'tenantId' | 'leaverPolicy' | 'registeredAt'
> & { readonly id?: string };

/** Values that a change may replace. */
export type OrganizationChanges = Partial<
  Omit<Organization, 'id' | 'version' | 'partnerId' | 'tenantId' | 'registeredAt'>
>;

const BY_ID = {
  columns: ORGANIZATION,
  text: `SELECT ${ORGANIZATION} FROM identity.organization o WHERE o.id = $1`,
};

const LOCKED_BY_ID = { columns: ORGANIZATION, text: `${BY_ID.text} FOR NO KEY UPDATE` };

const HELD_POLICY = {
  columns: columns({ policy: oneOf<LeaverPolicy>('leaver_policy') }),
  text: 'SELECT leaver_policy AS policy FROM identity.organization WHERE id = $1 FOR SHARE',
};

/** Inserts an organization; undefined when its tenant or PartnerID is taken. */
export async function insertOrganization(
  manager: EntityManager,
  organization: NewOrganization,
): Promise<Organization | undefined> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(OrganizationRow)
    .values({ ...organization, version: 1 })
    .orIgnore()
    .returning('id')
    .execute();
  const [row] = inserted.raw as { id: string }[];
  return row === undefined ? undefined : findOrganization(manager, row.id);
}

/** Finds an organization in the tenant scope of the transaction. */
export async function findOrganization(manager: EntityManager, id: string): Promise<Organization | undefined> {
  return (await queryRows(manager, BY_ID, [id]))[0];
}

/** Reads the leaver policy and locks it against changes until the transaction ends. */
export async function lockLeaverPolicy(manager: EntityManager, id: string): Promise<LeaverPolicy> {
  const [row] = await queryRows(manager, HELD_POLICY, [id]);
  if (row === undefined) throw new Error('A user has no organization.');
  return row.policy;
}

/** Finds an organization and locks it until the transaction ends. */
export async function lockOrganization(manager: EntityManager, id: string): Promise<Organization | undefined> {
  return (await queryRows(manager, LOCKED_BY_ID, [id]))[0];
}

/** Updates a locked organization and returns its new version. */
export async function updateOrganization(
  manager: EntityManager,
  organization: Organization,
  changes: OrganizationChanges,
): Promise<Organization> {
  const changed: Organization = { ...organization, ...changes, version: organization.version + 1 };
  await manager.update(OrganizationRow, { id: organization.id }, { ...changes, version: changed.version });
  return changed;
}

/** Whether an organization exists, among these ids if given. */
export async function anyOrganizationExists(manager: EntityManager, ids?: readonly string[]): Promise<boolean> {
  return manager.exists(OrganizationRow, ids && { where: { id: In([...ids]) } });
}

const BY_IDS = {
  name: 'organizations-by-id',
  isPlannedOnce: true,
  columns: ORGANIZATION,
  text: `SELECT ${ORGANIZATION} FROM identity.organization o WHERE o.id = ANY ($1::uuid[])`,
};

/** Reads organizations by id in one statement, unordered; omits those absent or outside the tenant scope. */
export async function readOrganizations(reads: RequestReads, ids: readonly string[]): Promise<Organization[]> {
  return reads.query(BY_IDS, [ids.filter(isUuid)]);
}
