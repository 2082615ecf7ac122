import type { z } from 'zod';

/** One kind of event: its name with a version, and the whole state of one aggregate as its body. */
export type EventContract<Body extends EventBody = EventBody> = {
  /** CloudEvents `type`; a body that changes incompatibly gets a new version in the name. */
  readonly type: string;
  readonly schema: z.ZodType<Body>;
};

/** Every body names its aggregate and the aggregate's version: the consumer keeps the newest. */
export type EventBody = { readonly id: string; readonly version: number };

/** What is sent: CloudEvents attributes and the body. */
export type EventEnvelope = {
  specversion: '1.0';
  id: string;
  type: string;
  source: string;
  /** When the change happened. */
  time: string;
  /** The request that caused it, for following a change through the logs. */
  requestId: string;
  data: unknown;
};
