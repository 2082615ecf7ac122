import { z } from 'zod';

/** The learning sources. */
export const source = z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']);

/** A person: the user, and the pseudonym within the organization that reports without names use. */
export const personFields = { userId: z.uuid(), personRef: z.string() };

/** The person and the link of the examples. */
export const EXAMPLE_PERSON = {
  userId: '7c2e4b1a-9d3f-4c58-8a61-0f5e2d7b9c34',
  personRef: '02cd4283-6b1e-4f70-9c2d-a1e85b3f7d46',
};
export const EXAMPLE_ASSOCIATION = '0193a5b0-7e21-7d43-8b9a-5c1f0e6d2a87';
