// Written by `npm run schemas` from the .graphql files beside the pages.
import type { TrustedDocument } from '@app/client/document';
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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
  now?: boolean | null | undefined;
}>;


export type MyLearnProfileQuery = { readonly viewer: { readonly id: string, readonly learn?: LinkSlotAssociationFragment | null } | null };

export type LinkSlotAssociationFragment = { readonly id: string, readonly profileId: string | null, readonly startedAt: string };

export const MeDocument: TrustedDocument<MeQuery, MeQueryVariables> = {
  documentId: 'sha256:2f10fb9d985660f553963c90ac4f7fe538c1b1276375165c5d5c451298bc8399',
};
export const MyLearnProfileDocument: TrustedDocument<MyLearnProfileQuery, MyLearnProfileQueryVariables> = {
  documentId: 'sha256:9ca51507df441a49e6b91214215e2f1f33be4358fcf91e11c80cdb455daf180c',
};
