import { type Answer, ORGANIZATION_OF, type Source } from '../system/linking-system.js';
import { instant, type Starts, tenthOfNextMonth } from './reference-limits.js';

export type Link = {
  source: Source;
  /** The surviving profile, after merges; the link keeps the name of its first profile. */
  profile: number;
  readonly begunAs: number;
  account: number;
  start: number;
  end: number | null;
  reason: string | null;
  leftAt: number | null;
};
export type Decision =
  | { kind: 'NEW' | 'MOVE'; ends: Link | undefined }
  | { kind: 'REINSTATE' | 'ALREADY_LINKED'; link: Link }
  | { kind: 'REFUSED'; answer: Answer };

/** All links of a history, by start. */
export class Links {
  readonly all: Link[] = [];
  private readonly survivors = new Map<string, number>();

  /** Starts a link, and ends the one that the profile had elsewhere. */
  start(
    { account, source, profile }: Pick<Link, 'account' | 'source' | 'profile'>,
    at: number,
    ends: Link | undefined,
  ): Link {
    if (ends) Object.assign(ends, { end: at, reason: 'MOVED_TO_ANOTHER_ORGANIZATION' });
    const link: Link = { source, profile, begunAs: profile, account, start: at, end: null, reason: null, leftAt: null };
    this.all.push(link);
    return link;
  }

  /** The survivor of a profile, after merges. */
  survivor(source: Source, profile: number): number {
    const next = this.survivors.get(`${source} ${profile}`);
    return next === undefined ? profile : this.survivor(source, next);
  }
  /** Merges two histories; false if the two profiles are linked to two users. */
  merge(source: Source, one: number, other: number): boolean {
    const [from, into] = [this.survivor(source, one), this.survivor(source, other)];
    if (from === into) return true;
    if (this.activeOfProfile(source, from) && this.activeOfProfile(source, into)) return false;
    this.survivors.set(`${source} ${from}`, into);
    for (const link of this.all) if (link.source === source && link.profile === from) link.profile = into;
    return true;
  }
  /** R21: a leaver's link ends at the refresh of the signal, whenever the service processes it. */
  leave(account: number, leftAt: number, now: number): void {
    const refresh = tenthOfNextMonth(leftAt);
    if (refresh > now) return;
    for (const link of this.all)
      if (link.account === account && link.end === null && link.start < refresh)
        Object.assign(link, { end: refresh, reason: 'ACCOUNT_DELETED', leftAt });
  }

  startsOf(account: number, source: Source, profile: number | undefined): Starts {
    const ofSource = this.all.filter((link) => link.source === source);
    const starts = (links: Link[]) => links.map((link) => link.start);
    return {
      account: starts(ofSource.filter((link) => link.account === account)),
      profile: starts(ofSource.filter((link) => link.profile === profile)),
    };
  }
  activeOf(account: number, source: Source): Link | undefined {
    return this.all.find((link) => link.account === account && link.source === source && link.end === null);
  }
  activeOfProfile(source: Source, profile: number): Link | undefined {
    return this.all.find((link) => link.source === source && link.profile === profile && link.end === null);
  }
  /** The active link of an account, else its latest. */
  boundOf(account: number, source: Source): Link | undefined {
    const own = this.ofAccount(account).filter((link) => link.source === source);
    return own.find((link) => link.end === null) ?? own[0];
  }
  /** Newest first. */
  ofAccount(account: number): Link[] {
    return this.all.filter((link) => link.account === account).reverse();
  }
}

/** A link as the API shows it. */
export function shown({ source, profile, begunAs, account, start, end, reason }: Link) {
  return {
    id: `${source} ${begunAs} ${instant(start)}`,
    ...{ source, profile, account, organization: ORGANIZATION_OF[account] },
    status: end === null ? 'ACTIVE' : 'ENDED',
    startedAt: instant(start),
    endedAt: end === null ? null : instant(end),
    endReason: reason,
  };
}
