import { lastEffectOfStarts, type Starts } from '@app/association/linking/domain/allowance';
import { type Association, isActive } from '@app/association/linking/domain/association';
import { decideCode } from '@app/association/linking/domain/completion-code';
import {
  type AssociationDecision,
  type AssociationRejection,
  decideAssociation,
  decideBeginning,
  startsOf,
} from '@app/association/linking/domain/decide-association';
import { decideRemoval } from '@app/association/linking/domain/decide-removal';
import { endByOffboarding } from '@app/association/linking/domain/end-by-offboarding';
import { type FlowStatus, flowExpiry, flowProblem } from '@app/association/linking/domain/flow';
import type { AssociationPolicy } from '@app/association/linking/domain/policy';
import { signedInRecently } from '@app/association/linking/domain/recent-sign-in';
import { decideMerge } from '@app/association/profile-merges/domain/decide-merge';
import type { SignInProblem } from '@app/association/providers/domain/sign-in-problem';
import { DomainAccount } from './domain-accounts.js';
import { allowanceAnswer, flowError, refusalAnswer, shown } from './domain-answers.js';
import { isRejection, linkAfter } from './domain-links.js';
import {
  type Answer,
  INVITED_AT_FIRST,
  LEAVER_POLICIES,
  type LinkingSystem,
  ORGANIZATION_OF,
  type Presentation,
  type SignIn,
  SOURCES,
  type Source,
} from './linking-system.js';

export const POLICY: AssociationPolicy = { yearMode: 'rolling', perYear: 3, coolOffDays: 30 };
const FORBIDDEN: Answer = { is: 'FORBIDDEN' };

type Flow = {
  userId: string;
  source: Source;
  status: FlowStatus;
  problem: SignInProblem | null;
  expiresAt: Date;
  codeHash: string | null;
  wrongCodes: number;
  profileId: string;
  answer: Answer | undefined;
};

