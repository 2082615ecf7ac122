import type { ContextWith } from '../../dependencies.js';

/** The GraphQL context of events; they need no loaders. */
export type EventsContext = ContextWith<object>;
