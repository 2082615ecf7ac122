import type { EntityManager } from 'typeorm';
import { In, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { SignInProblem } from '../../providers/domain/sign-in-problem.js';
import type { FlowStatus } from '../domain/flow.js';
import { FlowRow } from './flow.row.js';

export type Flow = Readonly<FlowRow>;

/** Erased when a flow is over. */
const FORGOTTEN = { sealedSecrets: null, sealedAccountName: null };

/** The states in which a flow can be ended. */
const LIVE: readonly FlowStatus[] = ['BEGUN', 'OPENED', 'EXCHANGING', 'PROVEN'];

export async function insertFlow(
  manager: EntityManager,
  flow: Pick<
    Flow,
    'organizationId' | 'userId' | 'source' | 'returnTo' | 'begunAt' | 'expiresAt' | 'client' | 'requestId'
  >,
): Promise<string> {
  const inserted = await manager.insert(FlowRow, { ...flow, status: 'BEGUN', wrongCodes: 0 });
  return (inserted.identifiers[0] as { id: string }).id;
}

export async function findFlow(manager: EntityManager, id: string): Promise<Flow | null> {
  return manager.findOne(FlowRow, { where: { id } });
}

/** Locks the flow until the transaction ends. */
export async function lockFlow(manager: EntityManager, id: string): Promise<Flow | null> {
  return manager.findOne(FlowRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export async function lockFlowByState(manager: EntityManager, stateHash: string): Promise<Flow | null> {
  return manager.findOne(FlowRow, { where: { stateHash }, lock: { mode: 'pessimistic_write' } });
}

/** The instants since then at which the user began flows, oldest first. */
export async function flowsBegunSince(manager: EntityManager, userId: string, since: Date): Promise<Date[]> {
  const rows = await manager.find(FlowRow, {
    select: { id: true, begunAt: true },
    where: { userId, begunAt: MoreThan(since) },
    order: { begunAt: 'ASC' },
  });
  return rows.map((row) => row.begunAt);
}

/** Ends the flows of a user and source before a newer one. */
export async function endEarlierFlows(manager: EntityManager, userId: string, source: LearningSource): Promise<void> {
  await manager.update(FlowRow, { userId, source, status: In(LIVE) }, { status: 'DEAD', ...FORGOTTEN });
}

/** Ends the flow unless it is over; returns whether it was open. */
export async function endFlow(manager: EntityManager, id: string): Promise<boolean> {
  const { affected } = await manager.update(FlowRow, { id, status: In(LIVE) }, { status: 'DEAD', ...FORGOTTEN });
  return affected === 1;
}

/** Whether a browser with this cookie has a live flow. */
export async function isBrowserKnown(manager: EntityManager, cookieHash: string, now: Date): Promise<boolean> {
  return manager.exists(FlowRow, { where: { cookieHash, expiresAt: MoreThan(now), openedAt: Not(IsNull()) } });
}

/** Binds the flow to the first browser. */
export async function openFlow(
  manager: EntityManager,
  id: string,
  opened: { at: Date; cookieHash: string; stateHash: string; sealedSecrets: string },
): Promise<void> {
  const { at, ...secrets } = opened;
  await manager.update(FlowRow, { id, status: 'BEGUN' }, { status: 'OPENED', openedAt: at, ...secrets });
}

export async function setExchanging(manager: EntityManager, id: string, until: Date): Promise<void> {
  await manager.update(FlowRow, { id, status: 'OPENED' }, { status: 'EXCHANGING', exchangeUntil: until });
}

/** Replaces the completion code; the older one is invalid from now on. */
export async function replaceCode(manager: EntityManager, id: string, codeHash: string): Promise<void> {
  await manager.update(FlowRow, { id, status: 'PROVEN' }, { codeHash });
}

export async function setProven(
  manager: EntityManager,
  id: string,
  proven: Pick<Flow, 'codeHash' | 'sealedAccountName'>,
): Promise<void> {
  await manager.update(FlowRow, { id, status: 'EXCHANGING' }, { status: 'PROVEN', ...FORGOTTEN, ...proven });
}

export async function setFailed(manager: EntityManager, id: string, problem: SignInProblem): Promise<void> {
  const live = { id, status: In(['OPENED', 'EXCHANGING'] as FlowStatus[]) };
  await manager.update(FlowRow, live, { status: 'FAILED', problem, ...FORGOTTEN });
}

export async function countWrongCode(manager: EntityManager, flow: Flow): Promise<number> {
  await manager.update(FlowRow, { id: flow.id }, { wrongCodes: flow.wrongCodes + 1 });
  return flow.wrongCodes + 1;
}

export async function setConfirmed(manager: EntityManager, id: string, answer: object): Promise<void> {
  await manager.update(FlowRow, { id, status: 'PROVEN' }, { status: 'CONFIRMED', answer, ...FORGOTTEN });
}

/** Erases account names of expired flows, also of those that expired unseen. */
export async function eraseSecretsOfExpiredFlows(manager: EntityManager, now: Date): Promise<void> {
  const expired = { sealedAccountName: Not(IsNull()), expiresAt: LessThanOrEqual(now) };
  await manager.update(FlowRow, expired, FORGOTTEN);
}
