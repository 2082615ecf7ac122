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

/** The user, and all roles granted by hand afterwards. */
export type ChangeUserRolesInput = {
  readonly roles: ReadonlyArray<Role>;
  readonly userId: string;
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

/** The user to delete. */
export type DeleteUserInput = {
  readonly userId: string;
};

/** The person to invite, and the roles to grant. */
export type InviteUserInput = {
  readonly displayName: string;
  /** The official work address, with which the person signs in. */
  readonly email: string;
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  readonly organizationId: string;
  readonly roles?: ReadonlyArray<Role> | null | undefined;
};

/** The organization, label and expiry of a new OAuth client. */
export type IssueScimClientInput = {
  /** An instant in the future; without it, the client does not expire. */
  readonly expiresAt?: string | null | undefined;
  /** A label that distinguishes it from the other client: 1 to 100 characters. */
  readonly label: string;
  /** The organization whose users the directory writes. */
  readonly organizationId: string;
};

/** The organization, label and expiry of a new token. */
export type IssueScimTokenInput = {
  /** An instant in the future; without it, the token does not expire. */
  readonly expiresAt?: string | null | undefined;
  /** A label that distinguishes it from the other token: 1 to 100 characters. */
  readonly label: string;
  readonly organizationId: string;
};

/** The system that holds a person's achievements. The two are independent slots (R15). */
export type LearningSource =
  | 'MICROSOFT_LEARN'
  | 'PARTNER_UNIVERSITY'
  | '%future added value';

/** In this order of precedence: LEAVING, INVITATION_PENDING, LINKED (at least one source), NOT_LINKED. */
export type LinkState =
  | 'INVITATION_PENDING'
  | 'LEAVING'
  | 'LINKED'
  | 'NOT_LINKED'
  | '%future added value';

/** What a metric of a designation measures. */
export type MetricCategory =
  /** Usage and deployments; recorded figures. */
  | 'CUSTOMER_SUCCESS'
  /** Customers won; a recorded figure. */
  | 'PERFORMANCE'
  /** People who hold credentials; counted here. */
  | 'SKILLING'
  | '%future added value';

/** Why no credential leads to the target. */
export type PathObstacleReason =
  /** A metric of partner figures is zero, and credentials do not change it. */
  | 'METRIC_AT_ZERO'
  /** No credential that fills the skilling metric can be earned today. */
  | 'NOTHING_TO_EARN'
  /** The score stays below the required one, even with all credentials that people can earn. */
  | 'SCORE_TOO_LOW'
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

/** UNKNOWN when no public material gives the rule: never reported as met. */
export type RequirementOutcome =
  | 'MET'
  | 'NOT_MET'
  | 'UNKNOWN'
  | '%future added value';

/** The user to invite again, with a corrected address if the old one was wrong. */
export type ResendInvitationInput = {
  readonly correctedEmail?: string | null | undefined;
  readonly userId: string;
};

/** The user to restore. */
export type RestoreUserInput = {
  readonly userId: string;
};

/** The OAuth client to revoke. */
export type RevokeScimClientInput = {
  /** The client_id. */
  readonly scimClientId: string;
};

/** The token to revoke. */
export type RevokeScimTokenInput = {
  readonly scimTokenId: string;
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

/** How a roster is sorted; equal values by name in the same direction, then by id. */
export type RosterOrder =
  /** Leavers first, by the instant at which they drop out; then all other people. */
  | 'LEAVES_REPORT_AT_ASC'
  /** Longest link first; people without a link last. */
  | 'LINKED_SINCE_ASC'
  /** Newest link first; people without a link last. */
  | 'LINKED_SINCE_DESC'
  /** By display name, case-insensitive. */
  | 'NAME_ASC'
  /** By display name, case-insensitive, descending. */
  | 'NAME_DESC'
  | '%future added value';

/** A group of the directory, and all roles of its members. */
export type SetGroupRolesInput = {
  /** The group, from Organization.directoryGroups. */
  readonly groupId: string;
  /** The roles of every member; an empty list for none. */
  readonly roles: ReadonlyArray<Role>;
};

/** A partner figure that would hold on the day instead of the recorded one. */
export type SimulatedFigure = {
  /** Omitted: every designation that uses the figure. */
  readonly designation?: string | null | undefined;
  /** A fact of the rules of the day (`smbCustomerPercent`) or `<metric>.<option>` (`usageGrowth.growthPercent`). */
  readonly metric: string;
  /** At most 10^15; other than 0, at least 10^-12. Growth may be negative. */
  readonly value: number;
};

/** A credential that a person would have. */
export type SimulatedHolding = {
  /** Key in the catalog, or an exam code that names exactly one credential. */
  readonly credentialCode: string;
  /** Name of an imaginary person who has all holdings that give this name: 1..50 letters, digits, - and _, such as new-1. Not together with a personRef. */
  readonly newPerson?: string | null | undefined;
  /** A person with a personRef in the organization, treated as linked on the day. Omitted: a new, imaginary person, a different one each time, or the one that newPerson names. */
  readonly personRef?: string | null | undefined;
};

/** The assumed changes: at most 1,000 holdings gained, 1,000 people leaving and 200 figures. */
export type SimulationInput = {
  /** The last of two figures for the same metric and designation holds; a figure for one designation precedes one for all. */
  readonly figures?: ReadonlyArray<SimulatedFigure> | null | undefined;
  readonly gain?: ReadonlyArray<SimulatedHolding> | null | undefined;
  /** personRef of people who would leave. */
  readonly leave?: ReadonlyArray<string> | null | undefined;
  /** Omitted: today. Gained credentials are earned on that day. */
  readonly on?: string | null | undefined;
};

/** What would lower the score. */
export type SkillRiskCause =
  /** The person leaves the organization, with everything they hold. */
  | 'DEPARTURE'
  /** The last day of a credential is over. */
  | 'EXPIRY'
  /** A gate has exactly the people that it needs, and the person is one of them: without the person’s credential it closes. */
  | 'GATE_HOLDER'
  /** A retired credential no longer counts. */
  | 'RETIREMENT'
  | '%future added value';

/** The last event between two reports that added the row or removed it. */
export type SkillsReportChangeCause =
  /** Facts from before the earlier refresh became known after it, or a correction changed the meaning of earlier facts. */
  | 'CORRECTION'
  /** The person achieved it, or the learning source reported it. */
  | 'EARNED'
  /** The last day of the achievement passed. */
  | 'EXPIRED'
  /** The account was deactivated or deleted, and the next report refresh came. */
  | 'LEFT'
  /** The person linked the profile. */
  | 'LINKED'
  /** The person moved the link to another organization or account. */
  | 'MOVED_AWAY'
  /** The person moved the link here from another organization or account. */
  | 'MOVED_HERE'
  /** The learning source merged the profile with another one. */
  | 'PROFILE_MERGED'
  /** The person returned after an offboarding that had taken effect. */
  | 'RETURNED'
  /** The learning source revoked the achievement. */
  | 'REVOKED'
  /** Requirements started or stopped naming the credential, or the year in which a retired credential still counts ended. */
  | 'RULE_CHANGE'
  /** The person removed the link. */
  | 'UNLINKED'
  | '%future added value';

/** Which of two reports has the row. */
export type SkillsReportChangeKind =
  /** Only the later report has it. */
  | 'GAINED'
  /** Only the earlier report has it. */
  | 'LOST'
  | '%future added value';

/** The view that counts the person with the credential. */
export type SkillsReportDifferenceKind =
  /** In the day of the report as known today, but not in the published report. */
  | 'ONLY_AS_KNOWN_NOW'
  /** In the published report, but not in its day as known today. */
  | 'ONLY_OFFICIAL'
  | '%future added value';

/** Why a published report differs from its day as known today. */
export type SkillsReportDifferenceReason =
  /** A link, a drop date or rule data from before the refresh became known or changed after it. */
  | 'EARLIER_FACTS_CHANGED'
  /** A partner figure for that day or an earlier one was recorded after the refresh. */
  | 'FIGURE_RECORDED_LATER'
  /** A link started or ended, or a person left or returned, after the refresh on the same day. */
  | 'LINK_CHANGED'
  /** A merge of profiles was published after the refresh. */
  | 'MERGED_LATER'
  /** The learning source reported an achievement, or another expiry, after the refresh. */
  | 'RECORDED_LATER'
  /** The learning source revoked the achievement after the refresh, on the same day. */
  | 'REVOKED_LATER'
  | '%future added value';

/** Every given condition must hold; an empty list matches nothing. */
export type SkillsReportFilter = {
  /** Catalog keys, or exam codes that identify exactly one credential; others are BAD_USER_INPUT. */
  readonly credentialCode?: ReadonlyArray<string> | null | undefined;
  readonly expiresBefore?: string | null | undefined;
  readonly kind?: ReadonlyArray<CredentialKind> | null | undefined;
  readonly leaving?: boolean | null | undefined;
  /** A designation or a specialization of any version of the rules; others are BAD_USER_INPUT. */
  readonly relevantTo?: string | null | undefined;
  /** A part of the credential’s code, title or exam code; for callers who see names also of the person’s name or address. totalCount is exact up to 10,000, then null; also null for a report of more than 100,000 rows, if many of its people match. */
  readonly search?: string | null | undefined;
};

/** EXPIRES_ON_ASC: credentials that never expire come last. PERSON_ASC: by name, by personRef for callers without names. */
export type SkillsReportOrder =
  | 'ACHIEVED_AT_DESC'
  | 'CREDENTIAL_ASC'
  | 'EXPIRES_ON_ASC'
  | 'PERSON_ASC'
  | '%future added value';

/** The set of thresholds by which an organization is scored. */
export type Track =
  /** For partners of large customers. */
  | 'ENTERPRISE'
  /** For partners of small and medium-sized customers. */
  | 'SMB'
  | '%future added value';

/** INVITED until the first sign-in, then ACTIVE. DEACTIVATED and DELETED users have no access. */
export type UserStatus =
  | 'ACTIVE'
  | 'DEACTIVATED'
  | 'DELETED'
  | 'INVITED'
  | '%future added value';

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly viewer: { readonly id: string, readonly displayName: string, readonly email: string, readonly roles: ReadonlyArray<Role>, readonly leavesReportAt: string | null } | null, readonly callerOrganization: { readonly id: string, readonly name: string } | null };

export type LearnQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type LearnQuery = { readonly callerOrganization: { readonly id: string, readonly learnAnalytics: { readonly trainedIndividuals: number, readonly moduleCompletions: number, readonly learningPathCompletions: number, readonly monthly: ReadonlyArray<{ readonly month: string, readonly newlyTrainedIndividuals: number, readonly moduleCompletions: number, readonly learningPathCompletions: number }>, readonly byName: ReadonlyArray<{ readonly label: string, readonly completions: number }>, readonly byRole: ReadonlyArray<{ readonly label: string, readonly completions: number }>, readonly byProduct: ReadonlyArray<{ readonly label: string, readonly completions: number }> } | null } | null };

export type MyLearnProfileQueryVariables = Exact<{
  states?: ReadonlyArray<CreditState> | CreditState | null | undefined;
  after?: string | null | undefined;
  withTitles: boolean;
}>;


export type MyLearnProfileQuery = { readonly viewer: { readonly id: string, readonly learn: LinkedProfileFragment | null, readonly learnAllowance: LinkAllowanceFragment | null, readonly learnNewest: { readonly nodes: ReadonlyArray<EarlierLinkFragment> } | null, readonly university: LinkedProfileFragment | null, readonly universityAllowance: LinkAllowanceFragment | null, readonly universityNewest: { readonly nodes: ReadonlyArray<EarlierLinkFragment> } | null, readonly credits: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<MyCreditFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null, readonly designationTitles?: ReadonlyArray<RequirementTitleFragment> };

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

export type PersonNameFragment = { readonly id: string, readonly displayName: string, readonly email: string };

export type PersonAccountFragment = { readonly id: string, readonly status: UserStatus, readonly roles: ReadonlyArray<Role>, readonly grantedRoles: ReadonlyArray<Role>, readonly groupRoles: ReadonlyArray<Role>, readonly invitedAt: string, readonly invitationSentAt: string | null, readonly firstSignedInAt: string | null, readonly deactivatedAt: string | null, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly leavesReportAt: string | null, readonly directoryMismatch: { readonly detectedAt: string } | null };

export type ResendInvitationMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ResendInvitationMutation = { readonly resendInvitation:
    | { readonly __typename: 'InvalidUserInputError', readonly field: string, readonly message: string }
    | { readonly __typename: 'InvitationNotPendingError', readonly message: string }
    | { readonly __typename: 'ResendInvitationSuccess', readonly user: PersonNameFragment }
    | { readonly __typename: 'UserExistsError', readonly message: string, readonly user: PersonNameFragment }
   };

export type ChangeUserRolesMutationVariables = Exact<{
  input: ChangeUserRolesInput;
}>;


export type ChangeUserRolesMutation = { readonly changeUserRoles:
    | { readonly __typename: 'ChangeUserRolesSuccess', readonly user: { readonly id: string, readonly roles: ReadonlyArray<Role> } }
    | { readonly __typename: 'LastGlobalAdminError', readonly message: string }
   };

export type DeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type DeleteUserMutation = { readonly deleteUser:
    | { readonly __typename: 'DeleteUserSuccess', readonly leavesReportAt: string, readonly user: { readonly id: string, readonly restorableUntil: string | null } }
    | { readonly __typename: 'LastGlobalAdminError', readonly message: string }
   };

export type RestoreUserMutationVariables = Exact<{
  input: RestoreUserInput;
}>;


export type RestoreUserMutation = { readonly restoreUser:
    | { readonly __typename: 'RestoreUserSuccess', readonly user: { readonly id: string } }
    | { readonly __typename: 'RestoreWindowPassedError', readonly message: string }
    | { readonly __typename: 'UserExistsError', readonly message: string, readonly user: PersonNameFragment }
   };

export type DeletionQueryVariables = Exact<{
  id: string;
}>;


export type DeletionQuery = { readonly user: { readonly id: string, readonly firstSignedInAt: string | null, readonly leavesReportAt: string | null, readonly credits: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly personRef: string }> } | null } | null, readonly callerOrganization: { readonly id: string, readonly nextReportAt: string | null, readonly designations: ReadonlyArray<ScoreOfDayFragment> | null } | null };

