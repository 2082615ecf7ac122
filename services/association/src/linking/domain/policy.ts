/** The limits of R24 and R25; "year" is undefined publicly, hence a policy (decision (a)). */
export type AssociationPolicy = {
  yearMode: 'rolling' | 'calendar';
  perYear: number;
  coolOffDays: number;
};

/** Decision (h): how long after the leaver's signal an association can be taken up again. */
export const REINSTATEMENT_DAYS = 30;
