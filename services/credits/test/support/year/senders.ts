import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import type { TestCredits } from '../credits.js';
import type { Chance } from './chance.js';
import { type Account, type Link, leavingAt } from './facts.js';

type News = { readonly type: string; readonly body: object };

/** The events of identity and association for this service: delivered in any order and more than once. */
export class Senders {
  readonly #versions = new Map<string, number>();
  readonly #sent: News[] = [];
  #delayed: (News & { readonly from: string })[] = [];

  constructor(
    private readonly credits: TestCredits,
    private readonly chance: Chance,
  ) {}

  /** Events of concurrent changes in random order; some are repeated, some old ones are sent once more. */
  async tell(news: readonly News[]): Promise<void> {
    const again = this.chance.happens(0.1) ? this.chance.oneOf(this.#sent) : undefined;
    const repeated = news.filter(() => this.chance.happens(0.1));
    for (const { type, body } of this.chance.shuffled([...news, ...repeated, ...(again ? [again] : [])])) {
      await this.#deliver(type, body);
    }
    this.#sent.push(...news);
  }

  /** A delayed event. */
  delay(news: News, from: string): void {
    this.#delayed.push({ ...news, from });
  }

  async tellDelayed(now: string): Promise<void> {
    const due = this.#delayed.filter(({ from }) => from <= now);
    this.#delayed = this.#delayed.filter(({ from }) => from > now);
    if (due.length > 0) await this.tell(due);
  }

  user(account: Account, now: string, deleted = false): News {
    const leaving = leavingAt(account, now);
    const over = account.offboardings.filter(
      ({ leavesAt, canceledAt }) => canceledAt !== null && canceledAt >= leavesAt,
    );
    const body = {
      id: account.id,
      version: this.#next(account.id),
      organizationId: account.organizationId,
      email: `${account.id.slice(0, 8)}@contoso.example`,
      displayName: account.displayName,
      roles: [],
      status: leaving ? (deleted ? 'DELETED' : 'DEACTIVATED') : 'ACTIVE',
      invitedAt: '2025-01-01T00:00:00.000Z',
      deactivatedAt: leaving?.since ?? null,
      deletedAt: leaving && deleted ? leaving.since : null,
      leavingSince: leaving?.since ?? null,
      leavesReportAt: leaving?.leavesAt ?? null,
      offboardings: over.map(({ since, leavesAt }) => ({ leavingSince: since, leavesReportAt: leavesAt })),
    };
    return { type: userChanged.type, body };
  }

  association({ id, source, profileId, account, startedAt, spells }: Link): News {
    const last = spells.at(-1);
    const body = {
      ...{ id, version: this.#next(id), source, profileId, startedAt },
      ...{ userId: account.id, organizationId: account.organizationId },
      ...{ endedAt: last?.until ?? null, endReason: last?.reason ?? null },
    };
    return { type: associationChanged.type, body };
  }

  /** Retries as the sender does, for a busy machine. */
  async #deliver(type: string, body: object, attempts = 5): Promise<void> {
    try {
      await this.credits.tell(type, body);
    } catch (error) {
      if (attempts === 1) throw error;
      await this.#deliver(type, body, attempts - 1);
    }
  }

  #next(id: string): number {
    const version = (this.#versions.get(id) ?? 0) + 1;
    this.#versions.set(id, version);
    return version;
  }
}