export type ScoresWithoutQueryVariables = Exact<{
  personRef: string;
}>;


export type ScoresWithoutQuery = { readonly callerOrganization: { readonly id: string, readonly simulate: ReadonlyArray<ScoreOfDayFragment> | null } | null };

export type ScoreOfDayFragment = { readonly code: string, readonly title: string, readonly score: number, readonly attained: boolean };

export type DirectoryQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DirectoryQuery = { readonly callerOrganization: { readonly id: string, readonly scimClients: ReadonlyArray<DirectoryClientFragment> | null, readonly scimTokens: ReadonlyArray<DirectoryTokenFragment> | null, readonly directoryGroups: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<GroupRolesFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null };

export type DirectoryClientFragment = { readonly id: string, readonly label: string, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null };

export type DirectoryTokenFragment = { readonly id: string, readonly label: string, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null };

export type GroupRolesFragment = { readonly id: string, readonly displayName: string, readonly memberCount: number, readonly roles: ReadonlyArray<Role> };

export type IssueScimClientMutationVariables = Exact<{
  input: IssueScimClientInput;
}>;


export type IssueScimClientMutation = { readonly issueScimClient:
    | { readonly __typename: 'IssueScimClientSuccess', readonly clientSecret: string, readonly scimClient: DirectoryClientFragment }
    | { readonly __typename: 'TooManyScimClientsError', readonly message: string }
   };

export type IssueScimTokenMutationVariables = Exact<{
  input: IssueScimTokenInput;
}>;


export type IssueScimTokenMutation = { readonly issueScimToken:
    | { readonly __typename: 'IssueScimTokenSuccess', readonly secret: string, readonly scimToken: DirectoryTokenFragment }
    | { readonly __typename: 'TooManyScimTokensError', readonly message: string }
   };

export type RevokeScimClientMutationVariables = Exact<{
  input: RevokeScimClientInput;
}>;


export type RevokeScimClientMutation = { readonly revokeScimClient:
    | { readonly __typename: 'RevokeScimClientSuccess', readonly scimClient: { readonly id: string } }
    | { readonly __typename: 'ScimClientNotFoundError', readonly message: string }
   };

export type RevokeScimTokenMutationVariables = Exact<{
  input: RevokeScimTokenInput;
}>;


export type RevokeScimTokenMutation = { readonly revokeScimToken:
    | { readonly __typename: 'RevokeScimTokenSuccess', readonly scimToken: { readonly id: string } }
    | { readonly __typename: 'ScimTokenNotFoundError', readonly message: string }
   };

export type SetGroupRolesMutationVariables = Exact<{
  input: SetGroupRolesInput;
}>;


export type SetGroupRolesMutation = { readonly setGroupRoles:
    | { readonly __typename: 'DirectoryGroupNotFoundError', readonly message: string }
    | { readonly __typename: 'LastGlobalAdminError', readonly message: string }
    | { readonly __typename: 'SetGroupRolesSuccess', readonly group: GroupRolesFragment }
   };

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { readonly inviteUser:
    | { readonly __typename: 'InvalidUserInputError', readonly field: string, readonly message: string }
    | { readonly __typename: 'InviteUserSuccess', readonly user: PersonNameFragment }
    | { readonly __typename: 'UserExistsError', readonly message: string, readonly user: PersonNameFragment }
   };

export type PersonQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  account: boolean;
  links: boolean;
  credits: boolean;
}>;


