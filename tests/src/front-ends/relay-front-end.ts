import {
  commitMutation,
  createOperationDescriptor,
  type Environment,
  fetchQuery,
  type GraphQLTaggedNode,
  getRequest,
  getSingularSelector,
} from 'relay-runtime';
import type { Designation, FrontEnd, Member, Users } from './front-end.js';
import usersFragment from './relay/__generated__/documents_users.graphql.js';
import changeRoles from './relay/__generated__/documentsChangeRolesMutation.graphql.js';
import designation from './relay/__generated__/documentsDesignationQuery.graphql.js';
import invite from './relay/__generated__/documentsInviteMutation.graphql.js';
import nextUsers from './relay/__generated__/documentsNextUsersQuery.graphql.js';
import pending from './relay/__generated__/documentsPendingQuery.graphql.js';
import users from './relay/__generated__/documentsUsersQuery.graphql.js';

/** A front end with Relay, without React. */
export function relayFrontEnd(environment: Environment): FrontEnd {
  const inCache = (query: GraphQLTaggedNode, variables: object): unknown =>
    environment.lookup(createOperationDescriptor(getRequest(query), { ...variables }).fragment).data;
  const ask = async (query: GraphQLTaggedNode, variables: object): Promise<unknown> => {
    const operation = createOperationDescriptor(getRequest(query), { ...variables });
    // Relay collects what no query holds.
    environment.retain(operation);
    await fetchQuery(environment, query, { ...variables }, { fetchPolicy: 'network-only' }).toPromise();
    return inCache(query, variables);
  };
  const change = <Data>(mutation: GraphQLTaggedNode, input: object): Promise<Data> =>
    new Promise((onCompleted, onError) => {
      const variables = { input };
      commitMutation(environment, {
        mutation,
        variables,
        onCompleted: (response) => onCompleted(response as Data),
        onError,
      });
    });
  const list = () => {
    const pointer = inCache(users, { count: 2, cursor: null });
    const selector = getSingularSelector(usersFragment, pointer);
    const { data } = environment.lookup(selector);
    return (data as unknown as Users).callerOrganization.users;
  };
  const shown = () => list().edges.map(({ node }) => node);
  return {
    designation: async (code) => ((await ask(designation, { code })) as Designation).callerOrganization.designation,
    designationInCache: async (code) => (inCache(designation, { code }) as Designation).callerOrganization.designation,
    firstUsers: async () => {
      await ask(users, { count: 2, cursor: null });
      return shown();
    },
    nextUsers: async () => {
      await ask(nextUsers, { count: 2, cursor: list().pageInfo.endCursor });
      return shown();
    },
    usersInCache: async () => shown(),
    invite: async (input) => (await change<{ inviteUser: Member }>(invite, input)).inviteUser,
    changeRoles: async (input) => (await change<{ changeUserRoles: Member }>(changeRoles, input)).changeUserRoles,
    pending: async (flowId) => ((await ask(pending, { flowId })) as { pendingAssociation: Member }).pendingAssociation,
    pendingInCache: async (flowId) =>
      (inCache(pending, { flowId }) as { pendingAssociation: Member }).pendingAssociation,
  };
}
