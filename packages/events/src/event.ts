import type { z } from 'zod';

/** A type of event: its versioned name and the schema of its body, the complete state of one aggregate. */
export type EventContract<Body extends EventBody = EventBody> = {
  /** CloudEvents `type`. An incompatible change of the body gets a new version in the name. */
  readonly type: string;
  readonly schema: z.ZodType<Body>;
};

/** Every body has the id and the version of its aggregate; consumers keep the newest version. */
export type EventBody = { readonly id: string; readonly version: number };

/** CloudEvents attributes and the body. */
export type EventEnvelope = {
  specversion: '1.0';
  id: string;
  type: string;
  source: string;
  /** When the change happened. */
  time: string;
  /** The request that caused the change, for tracing it through the logs. */
  requestId: string;
  data: unknown;
};

/** The request that caused an event, and when the change happened; the delivery may come much later. */
export type EventMetadata = { requestId: string; at: Date };
