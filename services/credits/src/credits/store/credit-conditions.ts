import type { Day } from '../../values/domain/day.js';
import type { CreditReason, CreditState } from '../domain/credit.js';

/** Conditions of a list of credits; null is no condition. */
export type CreditSelection = {
  readonly states: readonly CreditState[] | null;
  /** Reasons of the credit itself; with `counted`, also counted credits, whose reasons depend on other people. */
  readonly reasons: { readonly own: readonly CreditReason[]; readonly counted: boolean } | null;
  readonly credentialCodes: readonly string[] | null;
  readonly userId: string | null;
  readonly expiresBefore: string | null;
  /** Credits that are promised (expectedBy) for an instant before this one. */
  readonly expectedBefore: Date | null;
  /** Credentials that the search text names, and the text itself for callers who may search names. */
  readonly search: { readonly credentialCodes: readonly string[]; readonly person: string | null } | null;
  /** Inputs of the state: the instant, its day, and the rule data of that day. */
  readonly now: Date;
  readonly today: Day;
  readonly namedCodes: readonly string[];
  readonly retired: readonly { readonly code: string; readonly until: Date }[];
  readonly tailOverCodes: readonly string[];
};

/** The values of a statement in the order of its placeholders. */
export class Parameters {
  readonly values: unknown[];

  constructor(first: unknown) {
    this.values = [first];
  }

  /** Adds a value and returns its placeholder. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/**
 * The given conditions and a short name of their combination (PostgreSQL truncates names to 63 characters). Absent
 * conditions are left out of the text: a cached plan cannot know that a condition always holds.
 */
export function conditionsOf(selection: CreditSelection, parameters: Parameters): { text: string; name: string } {
  const given: [name: string, text: string][] = [];
  const { states, reasons, credentialCodes, userId, expiresBefore, expectedBefore, search } = selection;
  if (states) {
    const text = `${stateOf(selection, parameters)} = ANY(${parameters.add(states)}::text[])`;
    // A partial index covers pending credits.
    given.push(
      states.every((state) => state === 'PENDING') ? ['p', `credit.counted_at IS NULL AND ${text}`] : ['s', text],
    );
  }
  if (reasons) {
    const reason = reasonOf(selection, parameters);
    const own = `${reason} = ANY(${parameters.add(reasons.own)}::text[])`;
    given.push(reasons.counted ? ['b', `coalesce(${own}, true)`] : ['r', own]);
  }
  if (credentialCodes) given.push(['c', `credit.credential_code = ANY(${parameters.add(credentialCodes)}::text[])`]);
  if (userId) given.push(['u', `credit.user_id = ${parameters.add(userId)}::uuid`]);
  if (expiresBefore) given.push(['e', `achievement.expires_on < ${parameters.add(expiresBefore)}::date`]);
  if (expectedBefore) given.push(['d', `credit.expected_by < ${parameters.add(expectedBefore)}::timestamptz`]);
  if (search) {
    const named = `credit.credential_code = ANY(${parameters.add(search.credentialCodes)}::text[])`;
    if (search.person === null) given.push(['q', named]);
    else {
      const text = `lower(${parameters.add(search.person)}::text)`;
      const names = ['display_name', 'email'].map((column) => `strpos(lower(user_account.${column}), ${text}) > 0`);
      given.push(['n', `(${[named, ...names].join(' OR ')})`]);
    }
  }
  return {
    text: given.map(([, text]) => `AND ${text}`).join(' '),
    name: given.length === 0 ? '' : `-${given.map(([name]) => name).join('')}`,
  };
}

/** State of a credit, in the order of cases of domain/credit.ts; a test compares the two. */
function stateOf({ now, today, namedCodes, tailOverCodes, retired }: CreditSelection, parameters: Parameters): string {
  const instant = `${parameters.add(now)}::timestamptz`;
  const retiredCodes = parameters.add(retired.map(({ code }) => code));
  const retiredUntil = parameters.add(retired.map(({ until }) => until));
  return `
    CASE
      WHEN association.ended_at <= ${instant} OR user_account.leaves_report_at <= ${instant} THEN 'DROPPED'
      WHEN credit.counted_at IS NULL THEN 'PENDING'
      WHEN achievement.revoked_at <= ${instant} OR achievement.expires_on < ${parameters.add(today)}::date
        OR NOT credit.credential_code = ANY(${parameters.add(namedCodes)}::text[])
        OR credit.credential_code = ANY(${parameters.add(tailOverCodes)}::text[])
        OR EXISTS (SELECT FROM unnest(${retiredCodes}::text[], ${retiredUntil}::timestamptz[]) AS retired (code, until)
          WHERE retired.code = credit.credential_code AND achievement.achieved_at > retired.until) THEN 'NOT_COUNTED'
      WHEN user_account.leaves_report_at IS NOT NULL THEN 'DROP_SCHEDULED'
      ELSE 'COUNTED'
    END`;
}

/** Reason why a credit does not count, in the order of cases of domain/credit.ts; null when it counts. */
function reasonOf({ now, today, namedCodes, tailOverCodes, retired }: CreditSelection, parameters: Parameters): string {
  const instant = `${parameters.add(now)}::timestamptz`;
  const retiredCodes = parameters.add(retired.map(({ code }) => code));
  const retiredUntil = parameters.add(retired.map(({ until }) => until));
  return `
    CASE
      WHEN association.ended_at <= ${instant} THEN CASE association.end_reason
        WHEN 'MOVED_TO_ANOTHER_ORGANIZATION' THEN 'MOVED_AWAY' WHEN 'ACCOUNT_DELETED' THEN 'PERSON_LEFT' ELSE 'NOT_LINKED' END
      WHEN user_account.leaves_report_at <= ${instant} THEN 'PERSON_LEFT'
      WHEN credit.counted_at IS NULL THEN 'LAG'
      WHEN achievement.revoked_at <= ${instant} THEN 'REVOKED'
      WHEN EXISTS (SELECT FROM unnest(${retiredCodes}::text[], ${retiredUntil}::timestamptz[]) AS retired (code, until)
        WHERE retired.code = credit.credential_code AND achievement.achieved_at > retired.until) THEN 'RETIRED'
      WHEN achievement.expires_on < ${parameters.add(today)}::date THEN 'EXPIRED'
      WHEN credit.credential_code = ANY(${parameters.add(tailOverCodes)}::text[]) THEN 'RETIRED'
      WHEN NOT credit.credential_code = ANY(${parameters.add(namedCodes)}::text[]) THEN 'NOT_IN_ANY_REQUIREMENT'
    END`;
}
