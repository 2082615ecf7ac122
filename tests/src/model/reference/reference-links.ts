import { type Answer, ORGANIZATION_OF, type Source } from '../system/linking-system.js';
import { instant, type Starts, tenthOfNextMonth } from './reference-limits.js';

export type Link = {
  source: Source;
  /** The surviving profile, after merges; the link keeps the name of the one that it began with. */
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

/** All links of a history, in the order of their starts. */
export class Links {
  readonly all: Link[] = [];
  private readonly survivors = new Map<string, number>();

  /** Where a profile leads after merges. */
  survivor(source: Source, profile: number): number {
    const next = this.survivors.get(`${source} ${profile}`);
    return next === undefined ? profile : this.survivor(source, next);
  }
  /** Histories unite; false where two people are linked to the two. */
  merge(source: Source, one: number, other: number): boolean {
    const [from, into] = [this.survivor(source, one), this.survivor(source, other)];
    if (from === into) return true;
    if (this.activeOfProfile(source, from) && this.activeOfProfile(source, into)) return false;
    this.survivors.set(`${source} ${from}`, into);
    for (const link of this.all) if (link.source === source && link.profile === from) link.profile = into;
    return true;
  }
  /** R21: who is leaving by this signal leaves at its refresh, whenever that is noticed. */
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
  /** Newest first. */
  ofAccount(account: number): Link[] {
    return this.all.filter((link) => link.account === account).reverse();
  }
}

/** A link as people are shown it. */
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