export type PersonQuery = { readonly user: (
    { readonly associations?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<PersonLinkFragment> } | null, readonly credits?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<PersonCreditFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null }
    & PersonNameFragment
  ) & { readonly id?: string, readonly status?: UserStatus, readonly roles?: ReadonlyArray<Role>, readonly grantedRoles?: ReadonlyArray<Role>, readonly groupRoles?: ReadonlyArray<Role>, readonly invitedAt?: string, readonly invitationSentAt?: string | null, readonly firstSignedInAt?: string | null, readonly deactivatedAt?: string | null, readonly deletedAt?: string | null, readonly restorableUntil?: string | null, readonly leavesReportAt?: string | null, readonly directoryMismatch?: { readonly detectedAt: string } | null } & { readonly title?: string | null, readonly department?: string | null, readonly city?: string | null, readonly country?: string | null, readonly manager?: { readonly displayName: string | null, readonly userId: string | null } | null, readonly directoryMismatch?: { readonly directoryId: string, readonly signInId: string, readonly detectedAt: string } | null } | null, readonly callerOrganization?: { readonly id: string, readonly designations: ReadonlyArray<{ readonly code: string, readonly title: string }> | null, readonly specializations: ReadonlyArray<{ readonly code: string, readonly title: string }> | null } | null };

