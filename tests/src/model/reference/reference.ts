import {
  type Answer,
  INVITED_AT_FIRST,
  LEAVER_POLICIES,
  ORGANIZATION_OF,
  type Presentation,
  type SignIn,
  SOURCES,
  type Source,
  type YearMode,
} from '../system/linking-system.js';
import { Account } from './reference-accounts.js';
import { type Flow, flowError, isExpired, MINUTE, takeCode } from './reference-flows.js';
import { instant, limits, refusal, type Starts } from './reference-limits.js';
import { type Decision, type Link, Links, shown } from './reference-links.js';
import { Refusals } from './reference-refusals.js';

const FORBIDDEN: Answer = { is: 'FORBIDDEN' };
const anotherProfileLinked = (link: Link): Answer => ({ is: 'AnotherProfileLinkedError', association: shown(link) });

/** Reference model of the rules about linking, written from the requirements and independent of the services. */
export class Reference {
  readonly accounts: Account[] = ORGANIZATION_OF.map(
    (organization, number) => new Account(LEAVER_POLICIES[organization], number < INVITED_AT_FIRST),
  );
  readonly flows: Flow[] = [];
  private readonly links = new Links();
  private readonly refusals = new Refusals(this.links);

  constructor(
    public now: number,
    private readonly year: YearMode = 'rolling',
  ) {}

  /** Links of leavers end at the instant of the refresh, whenever the service processes them (R21, decision (h)). */
  advanceTo(now: number): void {
    this.now = now;
    this.accounts.forEach(({ signal }, account) => {
      if (signal !== null) this.links.leave(account, signal, now);
    });
  }

  begin(account: number, source: Source, signedInAgo = 0): Answer {
    if (!this.accountOf(account).arrives()) return FORBIDDEN;
    if (signedInAgo > 12 * 60 * MINUTE) return { is: 'REAUTHENTICATION_REQUIRED' };
    const active = this.links.activeOf(account, source);
    if (active) return anotherProfileLinked(active);
    const own = this.links.all.filter((link) => link.account === account && link.source === source);
    if (!own.some((link) => this.canReturn(link))) {
      const refused = this.refusedByLimits({ account: own.map((link) => link.start), profile: [] });
      if (refused) return refused;
    }
    for (const flow of this.flows)
      if (flow.account === account && flow.source === source && ['begun', 'proven'].includes(flow.state))
        flow.state = 'dead';
    const fresh = { profile: undefined, problem: undefined, wrongCodes: 0, answer: undefined };
    this.flows.push({ account, source, begunAt: this.now, state: 'begun', ...fresh });
    return { is: 'BeginAssociationSuccess', expiresAt: instant(this.now + 10 * MINUTE) };
  }

  /** Every sign-in of a history uses a new browser: the second one of a flow ends it. */
  signIn(number: number, as: SignIn): string {
    const flow = this.flowOf(number);
    // Another browser ends a flow that is still alive; an expired one is over already.
    if (isExpired(flow, this.now)) return 'refused';
    if (flow.state === 'proven') flow.state = 'dead';
    if (flow.state !== 'begun') return 'refused';
    if (typeof as === 'number') {
      flow.profile = as;
      flow.state = 'proven';
      return 'proven';
    }
    flow.state = 'failed';
    flow.problem = as === 'cancel' ? 'CANCELLED' : 'MCID_NOT_GENERATED';
    return flow.problem;
  }

  pending(presentation: Presentation): Answer {
    const refused = this.presentCode(presentation);
    if (refused) return refused;
    const flow = this.flowOf(presentation.flow);
    if (isExpired(flow, this.now)) return flowError('EXPIRED');
    const decision = this.decideAndRemember(flow);
    const begins = decision.kind === 'NEW' || decision.kind === 'MOVE';
    const starts = this.startsOf(flow);
    const more = begins ? [this.now] : [];
    const after = { account: [...starts.account, ...more], profile: [...starts.profile, ...more] };
    const isLinked = decision.kind !== 'REFUSED' || decision.answer.is === 'AnotherProfileLinkedError';
    return {
      is: 'PendingAssociation',
      ...{ source: flow.source, profile: this.profileOf(flow), organization: ORGANIZATION_OF[flow.account] },
      effect: decision.kind,
      endsAssociationElsewhere:
        begins &&
        decision.ends !== undefined &&
        ORGANIZATION_OF[decision.ends.account] !== ORGANIZATION_OF[flow.account],
      refusal: decision.kind === 'REFUSED' ? { is: decision.answer.is, message: decision.answer.message } : null,
      allowanceAfter: this.limits(after, isLinked).allowance,
      expiresAt: instant(flow.begunAt + 10 * MINUTE),
    };
  }

  confirm(presentation: Presentation): Answer {
    const refused = this.presentCode(presentation);
    if (refused) return refused;
    const flow = this.flowOf(presentation.flow);
    if (flow.answer !== undefined) return flow.answer;
    const decision = this.decideAndRemember(flow);
    if (decision.kind === 'REFUSED') return decision.answer;
    const link =
      'link' in decision
        ? decision.link
        : this.links.start({ ...flow, profile: this.profileOf(flow) }, this.now, decision.ends);
    if (decision.kind === 'REINSTATE') Object.assign(link, { end: null, reason: null, leftAt: null });
    flow.state = 'confirmed';
    flow.answer = {
      is: 'ConfirmAssociationSuccess',
      association: shown(link),
      allowance: this.limits(this.startsOf(flow), true).allowance,
    };
    return flow.answer;
  }

