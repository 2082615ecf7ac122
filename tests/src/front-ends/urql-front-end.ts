import type { Client, RequestPolicy } from '@urql/core';
import {
  CHANGE_ROLES,
  DESIGNATION,
  type Designation,
  type FrontEnd,
  INVITE,
  type Member,
  PENDING,
  USERS,
  type Users,
} from './front-end.js';

/** A front end with urql and its normalized cache. */
export function urqlFrontEnd(client: Client): FrontEnd {
  const ask = async <Data>(query: string, variables: object, requestPolicy: RequestPolicy = 'network-only') => {
    const { data, error } = await client.query<Data>(query, variables, { requestPolicy }).toPromise();
    if (error !== undefined) throw error;
    return data;
  };
  const change = async <Data>(mutation: string, input: object) => {
    const { data, error } = await client.mutation<Data>(mutation, { input }).toPromise();
    if (data === undefined) throw error ?? new Error('There is no data.');
    return data;
  };
  const designation = async (code: string, policy?: RequestPolicy) =>
    (await ask<Designation>(DESIGNATION, { code }, policy))?.callerOrganization.designation;
  const users = async (cursor: string | null, policy?: RequestPolicy) => {
    const data = await ask<Users>(USERS, { cursor }, policy);
    if (data === undefined) throw new Error('The cache has no users.');
    return data.callerOrganization.users;
  };
  const pending = async (flowId: string, policy?: RequestPolicy) =>
    (await ask<{ pendingAssociation: Member }>(PENDING, { flowId }, policy))?.pendingAssociation;
  let cursor: string | null = null;
  const shown = ({ edges, pageInfo }: Awaited<ReturnType<typeof users>>) => {
    cursor = pageInfo.endCursor;
    return edges.map(({ node }) => node);
  };
  return {
    designation: (code) => designation(code),
    designationInCache: (code) => designation(code, 'cache-only'),
    firstUsers: async () => shown(await users(null)),
    nextUsers: async () => shown(await users(cursor)),
    usersInCache: async () => (await users(null, 'cache-only')).edges.map(({ node }) => node),
    invite: async (input) => (await change<{ inviteUser: Member }>(INVITE, input)).inviteUser,
    changeRoles: async (input) => (await change<{ changeUserRoles: Member }>(CHANGE_ROLES, input)).changeUserRoles,
    pending: async (flowId) => (await pending(flowId)) as Member,
    pendingInCache: (flowId) => pending(flowId, 'cache-only'),
  };
}