export type PersonWorkFragment = { readonly title: string | null, readonly department: string | null, readonly city: string | null, readonly country: string | null, readonly manager: { readonly displayName: string | null, readonly userId: string | null } | null, readonly directoryMismatch: { readonly directoryId: string, readonly signInId: string, readonly detectedAt: string } | null };

export type PersonLinkFragment = { readonly id: string, readonly source: LearningSource, readonly profileId: string | null, readonly startedAt: string, readonly endedAt: string | null, readonly endReason: AssociationEndReason | null };

export type PersonCreditFragment = { readonly id: string, readonly state: CreditState, readonly reasons: ReadonlyArray<CreditReason>, readonly expectedBy: string, readonly dropsAt: string | null, readonly achievement: { readonly expiresOn: string | null, readonly credential: { readonly code: string, readonly title: string, readonly retiredOn: string | null, readonly supersededBy: ReadonlyArray<{ readonly title: string }> } }, readonly contributesTo: ReadonlyArray<{ readonly designation: string, readonly points: number, readonly reason: CreditReason | null }> };

export type PeopleQueryVariables = Exact<{
  states?: ReadonlyArray<LinkState> | LinkState | null | undefined;
  search?: string | null | undefined;
  orderBy?: RosterOrder | null | undefined;
  after?: string | null | undefined;
  deleted: boolean;
  accounts: boolean;
  links: boolean;
}>;


