export const SOURCES = ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const;

export type Source = (typeof SOURCES)[number];

/** Organization of each account of a history; the last two accounts are not invited at first. */
export const ORGANIZATION_OF = [0, 0, 1, 2, 0, 1] as const;
export const INVITED_AT_FIRST = 4;
/** For each organization: which signal makes a user a leaver. */
export const LEAVER_POLICIES = ['ON_DEACTIVATE', 'ON_DEACTIVATE', 'ON_DELETE'] as const;
/** How a year is counted. */
export const YEAR_MODES = ['rolling', 'calendar'] as const;

export type YearMode = (typeof YEAR_MODES)[number];
/** Learning profiles of a history, for each source. */
export const PROFILES = 3;

/** An answer of the API, with ids replaced by numbers; `is` is the name of the type. */
export type Answer = { is: string } & Record<string, unknown>;

/** Action on the provider's page: sign in as the holder of a profile, cancel, or return without a profile id. */
export type SignIn = number | 'cancel' | 'no-profile-id';

/** Who presents which code of a flow. */
export type Presentation = { flow: number; by: number; rightCode: boolean };

/**
 * All operations on links. Users, profiles and flows have numbers; everything else of an answer is compared.
 * Implemented by the running services and by the domain rules.
 */
export type LinkingSystem = {
  /** Time passes; leavers that are due have left. */
  advanceTo(instant: number): Promise<void>;
  /** Runs the due jobs again; they must change nothing. */
  catchUp(): Promise<void>;
  begin(account: number, source: Source, signedInAgo?: number): Promise<Answer>;
  signIn(flow: number, as: SignIn): Promise<string>;
  pending(presentation: Presentation): Promise<Answer>;
  confirm(presentation: Presentation): Promise<Answer>;
  remove(account: number, source: Source): Promise<Answer>;
  /** All that the user sees about their links and limits. */
  overview(account: number): Promise<Answer>;
  /** The links of the same user as the administrator sees them, also after deletion. */
  seenByAdmin(account: number): Promise<Answer>;
  /** For the first time, or again after a deletion. */
  invite(account: number): Promise<Answer>;
  deleteUser(account: number): Promise<Answer>;
  restoreUser(account: number): Promise<Answer>;
  /** By the directory of the organization: SCIM, `active: false` and `true`. */
  deactivate(account: number): Promise<Answer>;
  reactivate(account: number): Promise<Answer>;
  /** The learning source reports that two profiles belong to one person, and which of them survives. */
  merge(source: Source, from: number, into: number): Promise<Answer>;
};
