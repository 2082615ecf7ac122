/** On account of what a state is announced. */
export type EventCause = { readonly at: Date; readonly requestId: string };

/** Identity as the publisher of its events. */
export const PUBLISHER = { service: 'identity', consumers: ['association', 'credits'] };
