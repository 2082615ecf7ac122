import { randomUUID } from 'node:crypto';
import type { LearningSource } from '../../../src/catalog/domain/catalog.js';
import { aProfile } from '../credits.js';
import type { Chance } from './chance.js';
import { codesOf } from './credentials-of-year.js';
import {
  type Account,
  type EndReason,
  type Facts,
  type Link,
  later,
  latest,
  leavingAt,
  tenthAfterMonthOf,
} from './facts.js';
import type { Senders } from './senders.js';

/** A person with learning profiles, at any organization. */
export type Human = {
  readonly name: string;
  readonly profiles: readonly { readonly source: LearningSource; readonly profileId: string }[];
  /** The learning interest of the person. */
  readonly codes: readonly string[];
};

export function aHuman(chance: Chance, place: number): Human {
  const learn = { source: 'MICROSOFT_LEARN' as const, profileId: aProfile() };
  const university = { source: 'PARTNER_UNIVERSITY' as const, profileId: `PU${learn.profileId}` };
  return {
    name: `Person ${String(place).padStart(2, '0')}`,
    profiles: place % 3 === 0 ? [learn, university] : [learn],
    codes: chance.shuffled(codesOf('MICROSOFT_LEARN')).slice(0, 5),
  };
}

/** Actions of people and their administrators; the rules of linking suppress invalid ones. */
export class People {
  constructor(
    private readonly facts: Facts,
    private readonly senders: Senders,
    private readonly chance: Chance,
  ) {}

  listOpenLinks(human: Human): Link[] {
    return this.#linksOf(human).filter(({ spells }) => spells.at(-1)?.until === null);
  }

  /** Links at an organization; a link elsewhere ends at the same instant (R10), if the limits allow it (R24, R25). */
  async link(human: Human, organizationId: string, now: string): Promise<boolean> {
    const starts = this.#linksOf(human)
      .filter(({ source }) => source === 'MICROSOFT_LEARN')
      .map(({ startedAt }) => startedAt);
    const before = this.listOpenLinks(human);
    const account = this.#accountOf(human, organizationId);
    if (before.some((link) => link.account === account) || (account && leavingAt(account, now))) return false;
    if (starts.length > 0 && later(latest(starts), { days: 30 }) > now) return false;
    if (starts.filter((start) => later(start, { days: 366 }) > now).length >= 3) return false;
    const news = account ? [] : [this.senders.user(this.#newAccount(human, organizationId), now)];
    for (const link of before) this.#end(link, now, 'MOVED_TO_ANOTHER_ORGANIZATION');
    const owner = this.#accountOf(human, organizationId);
    if (!owner) return false;
    const links = human.profiles.map(
      (profile): Link => ({
        ...{ id: randomUUID(), ...profile, account: owner, startedAt: now },
        spells: [{ from: now, until: null, reason: null }],
      }),
    );
    this.facts.links.push(...links);
    await this.senders.tell([...news, ...[...before, ...links].map((link) => this.senders.association(link))]);
    return true;
  }

  async unlink(human: Human, now: string): Promise<boolean> {
    const links = this.listOpenLinks(human);
    for (const link of links) this.#end(link, now, 'REMOVED_BY_USER');
    await this.senders.tell(links.map((link) => this.senders.association(link)));
    return links.length > 0;
  }

  /** The work account is deactivated or deleted; until the refresh of the following month nothing else changes. */
  async leave(human: Human, now: string): Promise<boolean> {
    const account = this.listOpenLinks(human)[0]?.account;
    if (!account || leavingAt(account, now)) return false;
    account.offboardings.push({ since: now, leavesAt: tenthAfterMonthOf(now), canceledAt: null });
    await this.senders.tell([this.senders.user(account, now, this.chance.happens(0.4))]);
    return true;
  }

  /** Back at work: before the refresh without a trace, within 30 days after leaving with the former link (h). */
  async comeBack(human: Human, now: string): Promise<boolean> {
    const account = this.facts.accounts.find((one) => one.displayName === human.name && leavingAt(one, now));
    const departure = account && leavingAt(account, now);
    if (!account || !departure) return false;
    departure.canceledAt = now;
    const ended = this.#linksOf(human).filter(
      (link) =>
        link.account === account &&
        link.spells.at(-1)?.until === departure.leavesAt &&
        link.spells.at(-1)?.reason === 'ACCOUNT_DELETED' &&
        now < later(departure.since, { days: 30 }) &&
        !this.#linksOf(human).some(({ startedAt }) => startedAt > link.startedAt),
    );
    for (const link of ended) link.spells.push({ from: now, until: null, reason: null });
    const news = ended.map((link) => this.senders.association(link));
    await this.senders.tell([this.senders.user(account, now), ...news]);
    return true;
  }

  /** At the refresh the links of leavers end; the event arrives at once or within a day. */
  async refresh(now: string): Promise<void> {
    for (const account of this.facts.accounts) {
      const departure = leavingAt(account, now);
      if (!departure || departure.leavesAt > now) continue;
      const links = this.facts.links.filter((link) => link.account === account && link.spells.at(-1)?.until === null);
      for (const link of links) {
        this.#end(link, departure.leavesAt, 'ACCOUNT_DELETED');
        this.senders.delay(
          this.senders.association(link),
          later(now, { hours: this.chance.oneOf([0, 0, 5, 24]) ?? 0 }),
        );
      }
    }
    await this.senders.tellDelayed(now);
  }

  #linksOf({ profiles }: Human): Link[] {
    return this.facts.links.filter((link) => profiles.some(({ profileId }) => profileId === link.profileId));
  }

  #accountOf({ name }: Human, organizationId: string): Account | undefined {
    return this.facts.accounts.find((one) => one.displayName === name && one.organizationId === organizationId);
  }

  #newAccount({ name }: Human, organizationId: string): Account {
    const account = { id: randomUUID(), organizationId, displayName: name, offboardings: [] };
    this.facts.accounts.push(account);
    return account;
  }

  #end({ spells }: Link, until: string, reason: EndReason): void {
    const last = spells.at(-1);
    if (last) Object.assign(last, { until, reason });
  }
}
