import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { parseDisplayName, parseOrganizationName } from '../../organizations/domain/names.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import { parsePartnerId } from '../../organizations/domain/partner-id.js';
import { parseTenantId } from '../../organizations/domain/tenant-id.js';
import { anyOrganizationExists, insertOrganization } from '../../organizations/store/organization.store.js';
import { announceOrganization } from '../../organizations/store/organization-events.store.js';
import { parseEmailAddress } from '../domain/email-address.js';
import { normalizeRoles, type Role } from '../domain/role.js';
import type { User } from '../domain/user.js';
import { insertUser } from '../store/user.store.js';
import { recordActivities } from '../store/user-activity.store.js';
import { announceUser } from '../store/user-events.store.js';
import { deactivateUser, deleteUserAccount } from './end-access.js';

/** Organisations and people with the ids that the other services' demonstration data refer to; instants in days before now. */
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
 * Makes the demonstration world, announced like everything else, unless one of its organizations exists. Where loading
 * has not `begun` in this database, any organization keeps it away. True when it made the world.
 */
export async function seedDemonstration(
  deps: Dependencies,
  world: DemonstrationWorld,
  begun = false,
): Promise<boolean> {
  const now = deps.clock.now();
  const daysAgo = (days: number) => new Date(now.getTime() - Math.round(days * DAY_MS));
  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    // A second load waits for a whole world to be made.
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
  await announceOrganization(manager, required(organization, texts.name), { at, requestId: DEMONSTRATION.requestId });
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
      // An invitation that waits is bound by the person's own first sign-in.
      objectId: firstSignedInAt === null ? null : person.objectId,
      invitedAt,
      invitationSentAt: invitedAt,
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
  await announceUser(manager, user, { ...DEMONSTRATION, at: firstSignedInAt ?? invitedAt, reportDay });
  await seedDeparture(manager, user, instant(person.deactivatedDaysAgo), instant(person.deletedDaysAgo), reportDay);
}

async function seedDeparture(
  manager: EntityManager,
  user: User,
  deactivatedAt: Date | null,
  deletedAt: Date | null,
  reportDay: number,
): Promise<void> {
  const cause = { ...DEMONSTRATION, reportDay };
  const left = deactivatedAt === null ? user : await deactivateUser(manager, user, { ...cause, at: deactivatedAt });
  if (deletedAt !== null) await deleteUserAccount(manager, left, { ...cause, at: deletedAt });
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demonstration data cannot be kept: ${what}`);
  return value;
}
