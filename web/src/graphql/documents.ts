// Written by `npm run schemas` from the .graphql files beside the pages.
import type { TrustedDocument } from '@app/client/document';
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** ACCOUNT_DELETED: deactivation or deletion took effect at a report refresh. */
export type AssociationEndReason =
  | 'ACCOUNT_DELETED'
  | 'MOVED_TO_ANOTHER_ORGANIZATION'
  | 'REMOVED_BY_USER'
  | '%future added value';

/** Why a flow cannot be confirmed. UNKNOWN also stands for the flows of other people and for a wrong code. */
export type AssociationFlowProblem =
  /** The sign-in ended before the person chose an account and consented: they can start again and choose one. */
  | 'ACCOUNT_NOT_CHOSEN'
  /** The person canceled the sign-in at the learning source, or the source denied it. */
  | 'CANCELLED'
  /** The flow is over: another one was begun, another browser or person presented it, or five codes were wrong. */
  | 'DEAD'
  /** The flow began ten minutes ago or earlier. */
  | 'EXPIRED'
  /** The profile at the learning source has no id yet: the person has to generate it. */
  | 'MCID_NOT_GENERATED'
  /** The sign-in at the learning source has not been finished yet. */
  | 'NOT_PROVEN'
  /** The learning source knows no such account: the person can choose another one, or create a profile. */
  | 'NO_LEARNING_ACCOUNT'
  /** The profile at the learning source has no usable id: the person has to complete it. */
  | 'PROFILE_INCOMPLETE'
  /** The sign-in failed, or its result proves no profile: the person can try again. */
  | 'SIGN_IN_FAILED'
  /** This person has no such flow, or the completion code is not its code. */
  | 'UNKNOWN'
  | '%future added value';

/** ACTIVE from its start until it ends; a leaver’s is active until the report refresh. */
export type AssociationStatus =
  | 'ACTIVE'
  | 'ENDED'
  | '%future added value';

/** Which learning profile to link, and where the browser goes afterwards. */
export type BeginAssociationInput = {
  /** An address below one of the registered front ends. The browser returns to it with `flow` and `completion_code`, or with `flow` and `problem`, a value of AssociationFlowProblem in lower case. */
  readonly returnTo: string;
  readonly source: LearningSource;
};

/** Which flow to commit, with the code that the browser received. */
export type ConfirmAssociationInput = {
  readonly completionCode: string;
  readonly flowId: string;
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
};

/** The kind of proof. */
export type CredentialKind =
  /** Earned in a lab at Microsoft Learn; counts for specializations only. */
  | 'APPLIED_SKILL'
  /** Passed at Partner University. */
  | 'ASSESSMENT'
  /** Earned by exams at Microsoft Learn. */
  | 'CERTIFICATION'
  /** A passed exam that earns a certification only together with other exams or a prerequisite. It is shown and counts nowhere. */
  | 'EXAM'
  | '%future added value';

/** NONE for a credential without a level. */
export type CredentialLevel =
  | 'ASSOCIATE'
  | 'EXPERT'
  | 'FUNDAMENTALS'
  | 'NONE'
  | 'SPECIALTY'
  | '%future added value';

/** Why a credit adds no points. */
export type CreditReason =
  /** Other people reach the cap of the step or the metric; a gate itself pays nothing. */
  | 'CAP_REACHED'
  /** Its last day has passed. The person has to earn it again. */
  | 'EXPIRED'
  /** Pending, or counted a moment ago and not part of this score yet: try again in a minute. */
  | 'LAG'
  /** The profile is linked to another organization now. */
  | 'MOVED_AWAY'
  /** No designation or specialization requires it today. */
  | 'NOT_IN_ANY_REQUIREMENT'
  /** The user unlinked the profile. A new association brings the credit back. */
  | 'NOT_LINKED'
  /** The person counts once per step, and another credential of the person does. */
  | 'PERSON_ALREADY_COUNTED'
  /** The account was deactivated or deleted, and the report refresh after that has passed. */
  | 'PERSON_LEFT'
  /** Earned after the credential retired, or the year in which a retired credential still counts has passed. */
  | 'RETIRED'
  /** The learning source revoked it. */
  | 'REVOKED'
  /** An earlier step of the metric, a gate, lacks people. */
  | 'STEP_NOT_REACHED'
  | '%future added value';

