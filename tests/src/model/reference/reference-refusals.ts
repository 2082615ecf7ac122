import type { Source } from '../system/linking-system.js';
import type { Decision, Links } from './reference-links.js';

type Proof = { account: number; source: Source; profile: number };

/** The profile that a limit last rejected for each account. The allowance shows it until another proved profile has no limit. */
export class Refusals {
  private readonly last = new Map<string, { profile: number; at: number }>();

  constructor(private readonly links: Links) {}

  remember({ account, source, profile }: Proof, decision: Decision, at: number): void {
    const key = `${account} ${source}`;
    if (decision.kind !== 'REFUSED') this.last.delete(key);
    else if (decision.answer.is !== 'AnotherProfileLinkedError') this.last.set(key, { profile, at });
  }

  /** The starts of the profile that was last rejected for the account, at that time. */
  startsOf(account: number, source: Source): number[] {
    const refused = this.last.get(`${account} ${source}`);
    if (refused === undefined) return [];
    const profile = this.links.survivor(source, refused.profile);
    return this.links.startsOf(account, source, profile).profile.filter((start) => start <= refused.at);
  }
}