  remove(account: number, source: Source): Answer {
    if (!this.accountOf(account).arrives()) return FORBIDDEN;
    const link = this.links.activeOf(account, source);
    if (!link) return { is: 'NotAssociatedError' };
    Object.assign(link, { end: this.now, reason: 'REMOVED_BY_USER' });
    const { allowance } = this.limits(this.links.startsOf(account, source, link.profile));
    return { is: 'RemoveAssociationSuccess', association: shown(link), allowance };
  }

  overview(account: number): Answer {
    if (!this.accountOf(account).arrives()) return { is: 'no-user' };
    const allowances = SOURCES.map((source) => {
      const bound = this.links.boundOf(account, source);
      const refused = this.refusals.startsOf(account, source);
      const starts = { ...this.links.startsOf(account, source, bound?.profile), refused };
      return this.limits(starts, this.links.activeOf(account, source) !== undefined).allowance;
    });
    const active = SOURCES.map((source) => this.links.activeOf(account, source));
    return {
      is: 'overview',
      associations: this.links.ofAccount(account).map((link) => shown(link)),
      active: active.map((link) => (link ? shown(link) : null)),
      allowances,
    };
  }

  seenByAdmin(account: number): Answer {
    return { is: 'seen', associations: this.links.ofAccount(account).map((link) => shown(link)) };
  }

  invite(account: number): Answer {
    return this.accountOf(account).invite(this.now);
  }

  deleteUser(account: number): Answer {
    return this.accountOf(account).delete(this.now);
  }

  restoreUser(account: number): Answer {
    return this.accountOf(account).restore(this.now);
  }

  deactivate(account: number): Answer {
    return this.accountOf(account).setActive(false, this.now);
  }

  reactivate(account: number): Answer {
    return this.accountOf(account).setActive(true, this.now);
  }

  merge(source: Source, from: number, into: number): Answer {
    if (!this.links.merge(source, from, into)) return { is: 'ProfileMergeConflictError' };
    const active = this.links.activeOfProfile(source, this.links.survivor(source, into));
    const association = active ? { status: 'ACTIVE', startedAt: instant(active.start) } : null;
    return { is: 'RecordProfileMergeSuccess', association };
  }

  /** When the account may link again, as far as it knows; for histories that need to be on time. */
  nextFor(account: number, source: Source): number {
    const bound = this.links.boundOf(account, source);
    return this.limits(this.links.startsOf(account, source, bound?.profile)).blockedUntil ?? this.now;
  }

  private decide(flow: Flow): Decision {
    const { account, source } = flow;
    const profile = this.profileOf(flow);
    const active = this.links.activeOf(account, source);
    if (active?.profile === profile) return { kind: 'ALREADY_LINKED', link: active };
    if (active) return { kind: 'REFUSED', answer: anotherProfileLinked(active) };
    const ofProfile = this.links.all.filter((link) => link.source === source && link.profile === profile);
    const ends = this.links.activeOfProfile(source, profile);
    const newest = Math.max(...ofProfile.map((link) => link.start));
    const own = ofProfile.find((link) => link.account === account && link.start === newest && this.canReturn(link));
    if (own && !ends) return { kind: 'REINSTATE', link: own };
    const refused = this.refusedByLimits(this.startsOf(flow));
    if (refused) return { kind: 'REFUSED', answer: refused };
    return { kind: ends ? 'MOVE' : 'NEW', ends };
  }

  /** Why a code is invalid; an invalid code may end the flow. */
  private presentCode({ flow: number, by, rightCode }: Presentation): Answer | undefined {
    if (!this.accountOf(by).arrives()) return FORBIDDEN;
    const problem = takeCode(this.flowOf(number), { by, rightCode }, this.now);
    return problem === undefined ? undefined : flowError(problem);
  }

  private refusedByLimits(starts: Starts): Answer | undefined {
    const { blockedUntil: until, byTheYear, allowance } = this.limits(starts);
    return until === undefined ? undefined : refusal({ until, byTheYear, used: allowance.used });
  }

  private canReturn({ leftAt, end }: Link): boolean {
    return end !== null && leftAt !== null && this.now < leftAt + 30 * 24 * 60 * MINUTE;
  }

  private limits(starts: Starts, isLinked = false) {
    return limits(starts, this.now, this.year, isLinked);
  }

  private decideAndRemember(flow: Flow): Decision {
    const decision = this.decide(flow);
    this.refusals.remember({ ...flow, profile: this.profileOf(flow) }, decision, this.now);
    return decision;
  }

  private startsOf(flow: Flow): Starts {
    return this.links.startsOf(flow.account, flow.source, this.profileOf(flow));
  }

  /** The proved profile may have been merged since. */
  private profileOf({ source, profile }: Flow): number {
    if (profile === undefined) throw new Error('a flow without a profile decides nothing');
    return this.links.survivor(source, profile);
  }

  private accountOf(number: number): Account {
    const account = this.accounts[number];
    if (!account) throw new Error(`there is no account ${number}`);
    return account;
  }

  private flowOf(number: number): Flow {
    const flow = this.flows[number];
    if (!flow) throw new Error(`there is no flow ${number}`);
    return flow;
  }
}
