import { askedBy } from '@app/subgraph-kit/activity/actor';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Actor, Dependencies, Request } from '../../dependencies.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type AssociationRejection, decideBeginning } from '../domain/decide-association.js';
import { flowExpiry } from '../domain/flow.js';
import { signedInRecently } from '../domain/recent-sign-in.js';
import { type RejectionReason, reasonOf } from '../domain/rejection-reason.js';
import { parseReturnAddress } from '../domain/return-address.js';
import { recordActivity, recordOnceAnHour, startsRejectedSince } from '../store/activity.store.js';
import { associationsOfAccount, lockLink } from '../store/association.store.js';
import { endEarlierFlows, flowsBegunSince, insertFlow } from '../store/flow.store.js';
import { afterDueOffboardings, assertNoOffboardingDue } from './due-offboardings.js';

export type BeginAssociationCommand = Request & {
  actor: Actor;
  signedInAt: Date | null;
  source: LearningSource;
  returnTo: string;
};

export type BeginAssociationOutcome =
  | { kind: 'begun'; flowId: string; signInUrl: string; expiresAt: Date }
  | { kind: 'return-address' }
  | { kind: 'signed-in-too-long-ago' | 'sign-in-time-unknown' }
  | { kind: 'too-many-starts'; retryAfterSeconds: number }
  | AssociationRejection;

const HOUR = 60 * 60 * 1000;

/**
 * Begins a flow: links nothing and uses nothing up. Every flow counts toward the starts of an hour. An older flow of
 * the user and source ends.
 */
export async function beginAssociation(
  deps: Dependencies,
  command: BeginAssociationCommand,
): Promise<BeginAssociationOutcome> {
  if (command.signedInAt === null) return { kind: 'sign-in-time-unknown' };
  if (!signedInRecently(command.signedInAt, deps.clock.now())) {
    await recordRefusedStart(deps, command, 'SIGN_IN_TOO_OLD');
    return { kind: 'signed-in-too-long-ago' };
  }
  const returnTo = parseReturnAddress(command.returnTo, deps.frontendOrigins);
  if (returnTo === undefined) return { kind: 'return-address' };
  return afterDueOffboardings(deps, command.requestId, () => beginOnce(deps, command, returnTo));
}

async function beginOnce(
  deps: Dependencies,
  command: BeginAssociationCommand,
  returnTo: string,
): Promise<BeginAssociationOutcome> {
  const { actor, source } = command;
  return inTransaction(deps.dataSource, { organizationId: actor.organizationId }, async (manager) => {
    await lockLink(manager, source, { userId: actor.userId });
    const now = deps.clock.now();
    await assertNoOffboardingDue(manager, source, actor, now);
    const retryAfterSeconds = await secondsUntilNextStart(deps, manager, actor.userId, now);
    const about = { ...actor, source, at: now, ...askedBy(command.caller), requestId: command.requestId };
    if (retryAfterSeconds > 0) {
      await recordOnceAnHour(manager, { ...about, kind: 'REFUSED', reason: 'TOO_MANY_STARTS' });
      return { kind: 'too-many-starts', retryAfterSeconds };
    }
    const decision = decideBeginning(await associationsOfAccount(manager, source, actor.userId), deps.policy, now);
    if (decision.kind !== 'begin') {
      await recordActivity(manager, { ...about, kind: 'REFUSED', reason: reasonOf(decision) });
      return decision;
    }
    await endEarlierFlows(manager, actor.userId, source);
    const expiresAt = flowExpiry(now);
    const { client, requestId } = about;
    const flow = { ...actor, source, returnTo, begunAt: now, expiresAt, client, requestId };
    const flowId = await insertFlow(manager, flow);
    return { kind: 'begun', flowId, signInUrl: `${deps.publicUrl}/associate/start?flow=${flowId}`, expiresAt };
  });
}

/** Records a start that is rejected before any rule looks at it. */
export async function recordRefusedStart(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  { actor, caller, requestId, source }: Pick<BeginAssociationCommand, 'actor' | 'caller' | 'requestId' | 'source'>,
  reason: RejectionReason,
): Promise<void> {
  const { userId, organizationId } = actor;
  const about = { userId, organizationId, source, at: clock.now(), ...askedBy(caller), requestId };
  await inTransaction(dataSource, { organizationId }, (manager) =>
    recordOnceAnHour(manager, { ...about, kind: 'REFUSED', reason }),
  );
}

/**
 * Rejected starts count too, as each leaves a row of activity; both sources count together. Accounts are locked per
 * source, so two concurrent starts may exceed the maximum: it is a brake, not a rule.
 */
async function secondsUntilNextStart(
  { startsPerHour }: Dependencies,
  manager: EntityManager,
  userId: string,
  now: Date,
): Promise<number> {
  if (startsPerHour === 0) return 0;
  const since = new Date(now.getTime() - HOUR);
  const tried = [
    ...(await flowsBegunSince(manager, userId, since)),
    ...(await startsRejectedSince(manager, userId, since)),
  ].sort((a, b) => a.getTime() - b.getTime());
  const blocking = tried.at(-startsPerHour);
  return blocking === undefined ? 0 : Math.max(1, Math.ceil((blocking.getTime() + HOUR - now.getTime()) / 1000));
}
