/** An association of a vector, with the changes of it and of its account. */
export type RecordedLink = {
  id: string;
  source: string;
  user: string;
  mcid: string;
  org: string;
  startAt: string;
  endAt?: string;
  endReason?: string;
  deactivatedAt?: string;
  deletedAt?: string;
  reactivatedAt?: string;
};

/** The attempt at the end of a history. */
export type Attempt = {
  action: 'LINK' | 'UNLINK';
  at: string;
  actor: string;
  user: string;
  mcid?: string;
  org: string;
  source: string;
  learnerAuth?: boolean;
  profile?: string;
};

/** The outcome of the attempt. */
export type Outcome = {
  outcome?: string;
  code?: string;
  active?: string[];
  ended?: Record<string, string>;
  used?: number;
  nextAvailableAt?: string;
  message?: string;
};

/** The fields of every example. */
export type Common = { id: string; title: string; policy?: { yearMode?: string } };

/** An attempt after a history, with its outcome. */
export type Decision = Common & { kind: 'decide'; history: RecordedLink[]; attempt: Attempt; expect: Outcome };

/** Who is listed at an instant, and their drop dates. */
export type Listing = Common & {
  kind: 'listing';
  associations: RecordedLink[];
  at: string;
  expect: { live: string[]; dropAt?: Record<string, string> };
};
