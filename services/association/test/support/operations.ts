const ASSOCIATION = 'id source profileId status startedAt endedAt endReason user { id } organization { id }';
const ALLOWANCE = 'source limit used remaining countedStarts canAssociateNow nextAssociationAt coolOffEndsAt';
const REFUSALS = `... on UserError { message }
  ... on AssociationCoolOffError { nextAssociationAt }
  ... on AssociationLimitError { nextAssociationAt limit used }
  ... on AnotherProfileLinkedError { association { ${ASSOCIATION} } }`;

export const BEGIN = `mutation ($input: BeginAssociationInput!) { beginAssociation(input: $input) { __typename
  ... on BeginAssociationSuccess { flowId signInUrl expiresAt } ${REFUSALS} } }`;

export const CONFIRM = `mutation ($input: ConfirmAssociationInput!) { confirmAssociation(input: $input) { __typename
  ... on ConfirmAssociationSuccess { association { ${ASSOCIATION} } allowance { ${ALLOWANCE} } }
  ... on AssociationFlowError { problem } ${REFUSALS} } }`;

export const REMOVE = `mutation ($input: RemoveAssociationInput!) { removeAssociation(input: $input) { __typename
  ... on RemoveAssociationSuccess { association { ${ASSOCIATION} } allowance { ${ALLOWANCE} } }
  ... on UserError { message } } }`;

export const PENDING = `query ($flowId: ID!, $completionCode: String!) {
  pendingAssociation(flowId: $flowId, completionCode: $completionCode) { __typename
  ... on PendingAssociation { flowId source profileId accountName organization { id } effect endsAssociationElsewhere expiresAt
    refusal { __typename message } allowanceAfter { ${ALLOWANCE} } }
  ... on AssociationFlowError { message problem } } }`;

export const USER = `query ($representations: [_Any!]!, $source: LearningSource = MICROSOFT_LEARN) {
  _entities(representations: $representations) { ... on User { id
    activeAssociation(source: $source) { ${ASSOCIATION} }
    associations(first: 10) { nodes { ${ASSOCIATION} } totalCount pageInfo { hasNextPage endCursor } }
    associationAllowance(source: $source) { ${ALLOWANCE} } } } }`;
