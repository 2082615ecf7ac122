import { graphql } from 'relay-runtime';

// The compiler is no dependency of ours: it has 118 MB. `npx relay-compiler@21.0.1` in this folder writes the artifacts.
export const designation = graphql`
  query documentsDesignationQuery($code: ID!) {
    callerOrganization {
      id
      designation(code: $code) {
        code
        score
        metrics {
          code
          points
        }
      }
    }
  }
`;

export const users = graphql`
  query documentsUsersQuery($count: Int!, $cursor: String) {
    ...documents_users @arguments(count: $count, cursor: $cursor)
  }
`;

export const usersOfQuery = graphql`
  fragment documents_users on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "documentsNextUsersQuery") {
    callerOrganization {
      id
      users(first: $count, after: $cursor) @connection(key: "documents_users") {
        edges {
          node {
            id
            displayName
            roles
          }
        }
      }
    }
  }
`;

export const invite = graphql`
  mutation documentsInviteMutation($input: InviteUserInput!) {
    inviteUser(input: $input) {
      __typename
      ... on InviteUserSuccess {
        user {
          id
          displayName
        }
      }
      ... on UserError {
        message
      }
    }
  }
`;

export const changeRoles = graphql`
  mutation documentsChangeRolesMutation($input: ChangeUserRolesInput!) {
    changeUserRoles(input: $input) {
      __typename
      ... on ChangeUserRolesSuccess {
        user {
          id
          roles
        }
      }
      ... on UserError {
        message
      }
    }
  }
`;

export const pending = graphql`
  query documentsPendingQuery($flowId: ID!) {
    pendingAssociation(flowId: $flowId, completionCode: "none") {
      __typename
      ... on PendingAssociation {
        effect
      }
      ... on UserError {
        message
      }
    }
  }
`;
