export const SOURCES = ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const;

export type Source = (typeof SOURCES)[number];

/** Work accounts of a history by the number of their organisation; the last two are not invited at first. */
export const ORGANIZATION_OF = [0, 0, 1, 2, 0, 1] as const;
export const INVITED_AT_FIRST = 4;
/** Of each organisation: which signal makes somebody a leaver. */
export const LEAVER_POLICIES = ['ON_DEACTIVATE', 'ON_DEACTIVATE', 'ON_DELETE'] as const;
/** How a year is counted. */
export const YEAR_MODES = ['rolling', 'calendar'] as const;

export type YearMode = (typeof YEAR_MODES)[number];
/** Learning profiles of a history, for each source. */
export const PROFILES = 3;

/** An answer as people get it, ids replaced by numbers; `is` names the type. */
export type Answer = { is: string } & Record<string, unknown>;

/** What somebody does on the provider's page: sign in as the holder of a profile, or one of the other ends. */
export type SignIn = number | 'cancel' | 'no-profile-id';

/** Who presents which code of a flow. */
export type Presentation = { flow: number; by: number; rightCode: boolean };

/**
 * What can be done about linking. People, profiles and flows have numbers; everything else of an answer is compared.
 * The running services are one of these, the rules of the domain another.
 */
export type LinkingSystem = {
  /** Time passes; whoever is due to leave by then has left. */
  advanceTo(instant: number): Promise<void>;
  /** The work that is due, once more: it must change nothing. */
  catchUp(): Promise<void>;
  begin(account: number, source: Source, signedInAgo?: number): Promise<Answer>;
  signIn(flow: number, as: SignIn): Promise<string>;
  pending(presentation: Presentation): Promise<Answer>;
  confirm(presentation: Presentation): Promise<Answer>;
  remove(account: number, source: Source): Promise<Answer>;
  /** Everything the person is shown about their links and limits. */
  overview(account: number): Promise<Answer>;
  /** The same person's links as their administrator sees them, also when the person is deleted. */
  seenByAdmin(account: number): Promise<Answer>;
  /** For the first time, or again after a deletion. */
  invite(account: number): Promise<Answer>;
  deleteUser(account: number): Promise<Answer>;
  restoreUser(account: number): Promise<Answer>;
  /** By the organisation's directory: SCIM, `active: false`, and `true`. */
  deactivate(account: number): Promise<Answer>;
  reactivate(account: number): Promise<Answer>;
  /** The learning source tells that two profiles are one person's, and which of them survives. */
  merge(source: Source, from: number, into: number): Promise<Answer>;
};
