import { expectNoErrors } from '@app/test-kit/graphql-client';
import { FEED, type TestCredits } from '../credits.js';
import type { Chance } from './chance.js';
import { CREDENTIALS, codesOf } from './credentials-of-year.js';
import { type Facts, later, type SentReport } from './facts.js';
import type { Human } from './people.js';

const REVOKE = `mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }`;

/** The feeds of the learning sources: on time, late by weeks, out of order, repeated, and revoked. */
export class Feeds {
  #items = 0;

  constructor(
    private readonly credits: TestCredits,
    private readonly facts: Facts,
    private readonly chance: Chance,
    private readonly seed: number,
  ) {}

  /** Some items of some people, one call per source. */
  async report(humans: readonly Human[], now: string): Promise<void> {
    const items = Array.from({ length: this.chance.between(1, 5) }, () => this.#item(humans, now));
    const repeated = this.chance.happens(0.3) ? [this.chance.oneOf(this.facts.reports)] : [];
    const sent = this.chance.shuffled([...items, ...repeated]).filter((one) => one !== undefined);
    for (const [source, ofSource] of Map.groupBy(sent, (one) => one.source)) {
      const answer = await this.credits.record(
        ofSource.map(({ externalId, profileId, code, achievedAt, statedExpiry }) => ({
          ...{ externalId, profileId, credentialCode: code, achievedAt },
          ...(statedExpiry !== null && { expiresOn: statedExpiry }),
        })),
        { source },
      );
      const known = ofSource.filter((one) => this.facts.reports.includes(one)).length;
      expect(answer).toMatchObject({ recorded: ofSource.length - known, repeated: known, refused: [] });
    }
    for (const one of sent) if (!this.facts.reports.includes(one)) this.facts.reports.push(one);
  }

  async takeBack(now: string): Promise<void> {
    const report = this.chance.oneOf(this.facts.reports.filter(({ revokedAt }) => revokedAt === null));
    if (!report) return;
    const { source, externalId } = report;
    const input = { source, externalId, reason: 'issued by mistake' };
    expectNoErrors(await (await this.credits.as(FEED)).execute(REVOKE, { input }));
    report.revokedAt = now;
  }

  #item(humans: readonly Human[], now: string): SentReport | undefined {
    const human = this.chance.oneOf(humans);
    const profile = human && this.chance.oneOf(human.profiles);
    const code = this.chance.oneOf(
      profile?.source === 'PARTNER_UNIVERSITY' ? codesOf(profile.source) : (human?.codes ?? []),
    );
    if (!profile || code === undefined) return undefined;
    this.#items += 1;
    const age = this.#age();
    const achievedAt = later(now, { hours: -age, milliseconds: -this.#items });
    const stated = CREDENTIALS[code]?.expires && this.chance.happens(0.15);
    return {
      ...{ externalId: `${this.seed} ${this.#items}`, ...profile, code, achievedAt },
      statedExpiry: stated ? later(achievedAt, { days: this.chance.between(20, 400) }).slice(0, 10) : null,
      ...{ recordedAt: now, revokedAt: null },
    };
  }

  /** In hours: mostly these days, sometimes weeks late, sometimes much older. */
  #age(): number {
    const kind = this.chance.next();
    if (kind < 0.55) return this.chance.between(0, 36);
    return 24 * (kind < 0.8 ? this.chance.between(11, 70) : this.chance.between(100, 500));
  }
}