/** Whether the organization counts the credit, and whether it keeps counting it. */
export type CreditState =
  /** Held by a linked person, active and named by a requirement. It may still add no points: see reasons. */
  | 'COUNTED'
  /** No longer part of this organization, as the person left or the association ended. */
  | 'DROPPED'
  /** The person left; it counts until dropsAt. */
  | 'DROP_SCHEDULED'
  /** Held, but expired, revoked, retired or named by no requirement. */
  | 'NOT_COUNTED'
  /** Waits to be counted: within seconds, by expectedBy at the latest. */
  | 'PENDING'
  | '%future added value';

/** The system that holds a person's achievements. The two are independent slots (R15). */
export type LearningSource =
  | 'MICROSOFT_LEARN'
  | 'PARTNER_UNIVERSITY'
  | '%future added value';

/** What confirming would do. REINSTATE continues a leaver’s association and uses nothing up. */
export type PendingEffect =
  | 'ALREADY_LINKED'
  | 'MOVE'
  | 'NEW'
  | 'REFUSED'
  | 'REINSTATE'
  | '%future added value';

/** Which link to remove. */
export type RemoveAssociationInput = {
  readonly source: LearningSource;
};

/** What a user may do for the organization. Linking one’s own profile needs no role (R1). */
export type Role =
  /** Sees users and roster; invites, invites again and changes roles, except those of a GLOBAL_ADMIN. */
  | 'ACCOUNT_ADMIN'
  /** Sees the roster and reports with names; of a user id, displayName and email. */
  | 'EXECUTIVE_REPORT_VIEWER'
  /** Everything in the organization: settings, users, also deleting and restoring them, directory tokens, roster, links and profile ids, reports with names. Links and unlinks only the own profile (R4). */
  | 'GLOBAL_ADMIN'
  /** Sees users, roster, links and profile ids of all users, and reports with names. Changes none of them. */
  | 'PARTNER_ADMIN'
  /** Sees designations, totals and reports without names: users under a personRef. */
  | 'REPORT_VIEWER'
  /** The same as ACCOUNT_ADMIN. */
  | 'USER_MANAGEMENT_ADMIN'
  | '%future added value';

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly viewer: { readonly id: string, readonly displayName: string, readonly email: string, readonly roles: ReadonlyArray<Role>, readonly leavesReportAt: string | null } | null, readonly callerOrganization: { readonly id: string, readonly name: string } | null };

export type MyLearnProfileQueryVariables = Exact<{
  states?: ReadonlyArray<CreditState> | CreditState | null | undefined;
  after?: string | null | undefined;
}>;


