import type { Attempt, Outcome, RecordedLink } from '../../../services/association/test/support/vectors.js';
import type { Answer, LinkingSystem, Source } from './system/linking-system.js';

const DAY = 86_400_000;
const SOURCES: Record<string, Source> = {
  'microsoft-learn': 'MICROSOFT_LEARN',
  'partner-university': 'PARTNER_UNIVERSITY',
};
const ENDS: Record<string, string> = {
  REMOVED_BY_USER: 'SELF_REMOVED',
  MOVED_TO_ANOTHER_ORGANIZATION: 'TRANSFERRED',
  ACCOUNT_DELETED: 'ACCOUNT_DELETED',
};
const REFUSALS: Record<string, string> = {
  AssociationCoolOffError: 'COOL_OFF',
  AssociationLimitError: 'YEARLY_LIMIT',
  AnotherProfileLinkedError: 'OTHER_MCID_ACTIVE',
  NOT_PROVEN: 'LEARNER_SIGN_IN_MISSING',
};
const OUTCOMES: Record<string, string> = { NEW: 'ACCEPTED', MOVE: 'ACCEPTED', REINSTATE: 'REINSTATED' };

type Shown = { id: string; source: Source; status: string; startedAt: string; endReason: string | null };
type Left = { used: number; nextAssociationAt: string | null };

/** The users of a vector, each at one organization, in order of appearance. */
export function peopleOf(records: readonly { user: string; org: string }[]): { user: string; organization: number }[] {
  const found = new Map(records.map(({ user, org }) => [user, 'ABCD'.indexOf(org)]));
  return [...found].map(([user, organization]) => ({ user, organization }));
}

