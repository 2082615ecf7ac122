type Leaver = {
  readonly leavesReportAt: Date | null;
  /** The drop date that partners know, and whether they know that it has come. */
  readonly publishedDate: Date | null;
  readonly hasLeft: boolean;
};

/** `leaving`: a drop date is new, another one, or (null) withdrawn. `left`: it has come. */
export type LeaverChange =
  | { readonly kind: 'leaving'; readonly leavesReportAt: Date | null }
  | { readonly kind: 'left'; readonly leftAt: Date };

/** What partners do not know yet about a leaver, in order. */
export function changesOfLeaver({ leavesReportAt, publishedDate, hasLeft }: Leaver, now: Date): LeaverChange[] {
  const isOther = leavesReportAt?.getTime() !== publishedDate?.getTime();
  const changes: LeaverChange[] = isOther ? [{ kind: 'leaving', leavesReportAt }] : [];
  if (leavesReportAt === null || leavesReportAt > now || (hasLeft && !isOther)) return changes;
  return [...changes, { kind: 'left', leftAt: leavesReportAt }];
}
