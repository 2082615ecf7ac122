import { type Answer, ORGANIZATION_OF, type Source } from './linking-system.js';
import { instant } from './reference-limits.js';

export type Link = {
  source: Source;
  profile: number;
  account: number;
  start: number;
  end: number | null;
  reason: string | null;
  leftAt: number | null;
};
export type Account = { invited: boolean; hasSignedIn: boolean; deletedAt: number | null };
export type Decision =
  | { kind: 'NEW' | 'MOVE'; ends: Link | undefined }
  | { kind: 'REINSTATE' | 'ALREADY_LINKED'; link: Link }
  | { kind: 'REFUSED'; answer: Answer };

/** All links of a history, in the order of their starts. */
export class Links {
  readonly all: Link[] = [];

  startsOf(account: number, source: Source, profile: number | undefined): [number[], number[]] {
    const ofSource = this.all.filter((link) => link.source === source);
    const starts = (links: Link[]) => links.map((link) => link.start);
    return [
      starts(ofSource.filter((link) => link.account === account)),
      starts(ofSource.filter((link) => link.profile === profile)),
    ];
  }
  activeOf(account: number, source: Source): Link | undefined {
    return this.all.find((link) => link.account === account && link.source === source && link.end === null);
  }
  /** Newest first. */
  ofAccount(account: number): Link[] {
    return this.all.filter((link) => link.account === account).reverse();
  }
}

/** A link as people are shown it. */
export function shown({ source, profile, account, start, end, reason }: Link) {
  return {
    id: `${source} ${profile} ${instant(start)}`,
    ...{ source, profile, account, organization: ORGANIZATION_OF[account] },
    status: end === null ? 'ACTIVE' : 'ENDED',
    startedAt: instant(start),
    endedAt: end === null ? null : instant(end),
    endReason: reason,
  };
}
