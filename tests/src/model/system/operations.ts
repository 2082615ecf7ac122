const LINK = 'id source profileId status startedAt endedAt endReason user { id } organization { id }';
const ALLOWANCE = 'limit used remaining countedStarts canAssociateNow nextAssociationAt coolOffEndsAt';
const REFUSALS = `... on AssociationCoolOffError { message nextAssociationAt }
  ... on AssociationLimitError { message nextAssociationAt limit used }
  ... on AnotherProfileLinkedError { association { ${LINK} } }`;

export const BEGIN = `mutation ($input: BeginAssociationInput!) { beginAssociation(input: $input) { __typename
  ... on BeginAssociationSuccess { flowId signInUrl expiresAt } ${REFUSALS} } }`;

export const PENDING = `query ($flowId: ID!, $completionCode: String!) {
  pendingAssociation(flowId: $flowId, completionCode: $completionCode) { __typename
    ... on PendingAssociation { source profileId organization { id } effect endsAssociationElsewhere expiresAt
      refusal { __typename message } allowanceAfter { ${ALLOWANCE} } }
    ... on AssociationFlowError { problem } } }`;

export const CONFIRM = `mutation ($input: ConfirmAssociationInput!) { confirmAssociation(input: $input) { __typename
  ... on ConfirmAssociationSuccess { association { ${LINK} } allowance { ${ALLOWANCE} } }
  ... on AssociationFlowError { problem } ${REFUSALS} } }`;

export const REMOVE = `mutation ($input: RemoveAssociationInput!) { removeAssociation(input: $input) { __typename
  ... on RemoveAssociationSuccess { association { ${LINK} } allowance { ${ALLOWANCE} } } } }`;

export const OVERVIEW = `{ viewer { associations(first: 50) { nodes { ${LINK} } }
  learnLink: activeAssociation(source: MICROSOFT_LEARN) { ${LINK} }
  universityLink: activeAssociation(source: PARTNER_UNIVERSITY) { ${LINK} }
  learnAllowance: associationAllowance(source: MICROSOFT_LEARN) { ${ALLOWANCE} }
  universityAllowance: associationAllowance(source: PARTNER_UNIVERSITY) { ${ALLOWANCE} } } }`;

export const SEEN_BY_ADMIN = `query ($id: ID!) { user(id: $id) { associations(first: 50) { nodes { ${LINK} } } } }`;

export const REGISTER = `mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { __typename
  ... on RegisterOrganizationSuccess { organization { id } } } }`;

export const INVITE = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { __typename
  ... on InviteUserSuccess { user { id status } } } }`;

export const DELETE_USER = `mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { __typename
  ... on DeleteUserSuccess { leavesReportAt user { status } } } }`;

export const RESTORE_USER = `mutation ($input: RestoreUserInput!) { restoreUser(input: $input) { __typename
  ... on RestoreUserSuccess { user { status } } } }`;

export const ISSUE_SCIM_TOKEN = `mutation ($input: IssueScimTokenInput!) { issueScimToken(input: $input) { __typename
  ... on IssueScimTokenSuccess { secret } } }`;

export const MERGE = `mutation ($input: RecordProfileMergeInput!) { recordProfileMerge(input: $input) { __typename
  ... on RecordProfileMergeSuccess { association { status startedAt } } } }`;
