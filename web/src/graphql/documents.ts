// Written by `npm run schemas` from the .graphql files beside the pages.
import type { TrustedDocument } from '@skill-link/client/document';
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What kind of caller asked for a change or an attempt. */
export type ActivityActorKind =
  /** A browser that is not the one of the flow. */
  | 'BROWSER'
  /** The directory of the organization, by SCIM. */
  | 'DIRECTORY'
  /** An operator of the platform or one of its programs, such as a learning source. */
  | 'OPERATOR'
  /** A signed-in user. */
  | 'PERSON'
  /** A program of the organization, with a token of its own. */
  | 'PROGRAM'
  /** A job or a rule of this service. */
  | 'SYSTEM'
  | '%future added value';

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

/** The export to end. */
export type CancelExportInput = {
  readonly exportId: string;
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

/** The label, the content and the end of a feed. */
export type CreateExportFeedInput = {
  readonly dataset: ExportDataset;
  /** When the key stops working; by default never, with personal data after a year. */
  readonly expiresAt?: string | null | undefined;
  readonly format: ExportFormat;
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** As for requestExport. The key alone opens these data: it ends after a year at the latest. */
  readonly includePersonalData?: boolean | null | undefined;
  /** 1 to 100 characters, such as the name of the tool that reads it. */
  readonly label: string;
  readonly layout?: ExportLayout | null | undefined;
  readonly organizationId: string;
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

/** A credit matches when it meets every given condition; an empty list is no condition. */
export type CreditFilter = {
  /** Keys in the catalog, or exam codes that name exactly one credential; others are BAD_USER_INPUT. */
  readonly credentialCode?: ReadonlyArray<string> | null | undefined;
  /** Credits whose promised instant is before this one (R16). With state PENDING and the current instant: the overdue credits. */
  readonly expectedBefore?: string | null | undefined;
  readonly expiresBefore?: string | null | undefined;
  readonly kind?: ReadonlyArray<CredentialKind> | null | undefined;
  /** Only for callers who see names. */
  readonly personId?: string | null | undefined;
  /** Credits with at least one of these reasons. STEP_NOT_REACHED, CAP_REACHED, PERSON_ALREADY_COUNTED and LAG depend on other holdings: with one of these totalCount is null, and a page may have fewer items than first and still a next page. */
  readonly reason?: ReadonlyArray<CreditReason> | null | undefined;
  /** A part of a credential’s code, title or exam code; of a person’s name or address for callers who see names. totalCount is exact up to 10,000, then null; null too where personId, credentialCode and kind alone leave more than 100,000 credits. */
  readonly search?: string | null | undefined;
  readonly state?: ReadonlyArray<CreditState> | null | undefined;
};

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

/** The feed to delete. */
export type DeleteExportFeedInput = {
  readonly feedId: string;
};

/** The user to delete. */
export type DeleteUserInput = {
  readonly userId: string;
};

/** The webhook to delete. */
export type DeleteWebhookInput = {
  readonly webhookId: string;
};

/** What a webhook or the event log can carry; grows. `eventTypes` has the schema and an example of each type. */
export type EventType =
  /** A link ended: removed by the user, moved to another organization, or ended with the account. */
  | 'ASSOCIATION_ENDED'
  /** A person linked a learning profile to the organization, or an ended link was reinstated. */
  | 'ASSOCIATION_STARTED'
  /** Credits of one person count from now on. */
  | 'CREDIT_COUNTED'
  /** Credits of one person count no longer, each with the reason. */
  | 'CREDIT_DROPPED'
  /** The organization attained a designation. */
  | 'DESIGNATION_ATTAINED'
  /** The organization no longer attains a designation. Whether it keeps it follows from the qualification window. */
  | 'DESIGNATION_LOST'
  /** A requested export failed; it can be requested again. */
  | 'EXPORT_FAILED'
  /** A requested export can be downloaded. The address requires a token: it is no signed link. */
  | 'EXPORT_READY'
  /** The Skills Report of a month was published; it never changes. */
  | 'REPORT_PUBLISHED'
  /** A user leaves at the report refresh in leavesReportAt; null: the user no longer leaves. */
  | 'USER_LEAVING'
  /** A leaver stopped counting at the report refresh. */
  | 'USER_LEFT'
  /** A webhook of the organization was disabled; its events are held until it is resumed. */
  | 'WEBHOOK_DISABLED'
  /** A test of one webhook, requested by sendTestEvent. */
  | 'WEBHOOK_TEST'
  | '%future added value';

/** What an export lists. */
export type ExportDataset =
  /** Every link of a learning profile with the organization. With personal data not for EXECUTIVE_REPORT_VIEWER. */
  | 'ASSOCIATIONS'
  /** Every credit of the organization with its state at the instant of the data. */
  | 'CREDITS'
  /** Every completed module and learning path of currently linked people. */
  | 'LEARN_ANALYTICS'
  /** The rows of a published Skills Report, which never change. */
  | 'SKILLS_REPORT'
  | '%future added value';

/** The format of a file. In CSV, TSV and XLSX no text is run as a formula. */
export type ExportFormat =
  /** Comma-separated, UTF-8, with a header. Text that begins like a formula gets an apostrophe. */
  | 'CSV'
  /** One JSON object a line, values unchanged. */
  | 'JSONL'
  /** Columns with types and statistics, values unchanged. */
  | 'PARQUET'
  /** The same, separated by tabs. */
  | 'TSV'
  /** A workbook with one sheet; at most 1,048,575 rows. */
  | 'XLSX'
  | '%future added value';

/** The columns of a file. */
export type ExportLayout =
  /** The names of the columns of trainings exports of Partner Center; SKILLS_REPORT only. */
  | 'PARTNER_CENTER_TRAININGS'
  /** The columns of this API. Columns are added, never renamed or removed. */
  | 'STANDARD'
  | '%future added value';

/** How far an export is. */
export type ExportState =
  /** The file was removed after its time, or the export was canceled. */
  | 'EXPIRED'
  /** There is no file; error says why. */
  | 'FAILED'
  /** It is not begun yet. */
  | 'QUEUED'
  /** The file is complete and can be downloaded. */
  | 'READY'
  /** The file is being written. */
  | 'RUNNING'
  | '%future added value';

/** What becomes of the events that were held. */
export type HeldEvents =
  /** They are given up; replayWebhook can still send them. */
  | 'DISCARD'
  /** They are sent now, oldest first. */
  | 'SEND'
  | '%future added value';

/** What became of the mail that invites a user. */
export type InvitationMail =
  /** The mail server rejected it, or did not take it for a day. Correct the address (resendInvitation). */
  | 'FAILED'
  /** The mail server accepted it (User.invitationSentAt). That is no proof that it arrived. */
  | 'SENT'
  /** The holder of the address wants no invitations of this organization. Ask the person another way. */
  | 'STOPPED'
  /** It is about to be sent, or the mail server does not take it yet: it is tried for a day. */
  | 'WAITING'
  | '%future added value';

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

/** What happened to a link, or to an attempt to link. */
export type LinkActivityKind =
  /** Deactivation or deletion took effect at the report refresh. */
  | 'ENDED_BY_ACCOUNT'
  /** The person linked the profile to another work account, here or elsewhere. */
  | 'ENDED_BY_MOVE'
  /** The person removed it. */
  | 'ENDED_BY_USER'
  /** A sign-in at the learning source proved no profile, or the flow expired. */
  | 'FAILED'
  /** The learning source merged the profile with another one. */
  | 'MERGED'
  /** A rule rejected an attempt; nothing was linked and nothing used up. */
  | 'REFUSED'
  /** A leaver came back, and the link goes on. */
  | 'REINSTATED'
  /** The person confirmed, and the link began. */
  | 'STARTED'
  | '%future added value';

/** Why an attempt to link was rejected or failed. */
export type LinkActivityReason =
  /** The sign-in ended before the person chose an account and consented. */
  | 'ACCOUNT_NOT_CHOSEN'
  /** The work account has a link of this source, which has to be removed first. */
  | 'ANOTHER_PROFILE_LINKED'
  /** One of the limits of starts; the person sees which, and the next date. */
  | 'ASSOCIATION_LIMIT'
  /** The person canceled the sign-in at the learning source, or the source denied it. */
  | 'CANCELLED'
  /** Too soon after an earlier start (R25). For the person alone. */
  | 'COOL_OFF'
  /** A program tried with a delegated token of the person (R4); recorded once an hour. */
  | 'DELEGATED_TOKEN'
  /** The flow was not confirmed within ten minutes. */
  | 'EXPIRED'
  /** The profile at the learning source has no id yet. */
  | 'MCID_NOT_GENERATED'
  /** The learning source knows no such account. */
  | 'NO_LEARNING_ACCOUNT'
  /** The profile at the learning source has no usable id. */
  | 'PROFILE_INCOMPLETE'
  /** The learning source did not answer; the flow could go on. */
  | 'PROVIDER_UNAVAILABLE'
  /** The learning source reported an error, or its result proves no profile. */
  | 'SIGN_IN_FAILED'
  /** The sign-in was older than twelve hours; recorded once an hour. */
  | 'SIGN_IN_TOO_OLD'
  /** Too many flows within an hour (R31); recorded once an hour. */
  | 'TOO_MANY_STARTS'
  /** Another browser presented the address of the flow, which ended it. */
  | 'WRONG_BROWSER'
  /** Five completion codes were wrong, which ended the flow. */
  | 'WRONG_CODES'
  /** Another person presented the completion code, which ended the flow. */
  | 'WRONG_PERSON'
  /** No start is left in this year (R24). For the person alone. */
  | 'YEARLY_LIMIT'
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

/** The webhook to pause. */
export type PauseWebhookInput = {
  readonly webhookId: string;
};

/** What confirming would do. REINSTATE continues a leaver’s association and uses nothing up. */
export type PendingEffect =
  | 'ALREADY_LINKED'
  | 'MOVE'
  | 'NEW'
  | 'REFUSED'
  | 'REINSTATE'
  | '%future added value';

/** The event to send again. */
export type RedeliverEventInput = {
  /** `Event.id`, which is the header webhook-id. */
  readonly eventId: string;
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  readonly webhookId: string;
};

/** A new webhook. */
export type RegisterWebhookInput = {
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** For people: 1 to 100 characters. */
  readonly label: string;
  readonly organizationId: string;
  /** Base64, 24 to 64 bytes, with or without whsec_; made when omitted. */
  readonly secret?: string | null | undefined;
  /** Empty: every type, also those that come later. */
  readonly types?: ReadonlyArray<EventType> | null | undefined;
  /** An https address of a public host, without user name and password. */
  readonly url: string;
};

/** Which link to remove. */
export type RemoveAssociationInput = {
  readonly source: LearningSource;
};

/** The events to send again. */
export type ReplayWebhookInput = {
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** Events that entered the event log at this instant or later, in the last 30 days. */
  readonly since: string;
  /** Empty: the types of the webhook. */
  readonly types?: ReadonlyArray<EventType> | null | undefined;
  /** Only what this webhook never accepted. */
  readonly undeliveredOnly?: boolean | null | undefined;
  /** Events that entered the event log before this instant. */
  readonly until?: string | null | undefined;
  readonly webhookId: string;
};

/** The content and the format of a file. */
export type RequestExportInput = {
  readonly dataset: ExportDataset;
  readonly format: ExportFormat;
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** True: with names, addresses and profile ids, for callers who see these in reports (REPORT_VIEWER does not; programs need reports:read.pii beside exports:run). False: personRef in their place. */
  readonly includePersonalData?: boolean | null | undefined;
  readonly layout?: ExportLayout | null | undefined;
  /** The month of a Skills Report, by default the newest. Other datasets have none: they are exported as of now. */
  readonly month?: string | null | undefined;
  readonly organizationId: string;
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

/** The webhook to resume. */
export type ResumeWebhookInput = {
  /** What was held meanwhile. */
  readonly heldEvents?: HeldEvents | null | undefined;
  readonly webhookId: string;
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

/** The feed that gets a new key. */
export type RotateExportFeedKeyInput = {
  readonly feedId: string;
  /** How long the key before stays valid, so that readers can be changed: 0 to 168 hours. */
  readonly previousValidForHours?: number | null | undefined;
};

/** The webhook that gets a new secret. */
export type RotateWebhookSecretInput = {
  /** Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string | null | undefined;
  /** 0 to 168; with 0 the secret before ends now. */
  readonly previousValidForHours?: number | null | undefined;
  /** Base64, 24 to 64 bytes, with or without whsec_; made when omitted. */
  readonly secret?: string | null | undefined;
  readonly webhookId: string;
};

/** The webhook to test. */
export type SendTestEventInput = {
  /** The type whose example is sent. */
  readonly type?: EventType | null | undefined;
  readonly webhookId: string;
};

/** A group of the directory, and all roles of its members. */
export type SetGroupRolesInput = {
  /** The group, from Organization.directoryGroups. */
  readonly groupId: string;
  /** The roles of every member; an empty list for none. */
  readonly roles: ReadonlyArray<Role>;
};

/** True sends this mail, false stops it. A choice that is left out or null stays as it is. */
export type SetMailPreferencesInput = {
  readonly leavers?: boolean | null | undefined;
  readonly nextAssociation?: boolean | null | undefined;
  readonly renewals?: boolean | null | undefined;
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

/** How people are grouped, by data of the organization’s directory. */
export type SkillBreakdownBy =
  /** The country of the person. */
  | 'COUNTRY'
  /** The department of the person. */
  | 'DEPARTMENT'
  /** Department and country together. */
  | 'DEPARTMENT_AND_COUNTRY'
  | '%future added value';

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

/** Changes of a webhook. What is omitted or null stays as it is. */
export type UpdateWebhookInput = {
  /** 1 to 100 characters. */
  readonly label?: string | null | undefined;
  /** For events from now on. Empty: every type, also those that come later. */
  readonly types?: ReadonlyArray<EventType> | null | undefined;
  /** An https address of a public host. */
  readonly url?: string | null | undefined;
  readonly webhookId: string;
};

/** What happened to a user. */
export type UserActivityKind =
  /** The directory ended the access. */
  | 'DEACTIVATED'
  /** The user was deleted, or an invitation withdrawn. */
  | 'DELETED'
  /** The personal data of the user was erased. */
  | 'ERASED'
  /** The person signed in for the first time, which bound the user to them. */
  | 'FIRST_SIGN_IN'
  /** The invitation was sent again. */
  | 'INVITATION_RESENT'
  /** The user was invited, or created by the directory. */
  | 'INVITED'
  /** The directory restored the access. */
  | 'REACTIVATED'
  /** An attempt that a rule rejected; nothing changed. */
  | 'REFUSED'
  /** A deleted user came back. */
  | 'RESTORED'
  /** Roles were granted or withdrawn, by hand or by a group. */
  | 'ROLES_CHANGED'
  | '%future added value';

/** Why an attempt to change a user was rejected. */
export type UserActivityReason =
  /** The directory gave a user a name, an address or an external id that another user has. */
  | 'DIRECTORY_CONFLICT'
  /** The user has signed in, or has no invitation. */
  | 'INVITATION_NOT_PENDING'
  /** The organization would have no GLOBAL_ADMIN who has signed in. */
  | 'LAST_GLOBAL_ADMIN'
  /** It was about a GLOBAL_ADMIN, and the caller is none. */
  | 'NOT_PERMITTED'
  /** The user was deleted more than 30 days ago. */
  | 'RESTORE_WINDOW_PASSED'
  /** Another user of the organization has the address. */
  | 'USER_EXISTS'
  | '%future added value';

/** INVITED until the first sign-in, then ACTIVE. DEACTIVATED and DELETED users have no access. */
export type UserStatus =
  | 'ACTIVE'
  | 'DEACTIVATED'
  | 'DELETED'
  | 'INVITED'
  | '%future added value';

/** What led to an attempt. */
export type WebhookAttemptCause =
  | 'EVENT'
  | 'REDELIVERY'
  | 'REPLAY'
  | 'RETRY'
  | 'TEST'
  | '%future added value';

/** Why an attempt did not deliver the event. */
export type WebhookAttemptProblem =
  /** The name leads to an address that is not public. */
  | 'ADDRESS_NOT_ALLOWED'
  /** The answer has more than 64 kB, or more than 16 kB of headers. */
  | 'ANSWER_TOO_LARGE'
  /** The certificate is not valid for the name. */
  | 'CERTIFICATE_REFUSED'
  /** The connection was refused or ended before the end of the answer. */
  | 'CONNECTION_FAILED'
  /** The name has no address, or its name servers do not answer. */
  | 'NAME_NOT_FOUND'
  /** The receiver answered with a redirect, which is not followed: update the address. */
  | 'REDIRECT'
  /** The receiver answered with a status other than 200 to 299. */
  | 'STATUS'
  /** The answer was not complete after 15 seconds. */
  | 'TIMEOUT'
  | '%future added value';

/** Whether an event reached a webhook. */
export type WebhookDeliveryState =
  /** The receiver answered with a status from 200 to 299. */
  | 'DELIVERED'
  /** Rejected for 72 hours, discarded when the webhook was resumed, or a test that failed. */
  | 'GIVEN_UP'
  /** The webhook is paused or disabled. */
  | 'HELD'
  /** To be tried, or tried again, at nextAttemptAt. */
  | 'WAITING'
  | '%future added value';

/** Why the service disabled a webhook. resumeWebhook makes it active again. */
export type WebhookDisabledReason =
  /** Five times in a row the name led to an address that is not public. */
  | 'ADDRESS_NOT_ALLOWED'
  /** The receiver answered 410: it wants no more events. */
  | 'ANSWERED_GONE'
  /** Nothing was accepted for five days, in ten attempts or more. */
  | 'FAILING_FOR_FIVE_DAYS'
  | '%future added value';

/** Whether a webhook gets events. In each state they are stored and can be replayed. */
export type WebhookState =
  /** Events are sent as they happen. */
  | 'ACTIVE'
  /** Disabled by the service, see disabledReason: events are held. */
  | 'DISABLED'
  /** Paused by an administrator: events are held. */
  | 'PAUSED'
  | '%future added value';

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly viewer: { readonly id: string, readonly displayName: string, readonly email: string, readonly roles: ReadonlyArray<Role>, readonly leavesReportAt: string | null } | null, readonly callerOrganization: { readonly id: string, readonly name: string } | null };

export type PeopleActivityQueryVariables = Exact<{
  users: boolean;
  links: boolean;
  after?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type PeopleActivityQuery = { readonly callerOrganization: { readonly id: string, readonly userActivity?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<AccountActivityFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null, readonly linkActivity?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<LinkedActivityFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null };

export type MyActivityQueryVariables = Exact<{
  account: boolean;
  links: boolean;
  after?: string | null | undefined;
}>;


export type MyActivityQuery = { readonly viewer: { readonly id: string, readonly activity?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<AccountActivityFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null, readonly linkActivity?: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<LinkedActivityFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null };

export type AccountActivityFragment = { readonly id: string, readonly at: string, readonly kind: UserActivityKind, readonly attempted: UserActivityKind | null, readonly actorKind: ActivityActorKind, readonly client: string | null, readonly userReason: UserActivityReason | null, readonly user: { readonly id: string, readonly displayName: string } | null, readonly actorUser: { readonly id: string, readonly displayName: string } | null };

export type LinkedActivityFragment = { readonly id: string, readonly at: string, readonly kind: LinkActivityKind, readonly source: LearningSource, readonly actor: string, readonly actorKind: ActivityActorKind, readonly client: string | null, readonly linkReason: LinkActivityReason | null, readonly user: { readonly id: string, readonly displayName: string } | null };

export type ExportsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ExportsQuery = { readonly callerOrganization: { readonly id: string, readonly skillsReportMonths: ReadonlyArray<string> | null, readonly exports: { readonly nodes: ReadonlyArray<ExportRowFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null, readonly exportFeeds: ReadonlyArray<FeedRowFragment> | null } | null };

export type ExportRowFragment = { readonly id: string, readonly dataset: ExportDataset, readonly month: string | null, readonly format: ExportFormat, readonly layout: ExportLayout, readonly includesPersonalData: boolean, readonly state: ExportState, readonly error: string | null, readonly requestedAt: string, readonly dataAsOf: string, readonly rows: number | null, readonly rowsWritten: number | null, readonly rowsExpected: number | null, readonly bytes: number | null, readonly sha256: string | null, readonly availableUntil: string | null, readonly fileName: string, readonly url: string | null, readonly expiresAt: string | null };

export type ExportColumnsQueryVariables = Exact<{
  id: string;
}>;


export type ExportColumnsQuery = { readonly export: { readonly id: string, readonly columns: ReadonlyArray<{ readonly name: string, readonly type: string, readonly nullable: boolean, readonly personal: boolean, readonly description: string }> } | null };

export type RequestExportMutationVariables = Exact<{
  input: RequestExportInput;
}>;


export type RequestExportMutation = { readonly requestExport:
    | { readonly __typename: 'ExportUnavailableError', readonly message: string }
    | { readonly __typename: 'RequestExportSuccess', readonly export: { readonly id: string, readonly state: ExportState } }
   };

export type CancelExportMutationVariables = Exact<{
  input: CancelExportInput;
}>;


export type CancelExportMutation = { readonly cancelExport:
    | { readonly __typename: 'CancelExportSuccess', readonly export: { readonly id: string } }
    | { readonly __typename: 'ExportNotFoundError', readonly message: string }
   };

export type FeedRowFragment = { readonly id: string, readonly label: string, readonly dataset: ExportDataset, readonly format: ExportFormat, readonly layout: ExportLayout, readonly includesPersonalData: boolean, readonly address: string, readonly createdAt: string, readonly lastReadAt: string | null, readonly expiresAt: string | null, readonly latest: { readonly id: string, readonly month: string | null, readonly dataAsOf: string, readonly rows: number | null, readonly bytes: number | null } | null };

export type CreateExportFeedMutationVariables = Exact<{
  input: CreateExportFeedInput;
}>;


export type CreateExportFeedMutation = { readonly createExportFeed:
    | { readonly __typename: 'CreateExportFeedSuccess', readonly key: string, readonly feed: FeedRowFragment }
    | { readonly __typename: 'ExportUnavailableError', readonly message: string }
    | { readonly __typename: 'TooManyExportFeedsError', readonly message: string }
   };

export type RotateExportFeedKeyMutationVariables = Exact<{
  input: RotateExportFeedKeyInput;
}>;


export type RotateExportFeedKeyMutation = { readonly rotateExportFeedKey:
    | { readonly __typename: 'ExportFeedNotFoundError', readonly message: string }
    | { readonly __typename: 'RotateExportFeedKeySuccess', readonly key: string, readonly feed: FeedRowFragment }
   };

export type DeleteExportFeedMutationVariables = Exact<{
  input: DeleteExportFeedInput;
}>;


export type DeleteExportFeedMutation = { readonly deleteExportFeed:
    | { readonly __typename: 'DeleteExportFeedSuccess', readonly feedId: string }
    | { readonly __typename: 'ExportFeedNotFoundError', readonly message: string }
   };

export type LearnQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type LearnQuery = { readonly callerOrganization: { readonly id: string, readonly learnAnalytics: { readonly trainedIndividuals: number, readonly moduleCompletions: number, readonly learningPathCompletions: number, readonly monthly: ReadonlyArray<{ readonly month: string, readonly newlyTrainedIndividuals: number, readonly moduleCompletions: number, readonly learningPathCompletions: number }>, readonly byName: ReadonlyArray<{ readonly label: string, readonly completions: number }>, readonly byRole: ReadonlyArray<{ readonly label: string, readonly completions: number }>, readonly byProduct: ReadonlyArray<{ readonly label: string, readonly completions: number }> } | null } | null };

export type MyCalendarFragment = { readonly createdAt: string, readonly lastReadAt: string | null };

export type CreateCalendarMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateCalendarMutation = { readonly createCalendarFeed: { readonly __typename: 'CreateCalendarFeedSuccess', readonly address: string } };

export type DeleteCalendarMutationVariables = Exact<{ [key: string]: never; }>;


export type DeleteCalendarMutation = { readonly deleteCalendarFeed:
    | { readonly __typename: 'CalendarFeedNotFoundError', readonly message: string }
    | { readonly __typename: 'DeleteCalendarFeedSuccess', readonly userId: string }
   };

export type MyMailFragment = { readonly renewals: boolean, readonly leavers: boolean, readonly nextAssociation: boolean };

export type ChooseMailMutationVariables = Exact<{
  input: SetMailPreferencesInput;
}>;


export type ChooseMailMutation = { readonly setMailPreferences:
    | { readonly __typename: 'NoMailError', readonly message: string }
    | { readonly __typename: 'SetMailPreferencesSuccess', readonly user: { readonly id: string } }
   };

export type MyLearnProfileQueryVariables = Exact<{
  states?: ReadonlyArray<CreditState> | CreditState | null | undefined;
  after?: string | null | undefined;
  withTitles: boolean;
}>;


export type MyLearnProfileQuery = { readonly viewer: { readonly id: string, readonly learn: LinkedProfileFragment | null, readonly learnAllowance: LinkAllowanceFragment | null, readonly learnNewest: { readonly nodes: ReadonlyArray<EarlierLinkFragment> } | null, readonly university: LinkedProfileFragment | null, readonly universityAllowance: LinkAllowanceFragment | null, readonly universityNewest: { readonly nodes: ReadonlyArray<EarlierLinkFragment> } | null, readonly mailPreferences: MyMailFragment | null, readonly calendarFeed: MyCalendarFragment | null, readonly credits: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<MyCreditFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null } | null, readonly designationTitles?: ReadonlyArray<RequirementTitleFragment> };

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

export type PersonAccountFragment = { readonly id: string, readonly status: UserStatus, readonly roles: ReadonlyArray<Role>, readonly grantedRoles: ReadonlyArray<Role>, readonly groupRoles: ReadonlyArray<Role>, readonly invitedAt: string, readonly invitationSentAt: string | null, readonly invitationMail: InvitationMail | null, readonly firstSignedInAt: string | null, readonly deactivatedAt: string | null, readonly deletedAt: string | null, readonly restorableUntil: string | null, readonly leavesReportAt: string | null, readonly directoryMismatch: { readonly detectedAt: string } | null };

export type AddressTakenFragment = { readonly user: PersonNameFragment };

export type ResendInvitationMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ResendInvitationMutation = { readonly resendInvitation:
    | { readonly __typename: 'InvalidUserInputError', readonly field: string, readonly message: string }
    | { readonly __typename: 'InvitationNotPendingError', readonly message: string }
    | { readonly __typename: 'ResendInvitationSuccess', readonly user: (
        { readonly invitationMail: InvitationMail | null }
        & PersonNameFragment
      ) }
    | (
      { readonly __typename: 'UserExistsError', readonly message: string }
      & AddressTakenFragment
    )
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
    | (
      { readonly __typename: 'UserExistsError', readonly message: string }
      & AddressTakenFragment
    )
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
    | { readonly __typename: 'InviteUserSuccess', readonly user: (
        { readonly invitationMail: InvitationMail | null }
        & PersonNameFragment
      ) }
    | (
      { readonly __typename: 'UserExistsError', readonly message: string }
      & AddressTakenFragment
    )
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
  ) & { readonly id?: string, readonly status?: UserStatus, readonly roles?: ReadonlyArray<Role>, readonly grantedRoles?: ReadonlyArray<Role>, readonly groupRoles?: ReadonlyArray<Role>, readonly invitedAt?: string, readonly invitationSentAt?: string | null, readonly invitationMail?: InvitationMail | null, readonly firstSignedInAt?: string | null, readonly deactivatedAt?: string | null, readonly deletedAt?: string | null, readonly restorableUntil?: string | null, readonly leavesReportAt?: string | null, readonly directoryMismatch?: { readonly detectedAt: string } | null } & { readonly title?: string | null, readonly department?: string | null, readonly city?: string | null, readonly country?: string | null, readonly manager?: { readonly displayName: string | null, readonly userId: string | null } | null, readonly directoryMismatch?: { readonly directoryId: string, readonly signInId: string, readonly detectedAt: string } | null } | null, readonly callerOrganization?: { readonly id: string, readonly designations: ReadonlyArray<{ readonly code: string, readonly title: string }> | null, readonly specializations: ReadonlyArray<{ readonly code: string, readonly title: string }> | null } | null };

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
  ) & { readonly id?: string, readonly status?: UserStatus, readonly roles?: ReadonlyArray<Role>, readonly grantedRoles?: ReadonlyArray<Role>, readonly groupRoles?: ReadonlyArray<Role>, readonly invitedAt?: string, readonly invitationSentAt?: string | null, readonly invitationMail?: InvitationMail | null, readonly firstSignedInAt?: string | null, readonly deactivatedAt?: string | null, readonly deletedAt?: string | null, readonly restorableUntil?: string | null, readonly leavesReportAt?: string | null, readonly directoryMismatch?: { readonly detectedAt: string } | null } | null };

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
    { readonly skillsReport: { readonly id: string, readonly byDesignation: ReadonlyArray<ReportScoreFragment>, readonly changesSince: { readonly since: string, readonly gained: number, readonly lost: number, readonly peopleGained: number, readonly peopleLost: number, readonly byDesignation: ReadonlyArray<{ readonly designation: string, readonly gained: number, readonly lost: number }>, readonly rows: ReportChangedRowsFragment } } | null, readonly earlier: { readonly id: string, readonly byDesignation: ReadonlyArray<ReportScoreFragment> } | null }
    & ReportMonthsFragment
  ) | null };

export type ReportChangedRowsFragment = { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly change: SkillsReportChangeKind, readonly cause: SkillsReportChangeCause, readonly at: string | null, readonly row: { readonly id: string, readonly personRef: string, readonly personName: string | null, readonly person: { readonly id: string } | null, readonly credential: { readonly code: string, readonly title: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type ReportScoreFragment = { readonly code: string, readonly title: string, readonly score: number, readonly attained: boolean };

export type SkillsReportQueryVariables = Exact<{
  month?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
  filter?: SkillsReportFilter | null | undefined;
  order?: SkillsReportOrder | null | undefined;
}>;


export type SkillsReportQuery = { readonly callerOrganization: (
    { readonly skillsReport: { readonly id: string, readonly month: string, readonly publishedAt: string, readonly byDesignation: ReadonlyArray<{ readonly on: string }>, readonly totals: { readonly people: number, readonly credentials: number, readonly expiringWithin90Days: number, readonly leaving: number }, readonly rows: ReportRowsFragment } | null, readonly compared: { readonly id: string, readonly changesSince: { readonly since: string, readonly gained: number, readonly lost: number, readonly peopleGained: number, readonly peopleLost: number } } | null }
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

export type ReportRowsFragment = { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly personRef: string, readonly personName: string | null, readonly profileId: string | null, readonly achievedAt: string, readonly expiresOn: string | null, readonly leaving: boolean, readonly person: { readonly id: string } | null, readonly credential: { readonly code: string, readonly title: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type SkillBreakdownQueryVariables = Exact<{
  by: SkillBreakdownBy;
  filter?: CreditFilter | null | undefined;
}>;


export type SkillBreakdownQuery = { readonly callerOrganization: { readonly id: string, readonly creditBreakdown: { readonly groups: ReadonlyArray<BreakdownGroupFragment>, readonly others: { readonly groups: number, readonly people: number, readonly credentials: number } } | null } | null };

export type BreakdownGroupFragment = { readonly department: string | null, readonly country: string | null, readonly people: number, readonly credentials: number };

export type DesignationQueryVariables = Exact<{
  code: string;
  on?: string | null | undefined;
  anniversary?: string | null | undefined;
  live: boolean;
}>;


export type DesignationQuery = { readonly callerOrganization: { readonly id: string, readonly recalculation?: { readonly peopleLeft: number } | null, readonly designation: { readonly code: string, readonly title: string, readonly on: string, readonly track: Track, readonly ruleset: string, readonly score: number, readonly required: number, readonly attained: boolean, readonly skillingPoints: number, readonly skillingMax: number, readonly metrics: ReadonlyArray<MetricDetailFragment>, readonly gaps: ReadonlyArray<StepGapFragment>, readonly facts: ReadonlyArray<{ readonly id: string, readonly metric: string, readonly on: string, readonly value: number }>, readonly qualification: QualificationDaysFragment } | null, readonly plan?: PlanFragment | null, readonly reserve?: PlanFragment | null, readonly forecast?: ReadonlyArray<{ readonly designation: string, readonly on: string, readonly skillingPoints: number, readonly attained: boolean }> | null, readonly risks?: ReadonlyArray<RiskFragment> | null, readonly designationHistory: ReadonlyArray<{ readonly month: string, readonly on: string, readonly score: number, readonly required: number, readonly attained: boolean, readonly skillingPoints: number, readonly ruleset: string }> | null } | null };

export type MetricDetailFragment = { readonly code: string, readonly title: string, readonly category: MetricCategory, readonly points: number, readonly max: number, readonly steps: ReadonlyArray<StepDetailFragment> };

export type StepDetailFragment = { readonly step: number, readonly isGate: boolean, readonly points: number, readonly peopleHave: number, readonly peopleNeeded: number | null, readonly reached: boolean, readonly credentials: ReadonlyArray<{ readonly code: string, readonly title: string }>, readonly holders: ReadonlyArray<{ readonly personRef: string, readonly person: { readonly id: string, readonly displayName: string } | null }> };

export type StepGapFragment = { readonly metric: string, readonly step: number, readonly peopleMissing: number, readonly anyOf: ReadonlyArray<{ readonly code: string, readonly title: string }> };

export type QualificationDaysFragment = { readonly from: string, readonly to: string, readonly renewalThrough: string | null, readonly qualified: boolean, readonly daysAttained: number, readonly lastAttainedOn: string | null, readonly daysLeft: number, readonly qualifiedThrough: string | null };

export type PlanFragment = { readonly reachable: boolean, readonly exams: number | null, readonly people: number | null, readonly steps: ReadonlyArray<PlanStepFragment>, readonly obstacles: ReadonlyArray<{ readonly reason: PathObstacleReason, readonly metric: string | null, readonly pointsMissing: number }> };

export type PlanStepFragment = { readonly personRef: string | null, readonly newPerson: string | null, readonly exams: number, readonly pointsGained: number, readonly person: { readonly id: string, readonly displayName: string } | null, readonly credential: { readonly code: string, readonly title: string } };

export type SkillsQueryVariables = Exact<{ [key: string]: never; }>;


export type SkillsQuery = { readonly callerOrganization: { readonly id: string, readonly nextReportAt: string | null, readonly recalculation: { readonly peopleLeft: number } | null, readonly designations: ReadonlyArray<DesignationScoreFragment> | null, readonly risks: ReadonlyArray<RiskFragment> | null, readonly skillsReport: { readonly id: string, readonly month: string, readonly totals: { readonly expiringWithin90Days: number, readonly leaving: number } } | null } | null };

export type DesignationScoreFragment = { readonly code: string, readonly title: string, readonly track: Track, readonly score: number, readonly required: number, readonly attained: boolean, readonly skillingPoints: number, readonly skillingMax: number, readonly metrics: ReadonlyArray<{ readonly code: string, readonly title: string, readonly points: number }> };

export type RiskFragment = { readonly designation: string, readonly cause: SkillRiskCause, readonly on: string | null, readonly pointsLost: number, readonly losesDesignation: boolean, readonly closesStep: number | null, readonly personRef: string, readonly credentials: ReadonlyArray<{ readonly code: string, readonly title: string }>, readonly together: ReadonlyArray<{ readonly personRef: string, readonly person: { readonly id: string, readonly displayName: string } | null }> };

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

export type RegisterWebhookFormQueryVariables = Exact<{ [key: string]: never; }>;


export type RegisterWebhookFormQuery = { readonly eventTypes: ReadonlyArray<EventTypeNameFragment>, readonly callerOrganization: { readonly id: string, readonly webhooks: { readonly totalCount: number | null } | null } | null };

export type ChangeWebhookFormQueryVariables = Exact<{
  id: string;
}>;


export type ChangeWebhookFormQuery = { readonly eventTypes: ReadonlyArray<EventTypeNameFragment>, readonly webhook: { readonly id: string, readonly label: string, readonly url: string, readonly types: ReadonlyArray<EventType> } | null };

export type RegisterWebhookMutationVariables = Exact<{
  input: RegisterWebhookInput;
}>;


export type RegisterWebhookMutation = { readonly registerWebhook:
    | { readonly __typename: 'InvalidWebhookInputError', readonly field: string, readonly message: string }
    | { readonly __typename: 'RegisterWebhookSuccess', readonly secret: string, readonly webhook: { readonly id: string, readonly label: string } }
    | { readonly __typename: 'TooManyWebhooksError', readonly message: string }
    | { readonly __typename: 'WebhookAddressError', readonly message: string }
   };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { readonly updateWebhook:
    | { readonly __typename: 'InvalidWebhookInputError', readonly field: string, readonly message: string }
    | { readonly __typename: 'UpdateWebhookSuccess', readonly webhook: { readonly id: string } }
    | { readonly __typename: 'WebhookAddressError', readonly message: string }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { readonly callerOrganization: { readonly id: string, readonly webhooks: { readonly nodes: ReadonlyArray<WebhookSummaryFragment> } | null } | null };

export type WebhookQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  state?: ReadonlyArray<WebhookDeliveryState> | WebhookDeliveryState | null | undefined;
}>;


export type WebhookQuery = { readonly webhook: (
    { readonly createdAt: string, readonly secrets: ReadonlyArray<{ readonly hint: string, readonly createdAt: string, readonly validUntil: string | null }>, readonly deliveries: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<DeliveryRowFragment>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null }
    & WebhookSummaryFragment
  ) | null, readonly eventTypes: ReadonlyArray<{ readonly type: EventType, readonly name: string }> };

export type DeliveryRowFragment = { readonly state: WebhookDeliveryState, readonly attemptCount: number, readonly nextAttemptAt: string | null, readonly event: { readonly id: string, readonly type: EventType, readonly occurredAt: string, readonly sequence: number }, readonly attempts: ReadonlyArray<{ readonly at: string, readonly cause: WebhookAttemptCause, readonly status: number | null, readonly problem: WebhookAttemptProblem | null, readonly milliseconds: number }> };

export type WebhookAttemptFragment = { readonly at: string, readonly cause: WebhookAttemptCause, readonly status: number | null, readonly problem: WebhookAttemptProblem | null, readonly milliseconds: number, readonly answer: string | null };

export type DeliveryAttemptsQueryVariables = Exact<{
  id: string;
  eventId: string;
}>;


export type DeliveryAttemptsQuery = { readonly webhook: { readonly id: string, readonly delivery: { readonly attemptCount: number, readonly event: { readonly id: string, readonly body: string }, readonly attempts: ReadonlyArray<WebhookAttemptFragment> } | null } | null };

export type SendTestEventMutationVariables = Exact<{
  input: SendTestEventInput;
}>;


export type SendTestEventMutation = { readonly sendTestEvent:
    | { readonly __typename: 'SendTestEventSuccess', readonly delivery: { readonly state: WebhookDeliveryState, readonly attempts: ReadonlyArray<WebhookAttemptFragment> } }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type RedeliverEventMutationVariables = Exact<{
  input: RedeliverEventInput;
}>;


export type RedeliverEventMutation = { readonly redeliverEvent:
    | { readonly __typename: 'EventNotKeptError', readonly keptSince: string, readonly message: string }
    | { readonly __typename: 'RedeliverEventSuccess', readonly delivery: { readonly state: WebhookDeliveryState, readonly attempts: ReadonlyArray<WebhookAttemptFragment> } }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type PauseWebhookMutationVariables = Exact<{
  input: PauseWebhookInput;
}>;


export type PauseWebhookMutation = { readonly pauseWebhook:
    | { readonly __typename: 'PauseWebhookSuccess', readonly webhook: { readonly id: string } }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type ResumeWebhookMutationVariables = Exact<{
  input: ResumeWebhookInput;
}>;


export type ResumeWebhookMutation = { readonly resumeWebhook:
    | { readonly __typename: 'ResumeWebhookSuccess', readonly released: number }
    | { readonly __typename: 'WebhookAddressError', readonly message: string }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { readonly rotateWebhookSecret:
    | { readonly __typename: 'InvalidWebhookInputError', readonly message: string }
    | { readonly __typename: 'RotateWebhookSecretSuccess', readonly secret: string }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type ReplayWebhookMutationVariables = Exact<{
  input: ReplayWebhookInput;
}>;


export type ReplayWebhookMutation = { readonly replayWebhook:
    | { readonly __typename: 'EventNotKeptError', readonly keptSince: string, readonly message: string }
    | { readonly __typename: 'ReplayWebhookSuccess', readonly events: number }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { readonly deleteWebhook:
    | { readonly __typename: 'DeleteWebhookSuccess', readonly webhookId: string }
    | { readonly __typename: 'WebhookNotFoundError', readonly message: string }
   };

export type WebhookSummaryFragment = { readonly id: string, readonly label: string, readonly url: string, readonly types: ReadonlyArray<EventType>, readonly state: WebhookState, readonly stateSince: string, readonly disabledReason: WebhookDisabledReason | null, readonly health: { readonly delivered: number, readonly failedAttempts: number, readonly failingSince: string | null, readonly lastDeliveredAt: string | null, readonly medianMilliseconds: number | null, readonly oldestWaitingAt: string | null, readonly waiting: number } };

export type EventTypeNameFragment = { readonly type: EventType, readonly name: string, readonly description: string };

export const MeDocument: TrustedDocument<MeQuery, MeQueryVariables> = {
  documentId: 'sha256:2f10fb9d985660f553963c90ac4f7fe538c1b1276375165c5d5c451298bc8399',
};
export const PeopleActivityDocument: TrustedDocument<PeopleActivityQuery, PeopleActivityQueryVariables> = {
  documentId: 'sha256:c5164e49e2a227a4a4890ee8d1c1b404faf6984f816e970c8923a5cac4112955',
};
export const MyActivityDocument: TrustedDocument<MyActivityQuery, MyActivityQueryVariables> = {
  documentId: 'sha256:03ff4c8a81450bf7572994ffee14bed4c8f44fcaf4c556f8d904154f05f8cb41',
};
export const ExportsDocument: TrustedDocument<ExportsQuery, ExportsQueryVariables> = {
  documentId: 'sha256:082ae79d4de00f88e46b7c031ac2eeb118446d9496a0685d397b301bb3884491',
};
export const ExportColumnsDocument: TrustedDocument<ExportColumnsQuery, ExportColumnsQueryVariables> = {
  documentId: 'sha256:f25fbebe3e5a5ddca5207951a1eef12d37d27fc75b6db0730efeca8eed4a3992',
};
export const RequestExportDocument: TrustedDocument<RequestExportMutation, RequestExportMutationVariables> = {
  documentId: 'sha256:f99b80bdebba2c3383beafbd1dc1a250ca52b2b28a29b18e03a44940a21d8cae', mutation: 'requestExport',
};
export const CancelExportDocument: TrustedDocument<CancelExportMutation, CancelExportMutationVariables> = {
  documentId: 'sha256:6383466894f0c59ff209900cd7a8fbafbcfda3a540dfbab8b8c4423edaeefcf9', mutation: 'cancelExport',
};
export const CreateExportFeedDocument: TrustedDocument<CreateExportFeedMutation, CreateExportFeedMutationVariables> = {
  documentId: 'sha256:dfa3df10312a34802429a301949db6c9ce8d742b338f79efeaa0d30d4a26e679', mutation: 'createExportFeed',
};
export const RotateExportFeedKeyDocument: TrustedDocument<RotateExportFeedKeyMutation, RotateExportFeedKeyMutationVariables> = {
  documentId: 'sha256:38cd988b4f81882784af563257ffcc66c102b1af7b548d472ee82959612dee7b', mutation: 'rotateExportFeedKey',
};
export const DeleteExportFeedDocument: TrustedDocument<DeleteExportFeedMutation, DeleteExportFeedMutationVariables> = {
  documentId: 'sha256:8cbeb6d888253b297e799784e087f39ff492d988fa3be520a8f4cf024a4f60c2', mutation: 'deleteExportFeed',
};
export const LearnDocument: TrustedDocument<LearnQuery, LearnQueryVariables> = {
  documentId: 'sha256:2c4341ad876346f87bbcc73813bce8bb509b6b98c23ba5af3dcd9a554d699f54',
};
export const CreateCalendarDocument: TrustedDocument<CreateCalendarMutation, CreateCalendarMutationVariables> = {
  documentId: 'sha256:1f8a53de8b5630f62842b2ca660fa8ae2b5faf1c9714e11ccb6cc9705ef6acd3', mutation: 'createCalendarFeed',
};
export const DeleteCalendarDocument: TrustedDocument<DeleteCalendarMutation, DeleteCalendarMutationVariables> = {
  documentId: 'sha256:fa414aa5f7f7194f05e0ad3e23d7b97e16a49f9057a2138c4e03c16127c27ed3', mutation: 'deleteCalendarFeed',
};
export const ChooseMailDocument: TrustedDocument<ChooseMailMutation, ChooseMailMutationVariables> = {
  documentId: 'sha256:d28701bb8a0f86701b25d4052f0dac756c3056b97db08941b4acd6decbbd6eab', mutation: 'setMailPreferences',
};
export const MyLearnProfileDocument: TrustedDocument<MyLearnProfileQuery, MyLearnProfileQueryVariables> = {
  documentId: 'sha256:b2bb5fb1109ea27c03529cb7b812b55543a1fc2df48c7c406b113d8488629ab6',
};
export const LinkHistoryDocument: TrustedDocument<LinkHistoryQuery, LinkHistoryQueryVariables> = {
  documentId: 'sha256:acdf6454f8de9430fe08fe5a0ab754d03f4158fc0a57c9d920a925fc9ad0f905',
};
export const PendingLinkDocument: TrustedDocument<PendingLinkQuery, PendingLinkQueryVariables> = {
  documentId: 'sha256:84733202be0b7018e1c3c5c40eb9024f7f14357cd68e7f88b7965ec0aca196ed',
};
export const BeginLinkDocument: TrustedDocument<BeginLinkMutation, BeginLinkMutationVariables> = {
  documentId: 'sha256:53177795038eb1b626dd4178ff5f96fcbf957d0e4f15da9575e8bc508eb06ad3', mutation: 'beginAssociation',
};
export const ConfirmLinkDocument: TrustedDocument<ConfirmLinkMutation, ConfirmLinkMutationVariables> = {
  documentId: 'sha256:937887b44ff74282642635eece1bd8797c1cd06037a179855210578888ce17de', mutation: 'confirmAssociation',
};
export const RemoveLinkDocument: TrustedDocument<RemoveLinkMutation, RemoveLinkMutationVariables> = {
  documentId: 'sha256:1e1bfdd571be6b7f29eefcb7ae26335f0b14ff3dbba4a8724cf6e8c790dfe408', mutation: 'removeAssociation',
};
export const ResendInvitationDocument: TrustedDocument<ResendInvitationMutation, ResendInvitationMutationVariables> = {
  documentId: 'sha256:3c8a26662f3d0c1c84d3fa18e4a1ac045bbb846cf76fdd4caf30b39753eea285', mutation: 'resendInvitation',
};
export const ChangeUserRolesDocument: TrustedDocument<ChangeUserRolesMutation, ChangeUserRolesMutationVariables> = {
  documentId: 'sha256:5bfa6e7167ae539b8c3dd39cfa8822cad364c12de58bf0f7e33d9dc44748e594', mutation: 'changeUserRoles',
};
export const DeleteUserDocument: TrustedDocument<DeleteUserMutation, DeleteUserMutationVariables> = {
  documentId: 'sha256:06227092a2c9f482bfd4c594ce0971fbf8fa73e9f684bd438653d9bb3ba347ab', mutation: 'deleteUser',
};
export const RestoreUserDocument: TrustedDocument<RestoreUserMutation, RestoreUserMutationVariables> = {
  documentId: 'sha256:134719f49d96fb632ce3712a335e90a4e9cadba3178f910d0235689d0e83e77a', mutation: 'restoreUser',
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
  documentId: 'sha256:f6e318aa3391c0872f7c5d3c60b79867f49fbfbccbdebd67d38586d811997e35', mutation: 'issueScimClient',
};
export const IssueScimTokenDocument: TrustedDocument<IssueScimTokenMutation, IssueScimTokenMutationVariables> = {
  documentId: 'sha256:8699c7ab3701aaf23268560a27c5b24a9a339d973e98781c0ee68e75dfbad8c2', mutation: 'issueScimToken',
};
export const RevokeScimClientDocument: TrustedDocument<RevokeScimClientMutation, RevokeScimClientMutationVariables> = {
  documentId: 'sha256:bf6ff6a540b34d4d56408560b5d51f275842835e1df0e3251277f6dd0c8aa538', mutation: 'revokeScimClient',
};
export const RevokeScimTokenDocument: TrustedDocument<RevokeScimTokenMutation, RevokeScimTokenMutationVariables> = {
  documentId: 'sha256:ff2827081d8fce596411a5b1ee2980fde9c9b688b23e8f09923c33ef8f37c5c9', mutation: 'revokeScimToken',
};
export const SetGroupRolesDocument: TrustedDocument<SetGroupRolesMutation, SetGroupRolesMutationVariables> = {
  documentId: 'sha256:5b989a0407933a65e0bf143c12067bcad6f40d72e62274819324949353b3d99a', mutation: 'setGroupRoles',
};
export const InviteUserDocument: TrustedDocument<InviteUserMutation, InviteUserMutationVariables> = {
  documentId: 'sha256:d458bcfe86301cf52ab550384798764fab2ed628fd6a8d6f3656c210aa0bd481', mutation: 'inviteUser',
};
export const PersonDocument: TrustedDocument<PersonQuery, PersonQueryVariables> = {
  documentId: 'sha256:b563f49ca244c2caeb72d83c0313f0726148262e276ac162a763de0a33613ccd',
};
export const PeopleDocument: TrustedDocument<PeopleQuery, PeopleQueryVariables> = {
  documentId: 'sha256:cd16202a1785feb0c87205de918e56038ffba68be7245d0df05abc40d04650d0',
};
export const SkillsReportAsKnownNowDocument: TrustedDocument<SkillsReportAsKnownNowQuery, SkillsReportAsKnownNowQueryVariables> = {
  documentId: 'sha256:8acea35960d9ed7fe67cbb3706c00d02e0f2d36f9f787f3ddd751b98b9546475',
};
export const SkillsReportChangesDocument: TrustedDocument<SkillsReportChangesQuery, SkillsReportChangesQueryVariables> = {
  documentId: 'sha256:aeeba737b697d0d5e5d7e2f537b3ce46413bc2e897f7c6234202491dd734d437',
};
export const SkillsReportDocument: TrustedDocument<SkillsReportQuery, SkillsReportQueryVariables> = {
  documentId: 'sha256:38a5f0f2da0b63f7aa700c95a7bffe1b01ffdfdc33fa060892dc39b58466384b',
};
export const SkillsReportRowsDocument: TrustedDocument<SkillsReportRowsQuery, SkillsReportRowsQueryVariables> = {
  documentId: 'sha256:42fbadb3a8c11b846bf9528d08d258213128e4d862a909909d7adfbe69337ad9',
};
export const SkillBreakdownDocument: TrustedDocument<SkillBreakdownQuery, SkillBreakdownQueryVariables> = {
  documentId: 'sha256:7081444a5b454497df6957b596bf02870d966447956ebe95f1228066dbbe57ff',
};
export const DesignationDocument: TrustedDocument<DesignationQuery, DesignationQueryVariables> = {
  documentId: 'sha256:b58621ef0ea76e9e12f7ad7ee15ee4ec4635b3ecc0c8c09f7cd2d14c5b138379',
};
export const SkillsDocument: TrustedDocument<SkillsQuery, SkillsQueryVariables> = {
  documentId: 'sha256:a28cb7fc0fc9deecc0dd0dc6b50594f9634e45bd039bf7733e6e0f17699c721c',
};
export const SpecializationsDocument: TrustedDocument<SpecializationsQuery, SpecializationsQueryVariables> = {
  documentId: 'sha256:d290d3c16565845ba56cfcd7e59dc1926778b131a58874874a7d50de882941a9',
};
export const WhatIfDocument: TrustedDocument<WhatIfQuery, WhatIfQueryVariables> = {
  documentId: 'sha256:8e6537cd4964dd7ce7a741da8ec998ad7cb5b0bc47b30abf04749a215ef92ffe',
};
export const PlanPeopleDocument: TrustedDocument<PlanPeopleQuery, PlanPeopleQueryVariables> = {
  documentId: 'sha256:c2934457ee605de3284ca875038d714b8e4e33d625f521a7cbd1878dfd72800e',
};
export const RegisterWebhookFormDocument: TrustedDocument<RegisterWebhookFormQuery, RegisterWebhookFormQueryVariables> = {
  documentId: 'sha256:1422dd9dca2767b919fb8b1a5b1594d6a28f7fe09976a1e3f6e176cf8345c010',
};
export const ChangeWebhookFormDocument: TrustedDocument<ChangeWebhookFormQuery, ChangeWebhookFormQueryVariables> = {
  documentId: 'sha256:34c65289924d37158189c0b4888eff0f453da607ccb2c571b1df96ec11e81bae',
};
export const RegisterWebhookDocument: TrustedDocument<RegisterWebhookMutation, RegisterWebhookMutationVariables> = {
  documentId: 'sha256:00a7f5b6b1d7e446e38f82cee6c7a2182aa3481e968ddb2e543eb8391d7e7467', mutation: 'registerWebhook',
};
export const UpdateWebhookDocument: TrustedDocument<UpdateWebhookMutation, UpdateWebhookMutationVariables> = {
  documentId: 'sha256:e63d8ba80545e9956e72e03530aa1617414ef92d93ed044f403cdc14c1c2ae18', mutation: 'updateWebhook',
};
export const WebhooksDocument: TrustedDocument<WebhooksQuery, WebhooksQueryVariables> = {
  documentId: 'sha256:e4d55f96de8e641e5f86fce85d932a277e6089fb9ee60b65841045c2fb08fdff',
};
export const WebhookDocument: TrustedDocument<WebhookQuery, WebhookQueryVariables> = {
  documentId: 'sha256:437717c55b6ee56d612c39b89f9a5772b863fc6da2b8fcd4bc7711ef4d66753b',
};
export const DeliveryAttemptsDocument: TrustedDocument<DeliveryAttemptsQuery, DeliveryAttemptsQueryVariables> = {
  documentId: 'sha256:897ece954cffea301016c6d0bed2b71adb45d0ea6badd6d9113d53ad01802a16',
};
export const SendTestEventDocument: TrustedDocument<SendTestEventMutation, SendTestEventMutationVariables> = {
  documentId: 'sha256:53574edc6c17ec3c3e8ecbe241cdf2a66da63221b9f65d5206d21acf97496836', mutation: 'sendTestEvent',
};
export const RedeliverEventDocument: TrustedDocument<RedeliverEventMutation, RedeliverEventMutationVariables> = {
  documentId: 'sha256:8f1315392136bc6ae63385209d1c1ac65f5f5a5d2affbbe5b761e1cdb45fcf2c', mutation: 'redeliverEvent',
};
export const PauseWebhookDocument: TrustedDocument<PauseWebhookMutation, PauseWebhookMutationVariables> = {
  documentId: 'sha256:0e38a8304054054a7345556e2cde352c399cffae9753e9ea4f90d592665ac3a3', mutation: 'pauseWebhook',
};
export const ResumeWebhookDocument: TrustedDocument<ResumeWebhookMutation, ResumeWebhookMutationVariables> = {
  documentId: 'sha256:ff86ff7e6bb51522512a534d58c7b774f05471677e2e62a0d514fb22d50a1555', mutation: 'resumeWebhook',
};
export const RotateWebhookSecretDocument: TrustedDocument<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables> = {
  documentId: 'sha256:4945f37d056053bb11a1899b940549dbd28a5eab657924f22f7daa0328920777', mutation: 'rotateWebhookSecret',
};
export const ReplayWebhookDocument: TrustedDocument<ReplayWebhookMutation, ReplayWebhookMutationVariables> = {
  documentId: 'sha256:39e357844f65dbaf78f87b8cfe7b9bc2200a8d474294ef9c7786bef22a7e8174', mutation: 'replayWebhook',
};
export const DeleteWebhookDocument: TrustedDocument<DeleteWebhookMutation, DeleteWebhookMutationVariables> = {
  documentId: 'sha256:56b724d2b655b8d2211fd10a1d895c06cf46723bd56077cee88b7d39c6fdca89', mutation: 'deleteWebhook',
};
