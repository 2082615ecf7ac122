/** A user leaves: the signal that counts (deactivation or deletion), and the report refresh at which it takes effect. */
export type Offboarding = { readonly leftAt: Date; readonly dropsAt: Date };

/** The fields of a user event that say whether and when the user leaves. */
export type LeavingFields = {
  leavesReportAt: Date | null;
  leavingSince?: Date | null;
  deactivatedAt: Date | null;
  deletedAt: Date | null;
};

/**
 * The offboarding in a user event, or null. Events without `leavingSince` do not say which signal counts; then it is
 * the first one in the month before the refresh.
 */
export function announcedOffboarding(fields: LeavingFields): Offboarding | null {
  const dropsAt = fields.leavesReportAt;
  if (dropsAt === null) return null;
  if (fields.leavingSince) return { leftAt: fields.leavingSince, dropsAt };
  const signals = [fields.deactivatedAt, fields.deletedAt]
    .filter((signal) => signal !== null)
    .sort((a, b) => a.getTime() - b.getTime());
  const counts = signals.find((signal) => isMonthBefore(signal, dropsAt));
  return { leftAt: counts ?? signals.at(-1) ?? dropsAt, dropsAt };
}

/** Compares months only: the day of the report refresh is a setting of identity. */
function isMonthBefore(signal: Date, refresh: Date): boolean {
  const monthOf = (instant: Date) => instant.getUTCFullYear() * 12 + instant.getUTCMonth();
  return monthOf(signal) + 1 === monthOf(refresh);
}

/** What a member's row says about leaving. */
export type LeavingState = {
  /** The offboarding in force; null for a user who stays. */
  readonly offboarding: Offboarding | null;
  /** Whether the offboarding in force has ended the links. */
  readonly offboarded: boolean;
  /** The last refresh whose offboarding was processed; a return does not clear it. */
  readonly offboardedUntil: Date | null;
};