/** Replays a vector in a system: its history at its instants, then its attempt. */
export function vectorHistory(
  system: LinkingSystem,
  people: readonly { user: string }[],
  records: readonly RecordedLink[],
) {
  const numberOf = (user: string) => people.findIndex((one) => one.user === user);
  const profiles: string[] = [];
  const profileOf = (name: string) => {
    if (!profiles.includes(name)) profiles.push(name);
    return profiles.indexOf(name);
  };
  /** The flow that made each link, and the name of the link. */
  const flows = new Map<string, number>();
  const names = new Map<string, string>();
  let begun = 0;

  const prove = async (user: string, source: string, as: number | 'no-profile-id' | undefined) => {
    const answer = await system.begin(numberOf(user), SOURCES[source] as Source);
    if (answer.is !== 'BeginAssociationSuccess') return { answer, presentation: undefined };
    const flow = begun++;
    if (as !== undefined) await system.signIn(flow, as);
    return { answer, presentation: { flow, by: numberOf(user), rightCode: true } };
  };
  const start = async ({ id, user, source, mcid }: RecordedLink) => {
    const { answer, presentation } = await prove(user, source, profileOf(mcid));
    const made = presentation && (await system.confirm(presentation));
    if (made?.is !== 'ConfirmAssociationSuccess') throw new Error(`${id}: ${JSON.stringify(made ?? answer)}`);
    flows.set(id, presentation?.flow ?? -1);
    names.set((made.association as Shown).id, id);
  };
  const linksOf = async (source: string) => {
    const seen = await Promise.all(people.map((_, number) => system.seenByAdmin(number)));
    const links = seen.flatMap(({ associations }) => associations as Shown[]);
    return links.filter((link) => link.source === SOURCES[source]);
  };
  const nameOf = (link: Shown) => names.get(link.id) ?? 'new';

  return {
    async live(): Promise<void> {
      type Step = { at: string; run(): Promise<unknown> };
      const steps = records.flatMap((record): Step[] => {
        const who = numberOf(record.user);
        const { startAt, endAt, endReason, deactivatedAt, deletedAt, reactivatedAt } = record;
        // The start of the next link makes a transfer.
        const removedAt = endReason === 'SELF_REMOVED' ? endAt : undefined;
        const step = (at: string | undefined, run: Step['run']) => (at === undefined ? [] : [{ at, run }]);
        return [
          { at: startAt, run: () => start(record) },
          ...step(removedAt, () => system.remove(who, SOURCES[record.source] as Source)),
          ...step(deactivatedAt, () => system.deactivate(who)),
          ...step(deletedAt, () => system.deleteUser(who)),
          ...step(reactivatedAt, () => system.reactivate(who)),
        ];
      });
      for (const { at, run } of steps.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
        await system.advanceTo(Date.parse(at));
        await run();
      }
    },
    /** Ids of the active associations of all sources. */
    async active(): Promise<string[]> {
      const links = await Promise.all(Object.keys(SOURCES).map(linksOf));
      return links.flatMap((some) => some.filter((link) => link.status === 'ACTIVE').map(nameOf));
    },
    async attempt({ action, at, user, source, mcid, learnerAuth, profile }: Attempt): Promise<Outcome> {
      await system.advanceTo(Date.parse(at));
      // A user who attempts something is active again.
      if (records.some((record) => record.user === user && record.deactivatedAt))
        await system.reactivate(numberOf(user));
      const before = new Map((await linksOf(source)).map((link) => [link.id, link.status]));
      const outcome = action === 'UNLINK' ? await unlink(user, source) : await link(user, source);
      const after = await linksOf(source);
      const ended = after.filter((one) => before.get(one.id) === 'ACTIVE' && one.status === 'ENDED');
      return {
        ...outcome,
        active: after.filter((one) => one.status === 'ACTIVE').map(nameOf),
        ...(ended.length > 0 && {
          ended: Object.fromEntries(ended.map((one) => [nameOf(one), ENDS[one.endReason ?? ''] ?? ''])),
        }),
      };

      async function unlink(who: string, of: string): Promise<Outcome> {
        const answer = await system.remove(numberOf(who), SOURCES[of] as Source);
        return answer.is === 'RemoveAssociationSuccess' ? accepted('ACCEPTED', answer) : refused(answer);
      }
      async function link(who: string, of: string): Promise<Outcome> {
        const earlier = records.find((one) => one.user === who && one.mcid === mcid && one.source === of);
        const linked = earlier && (await linksOf(of)).find((one) => nameOf(one) === earlier.id);
        // A linked user begins no flow for the same profile; the confirmation can be repeated.
        if (earlier && linked?.status === 'ACTIVE')
          return accepted('IDEMPOTENT', await confirmed({ flow: flows.get(earlier.id) ?? -1, by: numberOf(who) }));
        const signIn = profile === 'no-mcid' ? 'no-profile-id' : profileOf(mcid ?? '');
        const { answer, presentation } = await prove(who, of, learnerAuth === false ? undefined : signIn);
        if (presentation === undefined) return { ...refused(answer), used: await usedBy(who, of) };
        const { effect, allowanceAfter } = (await system.pending(presentation)) as Answer & { allowanceAfter?: Left };
        const made = await confirmed(presentation);
        if (made.is === 'ConfirmAssociationSuccess') return accepted(OUTCOMES[String(effect)] ?? String(effect), made);
        return { ...refused(made), ...(allowanceAfter && { used: allowanceAfter.used }) };
      }
    },
  };

  async function confirmed(presented: { flow: number; by: number }): Promise<Answer> {
    return system.confirm({ ...presented, rightCode: true });
  }
  async function usedBy(user: string, source: string): Promise<number> {
    const { allowances } = (await system.overview(numberOf(user))) as Answer & { allowances: Left[] };
    return allowances[Object.keys(SOURCES).indexOf(source)]?.used ?? -1;
  }
}

function accepted(outcome: string, answer: Answer): Outcome {
  const { used, nextAssociationAt } = answer.allowance as Left;
  return { outcome, used, ...(nextAssociationAt !== null && { nextAvailableAt: nextAssociationAt }) };
}

function refused({ is, problem, message, nextAssociationAt }: Answer): Outcome {
  const reason = typeof problem === 'string' ? problem : is;
  return {
    outcome: 'REFUSED',
    code: REFUSALS[reason] ?? reason,
    ...(typeof message === 'string' && { message }),
    ...(typeof nextAssociationAt === 'string' && { nextAvailableAt: nextAssociationAt }),
  };
}

/** The day before the first instant of a vector, when all users are invited. */
export function dayBefore(instants: readonly string[]): string {
  return new Date(Math.min(...instants.map((at) => Date.parse(at))) - DAY).toISOString();
}
