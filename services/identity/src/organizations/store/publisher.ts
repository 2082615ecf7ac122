/** Instant and request of the change that an event reports. */
export type EventMetadata = { readonly at: Date; readonly requestId: string };

/** Identity as a publisher, with the services that consume its events. */
export const PUBLISHER = { service: 'identity', consumers: ['association', 'credits'] };
