/** The limits of R24 and R25. No public source defines "year", so it is a setting (decision (a)). */
export type AssociationPolicy = {
  yearMode: 'rolling' | 'calendar';
  perYear: number;
  coolOffDays: number;
};

/** Decision (h): days after the leaver's signal within which an association can be reinstated. */
export const REINSTATEMENT_DAYS = 30;