/** The pure rules of the association service, in memory, without the service. */
export function domainRules(beginning: number, policy: AssociationPolicy = POLICY): LinkingSystem {
  let now = new Date(beginning);
  let links: Association[] = [];
  const flows: Flow[] = [];
  const users = ORGANIZATION_OF.map(
    (organization, number) => new DomainAccount(LEAVER_POLICIES[organization], number < INVITED_AT_FIRST),
  );
  const survivors = new Map<string, string>();
  const refusedProfiles = new Map<string, { profileId: string; at: Date; forgetAt: Date }>();

  const userOf = (account: number) => users[account] as DomainAccount;
  const survivor = (source: Source, profileId: string): string => {
    const next = survivors.get(`${source} ${profileId}`);
    return next === undefined ? profileId : survivor(source, next);
  };
  const flowOf = (number: number): Flow => flows[number] as Flow;
  const arrives = (account: number): boolean => userOf(account).arrives(now);
  const of = (source: Source) => links.filter((link) => link.source === source);
  const ofAccount = (account: number, source: Source) => of(source).filter((link) => link.userId === String(account));
  const ofProfile = (source: Source, profileId: string | undefined) =>
    of(source).filter((link) => link.profileId === profileId);
  const factsOf = ({ userId, source, profileId: proved }: Flow) => {
    const profileId = survivor(source, proved);
    return {
      person: { userId, organizationId: String(ORGANIZATION_OF[Number(userId)]) },
      profileId,
      ofProfile: ofProfile(source, profileId),
      ofAccount: ofAccount(Number(userId), source),
    };
  };
  /** Newest first, as shown. */
  const everyLinkOf = (account: number) =>
    links
      .filter((link) => link.userId === String(account))
      .reverse()
      .map(shown);
  /** By start. */
  const put = (link: Association) => {
    const isKnown = links.some((one) => one.id === link.id);
    links = isKnown ? links.map((one) => (one.id === link.id ? link : one)) : [...links, link];
  };
  const left = (starts: Starts, isLinked: boolean) => allowanceAnswer(starts, policy, now, isLinked);
  const remember = ({ userId, source }: Flow, { kind }: AssociationDecision, profileId: string) => {
    if (kind === 'cool-off' || kind === 'limit-reached')
      refusedProfiles.set(`${userId} ${source}`, { profileId, at: now, forgetAt: lastEffectOfStarts(now, policy) });
    else if (kind !== 'another-profile-linked') refusedProfiles.delete(`${userId} ${source}`);
  };
  const refusedTo = (account: number, source: Source): Date[] => {
    const refused = refusedProfiles.get(`${account} ${source}`);
    if (refused === undefined || refused.forgetAt <= now) return [];
    const starts = ofProfile(source, survivor(source, refused.profileId)).map((link) => link.startedAt);
    return starts.filter((start) => start <= refused.at);
  };
  const refused = (refusal: AssociationRejection) => refusalAnswer(refusal, policy);
  const present = ({ flow: number, by, rightCode }: Presentation): Answer | undefined => {
    if (!arrives(by)) return FORBIDDEN;
    const flow = flowOf(number);
    const presented = { userId: String(by), codeHash: rightCode ? `code of ${number}` : 'another' };
    const decision = decideCode(flow, presented, now);
    if (decision.kind !== 'rejected') return undefined;
    if (decision.consequence !== 'nothing') flow.wrongCodes += 1;
    if (decision.consequence === 'end') flow.status = 'DEAD';
    return flowError(decision.problem);
  };

  return {
    async advanceTo(instant) {
      now = new Date(instant);
      links = links.map((link) => endByOffboarding(link, userOf(Number(link.userId)).departure, now));
    },
    catchUp: async () => undefined,
    async begin(account, source, signedInAgo = 0) {
      if (!arrives(account)) return FORBIDDEN;
      if (!signedInRecently(new Date(now.getTime() - signedInAgo), now)) return { is: 'REAUTHENTICATION_REQUIRED' };
      const decision = decideBeginning(ofAccount(account, source), policy, now);
      if (decision.kind !== 'begin') return refused(decision);
      for (const flow of flows)
        if (flow.userId === String(account) && flow.source === source && ['BEGUN', 'PROVEN'].includes(flow.status))
          flow.status = 'DEAD';
      const expiresAt = flowExpiry(now);
      const fresh = { problem: null, codeHash: null, wrongCodes: 0, profileId: '', answer: undefined };
      flows.push({ userId: String(account), source, status: 'BEGUN', expiresAt, ...fresh });
      return { is: 'BeginAssociationSuccess', expiresAt: expiresAt.toISOString() };
    },
    async signIn(number: number, as: SignIn) {
      const flow = flowOf(number);
      const isOpen = flowProblem(flow, now) === 'NOT_PROVEN' && flow.status === 'BEGUN';
      // The browser of the second sign-in is another one. It ends a flow that is still alive.
      if (flow.status === 'PROVEN' && now < flow.expiresAt) flow.status = 'DEAD';
      if (!isOpen) return 'refused';
      if (typeof as === 'number') {
        Object.assign(flow, { status: 'PROVEN', profileId: String(as), codeHash: `code of ${number}` });
        return 'proven';
      }
      const problem = as === 'cancel' ? 'CANCELLED' : 'MCID_NOT_GENERATED';
      Object.assign(flow, { status: 'FAILED', problem });
      return problem;
    },
    async pending(presentation) {
      const problem = present(presentation);
      if (problem) return problem;
      const flow = flowOf(presentation.flow);
      if (now >= flow.expiresAt) return flowError('EXPIRED');
      const facts = factsOf(flow);
      const decision = decideAssociation(facts, policy, now);
      remember(flow, decision, facts.profileId);
      const starts = startsOf(facts);
      const begins = decision.kind === 'associate' || decision.kind === 'move';
      const more = begins ? [now] : [];
      const effects = { associate: 'NEW', move: 'MOVE', reinstate: 'REINSTATE', 'already-linked': 'ALREADY_LINKED' };
      const refusal = decision.kind in effects ? null : refused(decision as AssociationRejection);
      return {
        is: 'PendingAssociation',
        ...{ source: flow.source, profile: Number(facts.profileId), organization: Number(facts.person.organizationId) },
        effect: refusal === null ? effects[decision.kind as keyof typeof effects] : 'REFUSED',
        endsAssociationElsewhere: decision.kind === 'move' && decision.elsewhere,
        refusal: refusal && { is: refusal.is, message: refusal.message },
        allowanceAfter: left(
          { account: [...starts.account, ...more], profile: [...starts.profile, ...more] },
          decision.kind !== 'cool-off' && decision.kind !== 'limit-reached',
        ),
        expiresAt: flow.expiresAt.toISOString(),
      };
    },
    async confirm(presentation) {
      const problem = present(presentation);
      if (problem) return problem;
      const flow = flowOf(presentation.flow);
      if (flow.answer) return flow.answer;
      const facts = factsOf(flow);
      const { person, profileId } = facts;
      const decision = decideAssociation(facts, policy, now);
      remember(flow, decision, profileId);
      if (isRejection(decision)) return refused(decision);
      if (decision.kind === 'move') put({ ...decision.ends, endedAt: now, endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' });
      const association = linkAfter(decision, { source: flow.source, profileId, ...person, startedAt: now });
      put(association);
      flow.status = 'CONFIRMED';
      flow.answer = {
        is: 'ConfirmAssociationSuccess',
        association: shown(association),
        allowance: left(startsOf(factsOf(flow)), true),
      };
      return flow.answer;
    },
    async remove(account, source) {
      if (!arrives(account)) return FORBIDDEN;
      const decision = decideRemoval(ofAccount(account, source));
      if (decision.kind !== 'end') return { is: 'NotAssociatedError' };
      const ended: Association = { ...decision.association, endedAt: now, endReason: 'REMOVED_BY_USER' };
      put(ended);
      const starts = {
        account: ofAccount(account, source).map((link) => link.startedAt),
        profile: ofProfile(source, ended.profileId).map((link) => link.startedAt),
      };
      return { is: 'RemoveAssociationSuccess', association: shown(ended), allowance: left(starts, false) };
    },
    async overview(account) {
      if (!arrives(account)) return { is: 'no-user' };
      const active = SOURCES.map((source) => ofAccount(account, source).find(isActive));
      const allowances = SOURCES.map((source, index) => {
        const bound = active[index] ?? ofAccount(account, source).at(-1);
        const starts = {
          account: ofAccount(account, source).map((link) => link.startedAt),
          profile: ofProfile(source, bound?.profileId).map((link) => link.startedAt),
          rejected: refusedTo(account, source),
        };
        return left(starts, active[index] !== undefined);
      });
      return {
        is: 'overview',
        associations: everyLinkOf(account),
        active: active.map((link) => (link ? shown(link) : null)),
        allowances,
      };
    },
    seenByAdmin: async (account) => ({ is: 'seen', associations: everyLinkOf(account) }),
    invite: async (account) => userOf(account).invite(now),
    deleteUser: async (account) => userOf(account).delete(now),
    restoreUser: async (account) => userOf(account).restore(now),
    deactivate: async (account) => userOf(account).setActive(false, now),
    reactivate: async (account) => userOf(account).setActive(true, now),
    async merge(source, one, other) {
      const sideOf = (number: number) => {
        const profileId = survivor(source, String(number));
        return { profileId, associations: ofProfile(source, profileId) };
      };
      const [from, into] = [sideOf(one), sideOf(other)];
      const decision = decideMerge(from, into);
      if (decision.kind === 'conflict') return { is: 'ProfileMergeConflictError' };
      if (decision.kind === 'merge') {
        survivors.set(`${source} ${from.profileId}`, into.profileId);
        for (const link of from.associations) put({ ...link, profileId: into.profileId });
      }
      const active = ofProfile(source, into.profileId).find(isActive);
      const association = active ? { status: 'ACTIVE', startedAt: active.startedAt.toISOString() } : null;
      return { is: 'RecordProfileMergeSuccess', association };
    },
  };
}
