import { readFileSync } from 'node:fs';
import { z } from 'zod';

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const email = z.string().regex(/^[a-z0-9.+-]+@([a-z0-9-]+\.)+example$/);
const daysAgo = z.number().min(0);
const source = z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']);
const role = z.enum([
  'GLOBAL_ADMIN',
  'ACCOUNT_ADMIN',
  'USER_MANAGEMENT_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
  'REPORT_VIEWER',
]);
const endReason = z.enum(['REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED']);
const permission = z.enum([
  'organizations:write',
  'achievements:write',
  'metrics:write',
  'users:read',
  'users:write',
  'reports:read',
  'reports:read.pii',
  'exports:run',
  'webhooks:write',
]);

const organization = z.strictObject({
  id: uuid,
  name: z.string(),
  partnerId: z.string(),
  tenantId: uuid,
  leaverPolicy: z.enum(['ON_DEACTIVATE', 'ON_DELETE']),
});
const person = z.strictObject({
  id: uuid,
  organizationId: uuid,
  email,
  displayName: z.string(),
  objectId: uuid,
  roles: z.array(role),
  invitedDaysAgo: daysAgo,
  firstSignedInDaysAgo: daysAgo.nullable(),
  deactivatedDaysAgo: daysAgo.optional(),
  deletedDaysAgo: daysAgo.optional(),
  department: z.string().optional(),
  country: z.string().optional(),
});
const unknownAccount = z.strictObject({
  email,
  displayName: z.string(),
  tenantId: uuid,
  objectId: uuid,
  note: z.string(),
});
const machine = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  tenantId: uuid,
  objectId: uuid,
  permissions: z.array(permission).min(1),
});
const learningAccount = z.strictObject({
  source,
  login: email,
  subject: z.string(),
  displayName: z.string(),
  profileId: z.string().nullable(),
  outcome: z.enum(['SIGNS_IN', 'NO_ACCOUNT']).default('SIGNS_IN'),
  note: z.string().optional(),
});
const association = z.strictObject({
  id: uuid,
  source,
  profileId: z.string(),
  personId: uuid,
  organizationId: uuid,
  startedDaysAgo: daysAgo,
  endedDaysAgo: daysAgo.nullable(),
  endReason: endReason.nullable(),
});
const achievement = z.strictObject({
  externalId: z.string(),
  source,
  profileId: z.string(),
  credentialCode: z.string(),
  achievedDaysAgo: daysAgo,
});
const revocation = z.strictObject({ source, externalId: z.string(), reason: z.string(), revokedDaysAgo: daysAgo });
const figure = z.strictObject({
  organizationId: uuid,
  designation: z.string().nullable(),
  metric: z.string(),
  value: z.number(),
  holdsFromDaysAgo: daysAgo,
});
const course = z.strictObject({
  uid: z.string(),
  kind: z.enum(['MODULE', 'LEARNING_PATH']),
  title: z.string(),
  roles: z.array(z.string()),
  products: z.array(z.string()),
});
const completion = z.strictObject({ profileId: z.string(), uid: z.string(), completedDaysAgo: daysAgo });
const demonstrationAccount = z.strictObject({
  personId: uuid,
  organizationId: uuid,
  login: email,
  source,
  learningLogin: email,
  profileId: z.string(),
  designation: z.string(),
  decidingCredential: z.string(),
});

const demonstration = z.strictObject({
  about: z.string(),
  platformTenantId: uuid,
  /** Names of the people who appear in `about` and in the documents. */
  story: z.array(z.string()).min(1),
  demonstrationAccount,
  organizations: z.array(organization),
  people: z.array(person),
  unknownAccounts: z.array(unknownAccount),
  machines: z.array(machine),
  learningAccounts: z.array(learningAccount),
  associations: z.array(association),
  achievements: z.array(achievement),
  revocations: z.array(revocation),
  figures: z.array(figure),
  courses: z.array(course),
  completions: z.array(completion),
});

/**
 * The demonstration world: people, their organizations, achievements and links. Instants are days before the first
 * start.
 */
export type Demonstration = z.infer<typeof demonstration>;

/** Reads and validates demonstration.json; throws with every fault named by its path, in one line. */
export function readDemonstration(path: string): Demonstration {
  const parsed = demonstration.safeParse(readJson(path));
  if (!parsed.success)
    throw new Error(`DEMONSTRATION_FILE: holds no demonstration world: ${parsed.error.issues.map(faultIn).join(', ')}`);
  return parsed.data;
}

/** Null for a file that cannot be read. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function faultIn({ path }: z.core.$ZodIssue): string {
  return path.length > 0 ? path.join('.') : 'no JSON file that this process can read';
}
