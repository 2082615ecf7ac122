import type { Caller } from './caller.js';

/** Which organisations' rows a transaction may touch: row level security reads it. */
export type Reach = { organizationId: string } | 'every-organization' | 'no-organization';

/** The rows a caller's reads may come from: people and machines their organisation's, operators every one's. */
export function reachOf(caller: Caller): Reach {
  if ('organizationId' in caller) return { organizationId: caller.organizationId };
  return caller.kind === 'operator' ? 'every-organization' : 'no-organization';
}

/** The statement that sets the reach for the rest of a transaction, and its values. */
export const SET_REACH = {
  name: 'set-reach',
  text: "SELECT set_config('app.organization_id', $1, true), set_config('app.reach', $2, true)",
};

/** Values for SET_REACH. */
export function reachSettings(reach: Reach): [organizationId: string, reach: string] {
  return typeof reach === 'object' ? [reach.organizationId, ''] : ['', reach];
}
