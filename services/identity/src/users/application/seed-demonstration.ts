import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { parseDisplayName, parseOrganizationName } from '../../organizations/domain/names.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import { parsePartnerId } from '../../organizations/domain/partner-id.js';
import { parseTenantId } from '../../organizations/domain/tenant-id.js';
import { anyOrganizationExists, insertOrganization } from '../../organizations/store/organization.store.js';
import { publishOrganizationChanged } from '../../organizations/store/organization-events.store.js';
import { parseEmailAddress } from '../domain/email-address.js';
import { normalizeRoles, type Role } from '../domain/role.js';
import type { User } from '../domain/user.js';
import { insertUser } from '../store/user.store.js';
import { recordActivities } from '../store/user-activity.store.js';
import { publishUserChanged } from '../store/user-events.store.js';
import { deactivateUser, deleteUserAccount } from './end-access.js';

/**
 * Organizations and users with the ids that the demonstration data of other services refer to; instants in days before
 * now.
 */
export type DemonstrationWorld = {
  readonly organizations: readonly {
    readonly id: string;
    readonly name: string;
    readonly partnerId: string;
    readonly tenantId: string;
    readonly leaverPolicy: LeaverPolicy;
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly organizationId: string;
    readonly email: string;
    readonly displayName: string;
    readonly objectId: string;
    readonly roles: readonly Role[];
    readonly invitedDaysAgo: number;
    readonly firstSignedInDaysAgo: number | null;
    readonly deactivatedDaysAgo?: number | null | undefined;
    readonly deletedDaysAgo?: number | null | undefined;
    readonly department?: string | null | undefined;
    readonly country?: string | null | undefined;
  }[];
};

type Person = DemonstrationWorld['people'][number];

const DAY_MS = 24 * 60 * 60 * 1000;
const DEMONSTRATION = { actor: 'demonstration', requestId: 'demonstration' };

/**
 * Creates the demonstration data and publishes it, unless one of its organizations exists. Unless loading has `begun`
 * in this database, any organization prevents it. Returns whether it created the data.
 */
export async function seedDemonstration(
  deps: Dependencies,
  world: DemonstrationWorld,
  begun = false,
): Promise<boolean> {
  const now = deps.clock.now();
  const daysAgo = (days: number) => new Date(now.getTime() - Math.round(days * DAY_MS));
  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    // A concurrent load waits until the first one has created everything.
    await manager.query(
      "SELECT set_config('lock_timeout', '2min', true), set_config('statement_timeout', '2min', true)",
    );
    await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('identity demonstration', 0))");
    const own = world.organizations.map(({ id }) => id);
    if (await anyOrganizationExists(manager, begun ? own : undefined)) return false;
    const oldest = Math.max(...world.people.map((person) => person.invitedDaysAgo));
    for (const organization of world.organizations) await seedOrganization(manager, organization, daysAgo(oldest));
    for (const person of world.people) await seedPerson(deps, manager, person, daysAgo);
    return true;
  });
}

async function seedOrganization(
  manager: EntityManager,
  { id, leaverPolicy, ...texts }: DemonstrationWorld['organizations'][number],
  at: Date,
): Promise<void> {
  const organization = await insertOrganization(manager, {
    id,
    leaverPolicy,
    name: required(parseOrganizationName(texts.name), texts.name),
    partnerId: required(parsePartnerId(texts.partnerId), texts.partnerId),
    tenantId: required(parseTenantId(texts.tenantId), texts.tenantId),
    registeredAt: at,
  });
  await publishOrganizationChanged(manager, required(organization, texts.name), {
    at,
    requestId: DEMONSTRATION.requestId,
  });
}

async function seedPerson(
  { reportDay }: Dependencies,
  manager: EntityManager,
  person: Person,
  daysAgo: (days: number) => Date,
): Promise<void> {
  const instant = (days: number | null | undefined) => (days === null || days === undefined ? null : daysAgo(days));
  const invitedAt = daysAgo(person.invitedDaysAgo);
  const firstSignedInAt = instant(person.firstSignedInDaysAgo);
  const user = required(
    await insertUser(manager, {
      id: person.id,
      organizationId: person.organizationId,
      email: required(parseEmailAddress(person.email), person.email),
      displayName: required(parseDisplayName(person.displayName), person.displayName),
      grantedRoles: normalizeRoles(person.roles),
      // The first sign-in of the person binds a pending invitation.
      objectId: firstSignedInAt === null ? null : person.objectId,
      invitedAt,
      firstSignedInAt,
      department: person.department ?? null,
      country: person.country ?? null,
    }),
    person.email,
  );
  const about = { organizationId: person.organizationId, userId: person.id, ...DEMONSTRATION };
  const invited = { ...about, kind: 'INVITED' as const, at: invitedAt };
  const signedIn = firstSignedInAt && {
    ...about,
    actor: `person:${person.id}`,
    kind: 'FIRST_SIGN_IN' as const,
    at: firstSignedInAt,
  };
  await recordActivities(manager, signedIn === null ? [invited] : [invited, signedIn]);
  await publishUserChanged(manager, user, { ...DEMONSTRATION, at: firstSignedInAt ?? invitedAt, reportDay });
  await seedDeparture(manager, user, instant(person.deactivatedDaysAgo), instant(person.deletedDaysAgo), reportDay);
}

async function seedDeparture(
  manager: EntityManager,
  user: User,
  deactivatedAt: Date | null,
  deletedAt: Date | null,
  reportDay: number,
): Promise<void> {
  const metadata = { ...DEMONSTRATION, reportDay };
  const left = deactivatedAt === null ? user : await deactivateUser(manager, user, { ...metadata, at: deactivatedAt });
  if (deletedAt !== null) await deleteUserAccount(manager, left, { ...metadata, at: deletedAt });
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demonstration data cannot be kept: ${what}`);
  return value;
}
