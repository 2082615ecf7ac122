/** A member of a result union. */
export type Member = { __typename: string; message?: string };

/** What the test does with each cache. */
export type FrontEnd = {
  /** A designation, asked of the API, and as the cache has it afterwards. */
  designation(code: string): Promise<unknown>;
  designationInCache(code: string): Promise<unknown>;
  /** The first two users of a list, then the list with the next two, as a page shows it. */
  firstUsers(): Promise<User[]>;
  nextUsers(): Promise<User[]>;
  /** The list as the page shows it now. */
  usersInCache(): Promise<User[]>;
  invite(input: object): Promise<Member>;
  changeRoles(input: object): Promise<Member>;
  /** A query that is rejected, and its answer as the cache has it. */
  pending(flowId: string): Promise<Member>;
  pendingInCache(flowId: string): Promise<Member | undefined>;
};

export type User = { id: string; displayName: string; roles: readonly string[] };

export const DESIGNATION = `query Designation($code: ID!) { callerOrganization {
  id designation(code: $code) { code score metrics { code points } } } }`;
export const USERS = `query Users($cursor: String) { callerOrganization {
  id users(first: 2, after: $cursor) { edges { node { id displayName roles } } pageInfo { endCursor hasNextPage } } } }`;
export const INVITE = `mutation Invite($input: InviteUserInput!) { inviteUser(input: $input) {
  __typename ... on InviteUserSuccess { user { id displayName } } ... on UserError { message } } }`;
export const CHANGE_ROLES = `mutation ChangeRoles($input: ChangeUserRolesInput!) { changeUserRoles(input: $input) {
  __typename ... on ChangeUserRolesSuccess { user { id roles } } ... on UserError { message } } }`;
export const PENDING = `query Pending($flowId: ID!) { pendingAssociation(flowId: $flowId, completionCode: "none") {
  __typename ... on PendingAssociation { effect } ... on UserError { message } } }`;

export type Designation = { callerOrganization: { designation: unknown } };
export type Users = {
  callerOrganization: { users: { edges: { node: User }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
};
