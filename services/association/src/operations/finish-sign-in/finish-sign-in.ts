import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { type FlowProblem, flowProblem } from '../../domain/flow.js';
import { returnWith } from '../../domain/return-address.js';
import type { SignInOutcome, SignInSecrets } from '../../learning/learning-provider.js';
import { killForWrongBrowser } from '../../linking/wrong-browser.js';
import {
  type Flow,
  lockFlow,
  lockFlowByState,
  setExchanging,
  setFailed,
  setProven,
} from '../../persistence/flow.store.js';
import { insertProof } from '../../persistence/proof.store.js';

export type FinishSignInCommand = { answer: URLSearchParams; cookie: string | undefined; requestId: string };

/** `why` is for the log. */
export type FinishSignInOutcome = { kind: 'return'; to: string; why?: string } | { kind: 'refused' };

type Claimed = { kind: 'claimed'; flow: Flow; secrets: SignInSecrets; openedAt: Date } | FinishSignInOutcome;

/**
 * The provider's answer comes back. It proves a profile and commits nothing: the browser takes a completion code to
 * its front end, and the person confirms with it. A code of the provider is redeemed once, whoever brings it again.
 */
export async function finishSignIn(deps: Dependencies, command: FinishSignInCommand): Promise<FinishSignInOutcome> {
  const claimed = await inTransaction(deps.dataSource, 'every-organization', (manager) =>
    claim(deps, manager, command),
  );
  if (claimed.kind !== 'claimed') return claimed;
  const { flow, secrets, openedAt } = claimed;
  const outcome = await deps.providers[flow.source].redeem(command.answer, secrets, openedAt);
  return inTransaction(deps.dataSource, 'every-organization', (manager) => settle(deps, manager, flow, outcome));
}

async function claim(
  deps: Dependencies,
  manager: EntityManager,
  { answer, cookie, requestId }: FinishSignInCommand,
): Promise<Claimed> {
  const [state, ...more] = answer.getAll('state');
  if (state === undefined || more.length > 0) return { kind: 'refused' };
  const flow = await lockFlowByState(manager, deps.flowSecrets.digest(state));
  if (flow === null) return { kind: 'refused' };

  const now = deps.clock.now();
  if (cookie === undefined || flow.cookieHash !== deps.flowSecrets.digest(cookie)) {
    await killForWrongBrowser(manager, flow, { at: now, requestId });
    return { kind: 'refused' };
  }
  // A second delivery of the same answer: the first one goes on as if it had not come.
  if (['EXCHANGING', 'PROVEN', 'CONFIRMED'].includes(flow.status)) return { kind: 'refused' };
  const problem = flowProblem(flow, now);
  if (problem !== 'NOT_PROVEN' || flow.sealedSecrets === null || flow.openedAt === null)
    return returning(flow, problem ?? 'DEAD');

  await setExchanging(manager, flow.id);
  const secrets = deps.flowSecrets.open('signIn', flow.id, flow.sealedSecrets);
  return { kind: 'claimed', flow, secrets, openedAt: flow.openedAt };
}

async function settle(
  deps: Dependencies,
  manager: EntityManager,
  { id }: Flow,
  outcome: SignInOutcome,
): Promise<FinishSignInOutcome> {
  const flow = await lockFlow(manager, id);
  if (flow === null) return { kind: 'refused' };
  const now = deps.clock.now();
  if (flow.status !== 'EXCHANGING') return returning(flow, 'DEAD');
  if (now >= flow.expiresAt) return returning(flow, 'EXPIRED');
  if (outcome.kind === 'failed') {
    await setFailed(manager, id, outcome.problem);
    return { ...returning(flow, outcome.problem), why: outcome.why };
  }
  const { organizationId, userId, source } = flow;
  const { issuer, subject, profileId, accountName } = outcome;
  await insertProof(manager, { flowId: id, organizationId, userId, source, issuer, subject, profileId, provedAt: now });
  const code = deps.flowSecrets.random();
  const sealedAccountName = accountName && deps.flowSecrets.seal('accountName', id, accountName);
  await setProven(manager, id, { codeHash: deps.flowSecrets.digest(code), sealedAccountName });
  return { kind: 'return', to: returnWith(flow.returnTo, id, { completion_code: code }) };
}

function returning(flow: Flow, problem: FlowProblem): { kind: 'return'; to: string } {
  return { kind: 'return', to: returnWith(flow.returnTo, flow.id, { problem: problem.toLowerCase() }) };
}
