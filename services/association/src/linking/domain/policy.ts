/** The limits of R24 and R25. No public source defines "year", so it is a setting (decision (a)). */
export type AssociationPolicy = {
  yearMode: 'rolling' | 'calendar';
  perYear: number;
  coolOffDays: number;
};

/** Decision (h): days after the leaver's signal within which an association can be reinstated. */
export const REINSTATEMENT_DAYS = 30;

/** The limits as a text that differs where they do. */
export function policyText({ yearMode, perYear, coolOffDays }: AssociationPolicy): string {
  return `${perYear} in a ${yearMode} year, ${coolOffDays} days apart`;
}
