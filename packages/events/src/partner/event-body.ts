import { z } from 'zod';
import { PARTNER_EVENTS, type PartnerEvent, type PartnerEventType } from './partner-events.js';

const EXAMPLE_ID = 'evt_0193a5b0c1f27c1e8f7a4d3b2c1a0f9e';
const EXAMPLE = {
  timestamp: '2026-11-22T16:55:55.623Z',
  organizationId: '0f1c7d2a-5b84-4e93-9a06-3d8e1f7b2c45',
  sequence: 4711,
};

/** A type of event as integrators read it: the JSON Schema of its whole body, and an example. */
export type DocumentedEvent = {
  readonly type: PartnerEventType;
  readonly description: string;
  /** JSON Schema 2020-12. It allows unknown fields, because fields are added. */
  readonly schema: object;
  readonly example: object;
};

const contracts = new Map(PARTNER_EVENTS.map((contract) => [contract.type, contract]));

/** The data of an event without fields that its contract does not have. Throws when it breaks its contract. */
export function parseEventData({ type, data }: PartnerEvent): object {
  const contract = contracts.get(type);
  if (!contract) throw new Error(`There is no event of the type ${type}.`);
  return contract.data.parse(data);
}

/** All types of events with schema and example. */
export function documentEvents(): DocumentedEvent[] {
  return PARTNER_EVENTS.map(({ type, description, subject, data, example }) => ({
    type,
    description,
    schema: z.toJSONSchema(
      z
        .object({
          id: z
            .string()
            .regex(/^evt_[0-9a-f]{32}$/)
            .describe('Identifies the event; the header webhook-id of every delivery of it.'),
          type: z.literal(type),
          timestamp: z.iso.datetime().describe('When it happened.'),
          organizationId: z.uuid(),
          sequence: z.int().positive().describe('Rises by one from event to event of the organization.'),
          subject: z.string().describe(`What the event is about: ${subject}.`),
          subjectVersion: z
            .int()
            .positive()
            .describe('Of two events about one subject the higher version is the newer.'),
          data,
        })
        .describe(description),
      // The format says it; the patterns of the library are hard to read.
      { io: 'input', override: ({ jsonSchema }) => void (jsonSchema.format && delete jsonSchema.pattern) },
    ),
    example: { id: EXAMPLE_ID, type, ...EXAMPLE, ...example },
  }));
}
