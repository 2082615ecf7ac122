import type { Person } from '@app/subgraph-kit/callers/caller';
import { forbidden } from '@app/subgraph-kit/graphql/errors';
import type { CalendarContext } from './context.js';

/** The caller as the user who changes their own calendar: denies tokens that another program holds for a user. */
export function calendarOwner({ caller }: CalendarContext): Person {
  if (caller.kind !== 'person' || caller.delegated)
    throw forbidden('Only the person themselves may change their calendar, signed in with their own work account.');
  return caller;
}