export type PeopleQuery = { readonly callerOrganization: { readonly id: string, readonly linkSummary: { readonly members: number, readonly linked: number, readonly notLinked: number, readonly invitationPending: number, readonly leaving: number } | null, readonly roster?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<RosterPersonFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null, readonly deletedUsers?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<(
        PersonNameFragment
        & PersonAccountFragment
      )>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null, readonly allDeleted?: { readonly totalCount: number | null } | null } | null };

export type RosterPersonFragment = { readonly id: string, readonly state: LinkState, readonly linkedSources: ReadonlyArray<LearningSource>, readonly linkedSince: string | null, readonly leavesReportAt: string | null, readonly user: (
    { readonly associations?: { readonly nodes: ReadonlyArray<NewestLinkFragment> } | null }
    & PersonNameFragment
  ) & { readonly id?: string, readonly status?: UserStatus, readonly roles?: ReadonlyArray<Role>, readonly grantedRoles?: ReadonlyArray<Role>, readonly groupRoles?: ReadonlyArray<Role>, readonly invitedAt?: string, readonly invitationSentAt?: string | null, readonly firstSignedInAt?: string | null, readonly deactivatedAt?: string | null, readonly deletedAt?: string | null, readonly restorableUntil?: string | null, readonly leavesReportAt?: string | null, readonly directoryMismatch?: { readonly detectedAt: string } | null } | null };

export type NewestLinkFragment = { readonly id: string, readonly endedAt: string | null, readonly endReason: AssociationEndReason | null };

export type SkillsReportAsKnownNowQueryVariables = Exact<{
  month: string;
  after?: string | null | undefined;
}>;


export type SkillsReportAsKnownNowQuery = { readonly callerOrganization: (
    { readonly skillsReport: { readonly id: string, readonly asKnownNow: { readonly designations: ReadonlyArray<{ readonly designation: string, readonly differs: boolean, readonly reasons: ReadonlyArray<SkillsReportDifferenceReason>, readonly official: ReportScoreFragment | null, readonly asKnownNow: ReportScoreFragment | null }>, readonly rows: ReportDifferingRowsFragment } } | null }
    & ReportMonthsFragment
  ) | null, readonly designationTitles: ReadonlyArray<{ readonly code: string, readonly title: string }> };

export type ReportDifferingRowsFragment = { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly kind: SkillsReportDifferenceKind, readonly reason: SkillsReportDifferenceReason, readonly at: string | null, readonly personRef: string, readonly person: { readonly id: string, readonly displayName: string } | null, readonly credential: { readonly code: string, readonly title: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type SkillsReportChangesQueryVariables = Exact<{
  month: string;
  since: string;
  change?: SkillsReportChangeKind | null | undefined;
  after?: string | null | undefined;
}>;


export type SkillsReportChangesQuery = { readonly callerOrganization: (
    { readonly skillsReport: { readonly id: string, readonly byDesignation: ReadonlyArray<ReportScoreFragment>, readonly changesSince: { readonly gained: number, readonly lost: number, readonly peopleGained: number, readonly peopleLost: number, readonly byDesignation: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly change: SkillsReportChangeKind, readonly row: { readonly id: string, readonly relevantTo: ReadonlyArray<string> } }> }, readonly rows: ReportChangedRowsFragment } } | null, readonly earlier: { readonly id: string, readonly byDesignation: ReadonlyArray<ReportScoreFragment> } | null }
    & ReportMonthsFragment
  ) | null };

