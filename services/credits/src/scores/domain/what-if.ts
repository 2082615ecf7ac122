import { firstExpiry, reasonNotCounting } from '../../achievements/domain/holding.js';
import type { Credential } from '../../catalog/domain/catalog.js';
import { listedOn } from '../../rules/domain/credential-list.js';
import type { HolderCount } from '../../rules/domain/people-metric.js';
import { type Area, rulesOfTrack, type Step, TRACKS } from '../../rules/domain/rule-set.js';
import type { Day } from '../../values/domain/day.js';

/** Credentials of a person on a day. */
export type Held = ReadonlySet<string>;

/** A person before and after; empty when the person is absent. */
export type PersonChange = { readonly before: Held; readonly after: Held };

export const NOTHING: Held = new Set();

/** The numbers of holders if these people held other credentials. */
export function withPeopleChanged(holders: HolderCount, changes: readonly PersonChange[], on: Day): HolderCount {
  const known = new Map<string, number>();
  return (list) => {
    const counted = known.get(list.id);
    if (counted !== undefined) return counted;
    const codes = listedOn(list, on);
    const serves = (held: Held) => (codes.some((code) => held.has(code)) ? 1 : 0);
    const sum = changes.reduce((total, { before, after }) => total + serves(after) - serves(before), holders(list));
    known.set(list.id, sum);
    return sum;
  };
}

/** Whether a credential that is earned on the day counts on that day. */
export function canBeEarned(credential: Credential, on: Day): boolean {
  return reasonNotCounting(credential, { earnedOn: on, expiresOn: firstExpiry(credential, on) }, on) === null;
}

/** All steps of an area on a day, on either track. */
export function stepsOfArea(area: Area, inForce: (step: Step) => boolean): { step: Step; max: Step['perPerson'] }[] {
  return area.metrics.flatMap((metric) =>
    metric.kind === 'people'
      ? TRACKS.flatMap((track) =>
          (rulesOfTrack(metric.tracks, track)?.steps ?? []).filter(inForce).map((step) => ({ step, max: metric.max })),
        )
      : [],
  );
}
