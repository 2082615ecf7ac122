import { type TestCredits, testCredits } from '../credits.js';
import { aMinutePasses } from '../skills-reports.js';
import { Chance } from './chance.js';
import { type Facts, later } from './facts.js';
import { Feeds } from './feeds.js';
import { aHuman, type Human, People } from './people.js';
import { Senders } from './senders.js';

const BEGINS = '2025-07-12T08:00:00.000Z';
const ENDS = '2026-09-14T00:00:00.000Z';

/** A comparison that runs during the year. */
export type Observer = {
  everyStep(): Promise<void>;
  afterTenth(months: readonly string[]): Promise<void>;
};

/** 14 months of three organizations, in steps of hours to days: events are sent to the service and kept as facts. */
export class Year {
  readonly facts: Facts = { organizations: [], accounts: [], links: [], reports: [], outages: [] };
  /** Months whose 10th has passed, oldest first. */
  readonly months: string[] = [];
  now = BEGINS;
  readonly #chance: Chance;
  readonly #people: People;
  readonly #feeds: Feeds;
  readonly #senders: Senders;
  readonly #humans: Human[];
  #jobs: { stop(): Promise<void> } | undefined;
  #worksAgainAt: string | null = null;

  private constructor(
    readonly credits: TestCredits,
    seed: number,
  ) {
    this.#chance = new Chance(seed);
    this.#senders = new Senders(credits, this.#chance);
    this.#people = new People(this.facts, this.#senders, this.#chance);
    this.#feeds = new Feeds(credits, this.facts, this.#chance, seed);
    this.#humans = Array.from({ length: this.#chance.between(12, 25) }, (_, place) => aHuman(this.#chance, place));
  }

  static async begin(seed: number): Promise<Year> {
    const year = new Year(await testCredits({ workers: false, now: BEGINS }), seed);
    for (let count = 0; count < 3; count += 1) year.facts.organizations.push(await year.credits.anOrganization());
    await year.#work();
    return year;
  }

  get working(): boolean {
    return this.#jobs !== undefined;
  }

  async goBy(observer: Observer): Promise<void> {
    let unseen: string[] = [];
    while (this.now < ENDS) {
      const before = this.now;
      this.now = this.#nextInstant();
      this.credits.clock.set(this.now);
      const passed = tenthsBetween(before, this.now);
      this.months.push(...passed);
      unseen.push(...passed);
      if (passed.length > 0) await this.#people.refresh(this.now);
      await this.#senders.tellDelayed(this.now);
      if (this.#worksAgainAt !== null && this.now >= this.#worksAgainAt) await this.#work();
      for (let count = this.#chance.between(1, 3); count > 0; count -= 1) await this.#something();
      if (this.working) await this.credits.allCounted();
      await observer.everyStep();
      if (this.working && unseen.length > 0) {
        await aMinutePasses(this.credits);
        await observer.afterTenth(unseen);
        unseen = [];
      }
      if (this.working && this.#stopsNow()) await this.#rest();
    }
  }

  async end(): Promise<void> {
    await this.#jobs?.stop();
    await this.credits.stop();
  }

  /** Often exactly at a refresh, never past the end of an outage. */
  #nextInstant(): string {
    const next = later(this.now, { hours: this.#chance.between(4, 144) });
    const [tenth] = tenthsBetween(this.now, next);
    const wanted = tenth && this.#chance.happens(0.6) ? `${tenth}-10T00:00:00.000Z` : next;
    return this.#worksAgainAt !== null && this.#worksAgainAt < wanted ? this.#worksAgainAt : wanted;
  }

  async #something(): Promise<void> {
    const { now } = this;
    const human = this.#chance.oneOf(this.#humans);
    if (!human) return;
    const kind = this.#chance.next();
    const settled = this.#people.listOpenLinks(human).length > 0;
    if (kind < 0.4) await this.#feeds.report(this.#humans, now);
    else if (kind < 0.45) await this.#feeds.takeBack(now);
    else if (kind < 0.55) await this.#randomPerson((one) => this.#people.comeBack(one, now), 0.5);
    else if (!settled) await this.#people.link(human, this.#organization(), now);
    else if (kind < 0.7) await this.#people.link(human, this.#organization(), now);
    else if (kind < 0.78) await this.#people.leave(human, now);
    else if (kind < 0.81) await this.#people.unlink(human, now);
  }

  /** The first person who can do it. */
  async #randomPerson(does: (human: Human) => Promise<boolean>, probability: number): Promise<void> {
    if (!this.#chance.happens(probability)) return;
    for (const human of this.#chance.shuffled(this.#humans)) if (await does(human)) return;
  }

  #organization(): string {
    return this.#chance.oneOf(this.facts.organizations) ?? '';
  }

  /** Random outages of days, and two across a 10th. */
  #stopsNow(): boolean {
    const [month, day] = [this.now.slice(0, 7), Number(this.now.slice(8, 10))];
    return this.#chance.happens(0.04) || (['2025-11', '2026-04'].includes(month) && day >= 6 && day <= 9);
  }

  async #work(): Promise<void> {
    const outage = this.facts.outages.at(-1);
    if (outage && outage.until === null) outage.until = this.now;
    this.#worksAgainAt = null;
    this.#jobs = await this.credits.another({ workers: true });
  }

  async #rest(): Promise<void> {
    await this.#jobs?.stop();
    this.#jobs = undefined;
    this.facts.outages.push({ from: this.now, until: null });
    this.#worksAgainAt = later(this.now, { hours: this.#chance.between(5 * 24, 7 * 24) });
  }
}

/** Months whose 10th lies between the two instants. */
function tenthsBetween(after: string, until: string): string[] {
  return [after, until].flatMap((instant, place) => {
    const tenth = `${instant.slice(0, 7)}-10T00:00:00.000Z`;
    const twice = place === 1 && instant.slice(0, 7) === after.slice(0, 7);
    return !twice && tenth > after && tenth <= until ? [tenth.slice(0, 7)] : [];
  });
}