export type MyLearnProfileQuery = { readonly viewer: { readonly id: string, readonly learn: LinkedProfileFragment | null, readonly learnAllowance: LinkAllowanceFragment | null, readonly learnNewest: { readonly nodes: ReadonlyArray<EarlierLinkFragment> } | null, readonly university: LinkedProfileFragment | null, readonly universityAllowance: LinkAllowanceFragment | null, readonly universityNewest: { readonly nodes: ReadonlyArray<EarlierLinkFragment> } | null, readonly credits: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<MyCreditFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null, readonly designationTitles: ReadonlyArray<RequirementTitleFragment> };

export type LinkedProfileFragment = { readonly id: string, readonly profileId: string | null, readonly startedAt: string };

export type LinkAllowanceFragment = { readonly limit: number, readonly remaining: number, readonly nextAssociationAt: string | null, readonly coolOffEndsAt: string | null };

export type EarlierLinkFragment = { readonly id: string, readonly profileId: string | null, readonly startedAt: string, readonly endedAt: string | null, readonly endReason: AssociationEndReason | null };

export type MyCreditFragment = { readonly id: string, readonly state: CreditState, readonly reasons: ReadonlyArray<CreditReason>, readonly expectedBy: string, readonly dropsAt: string | null, readonly achievement: { readonly expiresOn: string | null, readonly source: LearningSource, readonly credential: { readonly code: string, readonly title: string, readonly kind: CredentialKind, readonly level: CredentialLevel, readonly retiredOn: string | null, readonly supersededBy: ReadonlyArray<{ readonly title: string }> } }, readonly contributesTo: ReadonlyArray<{ readonly designation: string, readonly points: number, readonly reason: CreditReason | null }> };

export type RequirementTitleFragment = { readonly code: string, readonly title: string, readonly isSpecialization: boolean };

export type LinkHistoryQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LinkHistoryQuery = { readonly viewer: { readonly id: string, readonly associations: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<PastLinkFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null };

export type PastLinkFragment = { readonly id: string, readonly source: LearningSource, readonly profileId: string | null, readonly status: AssociationStatus, readonly startedAt: string, readonly endedAt: string | null, readonly endReason: AssociationEndReason | null, readonly organization: { readonly id: string, readonly name: string } | null };

export type PendingLinkQueryVariables = Exact<{
  flowId: string;
  completionCode: string;
}>;


export type PendingLinkQuery = { readonly pendingAssociation:
    | { readonly __typename: 'AssociationFlowError', readonly problem: AssociationFlowProblem, readonly message: string }
    | (
      { readonly __typename: 'PendingAssociation' }
      & PendingLinkFactsFragment
    )
   | null };

export type PendingLinkFactsFragment = { readonly source: LearningSource, readonly profileId: string, readonly accountName: string | null, readonly effect: PendingEffect, readonly endsAssociationElsewhere: boolean, readonly expiresAt: string, readonly organization: { readonly id: string, readonly name: string } | null, readonly allowanceAfter: LinkAllowanceFragment, readonly refusal:
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
    | { readonly message: string }
   | null };

export type BeginLinkMutationVariables = Exact<{
  input: BeginAssociationInput;
}>;


export type BeginLinkMutation = { readonly beginAssociation:
    | { readonly __typename: 'AnotherProfileLinkedError', readonly message: string }
    | { readonly __typename: 'AssociationCoolOffError', readonly message: string }
    | { readonly __typename: 'AssociationLimitError', readonly message: string }
    | { readonly __typename: 'BeginAssociationSuccess', readonly signInUrl: string }
    | { readonly __typename: 'ReturnAddressError', readonly message: string }
   };

export type ConfirmLinkMutationVariables = Exact<{
  input: ConfirmAssociationInput;
}>;


export type ConfirmLinkMutation = { readonly confirmAssociation:
    | { readonly __typename: 'AnotherProfileLinkedError', readonly message: string }
    | { readonly __typename: 'AssociationCoolOffError', readonly message: string }
    | { readonly __typename: 'AssociationFlowError', readonly problem: AssociationFlowProblem, readonly message: string }
    | { readonly __typename: 'AssociationLimitError', readonly message: string }
    | { readonly __typename: 'ConfirmAssociationSuccess', readonly association: { readonly id: string } }
   };

export type RemoveLinkMutationVariables = Exact<{
  input: RemoveAssociationInput;
}>;


export type RemoveLinkMutation = { readonly removeAssociation:
    | { readonly __typename: 'NotAssociatedError', readonly message: string }
    | { readonly __typename: 'RemoveAssociationSuccess', readonly association: { readonly id: string } }
   };

export const MeDocument: TrustedDocument<MeQuery, MeQueryVariables> = {
  documentId: 'sha256:2f10fb9d985660f553963c90ac4f7fe538c1b1276375165c5d5c451298bc8399',
};
export const MyLearnProfileDocument: TrustedDocument<MyLearnProfileQuery, MyLearnProfileQueryVariables> = {
  documentId: 'sha256:7a7f7aececdb6af79c7d7de8d6a197af20b95302a09d700386706009fff074f1',
};
export const LinkHistoryDocument: TrustedDocument<LinkHistoryQuery, LinkHistoryQueryVariables> = {
  documentId: 'sha256:acdf6454f8de9430fe08fe5a0ab754d03f4158fc0a57c9d920a925fc9ad0f905',
};
export const PendingLinkDocument: TrustedDocument<PendingLinkQuery, PendingLinkQueryVariables> = {
  documentId: 'sha256:7d7d431f08f652dbf0a26910112b1302029cbcd007524e7a014f031baad31636',
};
export const BeginLinkDocument: TrustedDocument<BeginLinkMutation, BeginLinkMutationVariables> = {
  documentId: 'sha256:7c15411e5a2fbc971b0b851b3eb9f7f1549666de41c9004f67ee57cb5947406f', mutation: 'beginAssociation',
};
export const ConfirmLinkDocument: TrustedDocument<ConfirmLinkMutation, ConfirmLinkMutationVariables> = {
  documentId: 'sha256:db6b08f03f2daabe252bd35614bba253a84f7649fe2b667a27d9f77102e93609', mutation: 'confirmAssociation',
};
export const RemoveLinkDocument: TrustedDocument<RemoveLinkMutation, RemoveLinkMutationVariables> = {
  documentId: 'sha256:4f1127ec6951bcc766a7f13dc0c433bd0c47569347e67f6f7c32b323d4b4074e', mutation: 'removeAssociation',
};
