import { z } from 'zod';

const source = z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']);
const daysAgo = z.number().min(0);

/** The part of the demonstration file that concerns credits. Instants are days before the first start. */
export const demonstrationWorld = z.object({
  organizations: z.array(z.object({ id: z.uuid() })),
  people: z.array(z.object({ id: z.uuid() })),
  associations: z.array(z.object({ id: z.uuid() })),
  achievements: z.array(
    z.object({
      externalId: z.string(),
      source,
      profileId: z.string(),
      credentialCode: z.string(),
      achievedDaysAgo: daysAgo,
    }),
  ),
  revocations: z.array(z.object({ source, externalId: z.string(), reason: z.string(), revokedDaysAgo: daysAgo })),
  figures: z.array(
    z.object({
      organizationId: z.uuid(),
      designation: z.string().nullable(),
      metric: z.string(),
      value: z.number(),
      holdsFromDaysAgo: daysAgo,
    }),
  ),
  courses: z.array(
    z.object({
      uid: z.string(),
      kind: z.enum(['MODULE', 'LEARNING_PATH']),
      title: z.string(),
      roles: z.array(z.string()),
      products: z.array(z.string()),
    }),
  ),
  completions: z.array(z.object({ profileId: z.string(), uid: z.string(), completedDaysAgo: daysAgo })),
});

/** Reads the part of the demonstration file that concerns this service. */
export type DemonstrationWorld = z.output<typeof demonstrationWorld>;
