import { type ApolloClient, gql, type TypedDocumentNode } from '@apollo/client';
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

const documentOf = <Data>(text: string): TypedDocumentNode<Data, Record<string, unknown>> => gql(text);

/** A front end with Apollo Client. */
export function apolloFrontEnd(client: ApolloClient): FrontEnd {
  const ask = async <Data>(text: string, variables: Record<string, unknown>) => {
    const { data } = await client.query({ query: documentOf<Data>(text), variables, fetchPolicy: 'network-only' });
    if (data === undefined) throw new Error('There is no data.');
    return data;
  };
  const inCache = <Data>(text: string, variables: Record<string, unknown>) =>
    client.readQuery({ query: documentOf<Data>(text), variables });
  const change = async <Data>(text: string, input: object) => {
    const { data } = await client.mutate({ mutation: documentOf<Data>(text), variables: { input } });
    if (data === undefined) throw new Error('There is no data.');
    return data;
  };
  const list = client.watchQuery({ query: documentOf<Users>(USERS), variables: { cursor: null } });
  const users = () => {
    const found = inCache<Users>(USERS, { cursor: null });
    if (found === null) throw new Error('The cache has no users.');
    return found.callerOrganization.users;
  };
  const shown = () => users().edges.map(({ node }) => node);
  return {
    designation: async (code) => (await ask<Designation>(DESIGNATION, { code })).callerOrganization.designation,
    designationInCache: async (code) => inCache<Designation>(DESIGNATION, { code })?.callerOrganization.designation,
    firstUsers: async () => {
      await list.refetch();
      return shown();
    },
    nextUsers: async () => {
      await list.fetchMore({ variables: { cursor: users().pageInfo.endCursor } });
      return shown();
    },
    usersInCache: async () => shown(),
    invite: async (input) => (await change<{ inviteUser: Member }>(INVITE, input)).inviteUser,
    changeRoles: async (input) => (await change<{ changeUserRoles: Member }>(CHANGE_ROLES, input)).changeUserRoles,
    pending: async (flowId) => (await ask<{ pendingAssociation: Member }>(PENDING, { flowId })).pendingAssociation,
    pendingInCache: async (flowId) => inCache<{ pendingAssociation: Member }>(PENDING, { flowId })?.pendingAssociation,
  };
}