export type ReportChangedRowsFragment = { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly change: SkillsReportChangeKind, readonly cause: SkillsReportChangeCause, readonly at: string | null, readonly row: { readonly id: string, readonly personRef: string, readonly personName: string | null, readonly credential: { readonly code: string, readonly title: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type ReportScoreFragment = { readonly code: string, readonly title: string, readonly score: number, readonly attained: boolean };

export type SkillsReportMonthsQueryVariables = Exact<{ [key: string]: never; }>;


export type SkillsReportMonthsQuery = { readonly callerOrganization: ReportMonthsFragment | null };

export type SkillsReportQueryVariables = Exact<{
  month: string;
  monthBefore: string;
  first: number;
  after?: string | null | undefined;
  filter?: SkillsReportFilter | null | undefined;
  order?: SkillsReportOrder | null | undefined;
}>;


export type SkillsReportQuery = { readonly callerOrganization: (
    { readonly skillsReport: { readonly id: string, readonly publishedAt: string, readonly byDesignation: ReadonlyArray<{ readonly on: string }>, readonly totals: { readonly people: number, readonly credentials: number, readonly expiringWithin90Days: number, readonly leaving: number }, readonly rows: ReportRowsFragment } | null, readonly compared: { readonly id: string, readonly changesSince: { readonly gained: number, readonly lost: number, readonly peopleGained: number, readonly peopleLost: number } } | null }
    & ReportMonthsFragment
  ) | null, readonly designationTitles: ReadonlyArray<{ readonly code: string, readonly title: string, readonly isSpecialization: boolean }> };

export type SkillsReportRowsQueryVariables = Exact<{
  month: string;
  after?: string | null | undefined;
  filter?: SkillsReportFilter | null | undefined;
  order?: SkillsReportOrder | null | undefined;
}>;


export type SkillsReportRowsQuery = { readonly callerOrganization: { readonly id: string, readonly skillsReport: { readonly id: string, readonly rows: ReportRowsFragment } | null } | null };

export type ReportMonthsFragment = { readonly id: string, readonly name: string, readonly skillsReportMonths: ReadonlyArray<string> | null, readonly nextReportAt: string | null };

export type ReportRowsFragment = { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly personRef: string, readonly personName: string | null, readonly profileId: string | null, readonly achievedAt: string, readonly expiresOn: string | null, readonly leaving: boolean, readonly credential: { readonly code: string, readonly title: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type DesignationQueryVariables = Exact<{
  code: string;
  on?: string | null | undefined;
  anniversary?: string | null | undefined;
  live: boolean;
}>;


export type DesignationQuery = { readonly callerOrganization: { readonly id: string, readonly recalculation?: { readonly peopleLeft: number } | null, readonly designation: { readonly code: string, readonly title: string, readonly on: string, readonly track: Track, readonly ruleset: string, readonly score: number, readonly required: number, readonly attained: boolean, readonly skillingPoints: number, readonly skillingMax: number, readonly metrics: ReadonlyArray<MetricDetailFragment>, readonly gaps: ReadonlyArray<StepGapFragment>, readonly facts: ReadonlyArray<{ readonly id: string, readonly metric: string, readonly on: string, readonly value: number }>, readonly qualification: QualificationDaysFragment } | null, readonly plan?: PlanFragment | null, readonly reserve?: PlanFragment | null, readonly forecast?: ReadonlyArray<{ readonly designation: string, readonly on: string, readonly skillingPoints: number, readonly attained: boolean }> | null, readonly risks?: ReadonlyArray<RiskWithExpiriesFragment> | null, readonly designationHistory: ReadonlyArray<{ readonly month: string, readonly on: string, readonly score: number, readonly required: number, readonly attained: boolean, readonly skillingPoints: number, readonly ruleset: string }> | null } | null };

export type MetricDetailFragment = { readonly code: string, readonly title: string, readonly category: MetricCategory, readonly points: number, readonly max: number, readonly steps: ReadonlyArray<StepDetailFragment> };

export type StepDetailFragment = { readonly step: number, readonly points: number, readonly peopleHave: number, readonly peopleNeeded: number | null, readonly reached: boolean, readonly credentials: ReadonlyArray<{ readonly code: string, readonly title: string }>, readonly holders: ReadonlyArray<{ readonly personRef: string, readonly person: { readonly id: string, readonly displayName: string } | null }> };

export type StepGapFragment = { readonly metric: string, readonly step: number, readonly peopleMissing: number, readonly anyOf: ReadonlyArray<{ readonly code: string, readonly title: string }> };

export type QualificationDaysFragment = { readonly from: string, readonly to: string, readonly renewalThrough: string | null, readonly qualified: boolean, readonly daysAttained: number, readonly lastAttainedOn: string | null, readonly daysLeft: number, readonly qualifiedThrough: string | null };

export type PlanFragment = { readonly reachable: boolean, readonly exams: number | null, readonly people: number | null, readonly steps: ReadonlyArray<PlanStepFragment>, readonly obstacles: ReadonlyArray<{ readonly reason: PathObstacleReason, readonly metric: string | null, readonly pointsMissing: number }> };

export type PlanStepFragment = { readonly personRef: string | null, readonly newPerson: string | null, readonly exams: number, readonly pointsGained: number, readonly person: { readonly id: string, readonly displayName: string } | null, readonly credential: { readonly code: string, readonly title: string } };

export type SkillsQueryVariables = Exact<{ [key: string]: never; }>;


export type SkillsQuery = { readonly callerOrganization: { readonly id: string, readonly nextReportAt: string | null, readonly recalculation: { readonly peopleLeft: number } | null, readonly designations: ReadonlyArray<DesignationScoreFragment> | null, readonly risks: ReadonlyArray<RiskWithExpiriesFragment> | null, readonly skillsReport: { readonly id: string, readonly month: string, readonly totals: { readonly expiringWithin90Days: number, readonly leaving: number } } | null } | null };

export type DesignationScoreFragment = { readonly code: string, readonly title: string, readonly track: Track, readonly score: number, readonly required: number, readonly attained: boolean, readonly skillingPoints: number, readonly skillingMax: number, readonly metrics: ReadonlyArray<{ readonly code: string, readonly title: string, readonly points: number }> };

export type RiskFragment = { readonly designation: string, readonly cause: SkillRiskCause, readonly on: string | null, readonly pointsLost: number, readonly losesDesignation: boolean, readonly closesStep: number | null, readonly personRef: string, readonly together: ReadonlyArray<{ readonly personRef: string, readonly person: { readonly id: string, readonly displayName: string } | null }> };

export type RiskWithExpiriesFragment = (
  { readonly person: { readonly id: string, readonly credits: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly achievement: { readonly expiresOn: string | null, readonly credential: { readonly title: string } } }> } | null } | null }
  & RiskFragment
);

export type SpecializationsQueryVariables = Exact<{ [key: string]: never; }>;


export type SpecializationsQuery = { readonly callerOrganization: { readonly id: string, readonly specializations: ReadonlyArray<SpecializationStateFragment> | null } | null };

export type SpecializationStateFragment = { readonly code: string, readonly title: string, readonly prerequisite: RequirementOutcome, readonly skilling: RequirementOutcome, readonly requirements: ReadonlyArray<{ readonly description: string, readonly outcome: RequirementOutcome, readonly peopleHave: number, readonly peopleNeeded: number, readonly anyOf: ReadonlyArray<{ readonly code: string, readonly title: string }> }> };

export type WhatIfQueryVariables = Exact<{
  plan: SimulationInput;
}>;


export type WhatIfQuery = { readonly callerOrganization: { readonly id: string, readonly designations: ReadonlyArray<SimulatedScoreFragment> | null, readonly simulate: ReadonlyArray<SimulatedScoreFragment> | null, readonly risks: ReadonlyArray<RiskFragment> | null } | null, readonly credentials: ReadonlyArray<{ readonly code: string, readonly title: string, readonly kind: CredentialKind, readonly examCodes: ReadonlyArray<string>, readonly earnableUntil: string | null }> };

export type SimulatedScoreFragment = { readonly code: string, readonly title: string, readonly score: number, readonly required: number, readonly attained: boolean };

export type PlanPeopleQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type PlanPeopleQuery = { readonly callerOrganization: { readonly id: string, readonly credits: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly personRef: string, readonly person: { readonly id: string, readonly displayName: string } | null, readonly achievement: { readonly credential: { readonly title: string } } }> } | null } | null };

export const MeDocument: TrustedDocument<MeQuery, MeQueryVariables> = {
  documentId: 'sha256:2f10fb9d985660f553963c90ac4f7fe538c1b1276375165c5d5c451298bc8399',
};
export const LearnDocument: TrustedDocument<LearnQuery, LearnQueryVariables> = {
  documentId: 'sha256:2c4341ad876346f87bbcc73813bce8bb509b6b98c23ba5af3dcd9a554d699f54',
};
export const MyLearnProfileDocument: TrustedDocument<MyLearnProfileQuery, MyLearnProfileQueryVariables> = {
  documentId: 'sha256:e99e3fe3b7072e66e02bc7515e16da9e032a7da6e2cf9e38d84a3e96abdc3e2d',
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
export const ResendInvitationDocument: TrustedDocument<ResendInvitationMutation, ResendInvitationMutationVariables> = {
  documentId: 'sha256:f65a2a3e9e0015ee70355e0cfa98a5de6366f9e3b4a732cd3ec094fd0c0073f7', mutation: 'resendInvitation',
};
export const ChangeUserRolesDocument: TrustedDocument<ChangeUserRolesMutation, ChangeUserRolesMutationVariables> = {
  documentId: 'sha256:35fb01d346a37a11cd82492f869add43d210993c2655b2b1d34c7f1fd68b5049', mutation: 'changeUserRoles',
};
export const DeleteUserDocument: TrustedDocument<DeleteUserMutation, DeleteUserMutationVariables> = {
  documentId: 'sha256:dab9d1073e76a0e855dcc71b077a8f27cffa36b9ae03709f49177908885f77c4', mutation: 'deleteUser',
};
export const RestoreUserDocument: TrustedDocument<RestoreUserMutation, RestoreUserMutationVariables> = {
  documentId: 'sha256:df795c86e353a89c8bb207443fa29282080b27fadd28e75b127d18267c52ea08', mutation: 'restoreUser',
};
export const DeletionDocument: TrustedDocument<DeletionQuery, DeletionQueryVariables> = {
  documentId: 'sha256:8053eca8044a18e2845a58e0c6373c11b38e6758bffbd11e490589744f62d75b',
};
export const ScoresWithoutDocument: TrustedDocument<ScoresWithoutQuery, ScoresWithoutQueryVariables> = {
  documentId: 'sha256:da0bb8b56455b40040478104494d95b0239725d165c547cae4d22fc4d6cf2c29',
};
export const DirectoryDocument: TrustedDocument<DirectoryQuery, DirectoryQueryVariables> = {
  documentId: 'sha256:757166b20e0c162f1401ed184a800429b23dd432df797f1c55e3764a8bf3339b',
};
export const IssueScimClientDocument: TrustedDocument<IssueScimClientMutation, IssueScimClientMutationVariables> = {
  documentId: 'sha256:3738669188991a6d16717cb509ce0aad1ac72e9e06b7e56033d1f5d74ef1062b', mutation: 'issueScimClient',
};
export const IssueScimTokenDocument: TrustedDocument<IssueScimTokenMutation, IssueScimTokenMutationVariables> = {
  documentId: 'sha256:eb1a97233fbae9447718d30baab661823900fae60cd18c10c0dbb62c1c2921ea', mutation: 'issueScimToken',
};
export const RevokeScimClientDocument: TrustedDocument<RevokeScimClientMutation, RevokeScimClientMutationVariables> = {
  documentId: 'sha256:bab7c141fa11d87a129cdf53bdbef7efee762ffb8cf798bccd1777ac9f5b153d', mutation: 'revokeScimClient',
};
export const RevokeScimTokenDocument: TrustedDocument<RevokeScimTokenMutation, RevokeScimTokenMutationVariables> = {
  documentId: 'sha256:cb2742b265be7beece10eeaffb78b632397125bd97d2d4514cba434e84006253', mutation: 'revokeScimToken',
};
export const SetGroupRolesDocument: TrustedDocument<SetGroupRolesMutation, SetGroupRolesMutationVariables> = {
  documentId: 'sha256:29b2580e3737dc871335c517463c04f5835b7851509714ccf65bfc86642b45ad', mutation: 'setGroupRoles',
};
export const InviteUserDocument: TrustedDocument<InviteUserMutation, InviteUserMutationVariables> = {
  documentId: 'sha256:d54f8afd7ca5568c0a26ebc2a8f7657ddeaa049286d800718f92a2c2f6f7ce49', mutation: 'inviteUser',
};
export const PersonDocument: TrustedDocument<PersonQuery, PersonQueryVariables> = {
  documentId: 'sha256:2ea0b70637e499d881eb8ef4e3840a61343251873dcc14f3f268a00bb67076f1',
};
export const PeopleDocument: TrustedDocument<PeopleQuery, PeopleQueryVariables> = {
  documentId: 'sha256:af921050f437df9e7ef483157d6ed052f265e701b4912d11fe96544389029713',
};
export const SkillsReportAsKnownNowDocument: TrustedDocument<SkillsReportAsKnownNowQuery, SkillsReportAsKnownNowQueryVariables> = {
  documentId: 'sha256:8acea35960d9ed7fe67cbb3706c00d02e0f2d36f9f787f3ddd751b98b9546475',
};
export const SkillsReportChangesDocument: TrustedDocument<SkillsReportChangesQuery, SkillsReportChangesQueryVariables> = {
  documentId: 'sha256:9d79ddc9e7104a5715e7babf509f81428c129d69fde92e7dab43c4699c428b00',
};
export const SkillsReportMonthsDocument: TrustedDocument<SkillsReportMonthsQuery, SkillsReportMonthsQueryVariables> = {
  documentId: 'sha256:7ae1958f3f49579343d5ff678eba36ce5dfc298b10f561db49fe20e753f696b7',
};
export const SkillsReportDocument: TrustedDocument<SkillsReportQuery, SkillsReportQueryVariables> = {
  documentId: 'sha256:caa5450b90d890aa273e68d29163a87ab3d8314d5755605500c4621018898591',
};
export const SkillsReportRowsDocument: TrustedDocument<SkillsReportRowsQuery, SkillsReportRowsQueryVariables> = {
  documentId: 'sha256:fbf977176aa991e4141231b812b23099601a34472a1c6e45685e4c690d664d61',
};
export const DesignationDocument: TrustedDocument<DesignationQuery, DesignationQueryVariables> = {
  documentId: 'sha256:fa23f2758aba2ceadca1545dab880eb34b0ab848be03efc7a28469c24479ba88',
};
export const SkillsDocument: TrustedDocument<SkillsQuery, SkillsQueryVariables> = {
  documentId: 'sha256:f3a3e6d8e3eeba895f362056772958b446a247ab65dd91c5495b1e8cf01769eb',
};
export const SpecializationsDocument: TrustedDocument<SpecializationsQuery, SpecializationsQueryVariables> = {
  documentId: 'sha256:d290d3c16565845ba56cfcd7e59dc1926778b131a58874874a7d50de882941a9',
};
export const WhatIfDocument: TrustedDocument<WhatIfQuery, WhatIfQueryVariables> = {
  documentId: 'sha256:710e22e197dcdc79724c0eed33689c72c13e68fc4d88b3f6f6c34a4ad7b6c5b3',
};
export const PlanPeopleDocument: TrustedDocument<PlanPeopleQuery, PlanPeopleQueryVariables> = {
  documentId: 'sha256:c2934457ee605de3284ca875038d714b8e4e33d625f521a7cbd1878dfd72800e',
};
