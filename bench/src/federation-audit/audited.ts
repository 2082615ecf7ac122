import type { Suite } from './audit.js';

/** An answer as the client reads it. */
export type Answer = { data?: unknown; errors?: readonly { message: string }[] };
/** A gateway over the supergraph of one suite. */
export type AuditedGateway = { ask(query: string): Promise<Answer>; stop(): Promise<void> };
export type StartAudited = (suite: Suite) => Promise<AuditedGateway>;
