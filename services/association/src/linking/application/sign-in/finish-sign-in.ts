import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../../dependencies.js';
import type { SignInOutcome, SignInSecrets } from '../../../providers/application/learning-provider.js';
import { flowProblem } from '../../domain/flow.js';
import { returnWith } from '../../domain/return-address.js';
import { type Flow, lockFlow, lockFlowByState, setExchanging, setProven } from '../../store/flow.store.js';
import { insertProof } from '../../store/proof.store.js';
import { type Resumed, type Return, resumeFlow, returnOf } from '../resume-flow.js';
import { exchangeWaits } from './await-exchange.js';
import { failFlow } from './fail-flow.js';
import { endForWrongBrowser, type Rejected } from './wrong-browser.js';

export type FinishSignInCommand = { answer: URLSearchParams; cookie: string | undefined; requestId: string };

export type FinishSignInOutcome = Resumed | Rejected;

type Claimed = { kind: 'claimed'; flow: Flow; secrets: SignInSecrets; openedAt: Date } | FinishSignInOutcome;

/** Between the end of an exchange and its last row. */
const SETTLING_MILLISECONDS = 2_000;

const awaitExchange = exchangeWaits<Claimed>();

/**
 * Handles the provider's response. It proves a profile and commits nothing: the browser takes a completion code to its
 * front end, and the user confirms with it. A code of the provider is redeemed once. The exchange continues when the
 * request is aborted; the next visit of the browser finds the result.
 */
export async function finishSignIn(deps: Dependencies, command: FinishSignInCommand): Promise<FinishSignInOutcome> {
  const look = () => inTransaction(deps.dataSource, 'every-organization', (manager) => claim(deps, manager, command));
  const longest = Math.max(...Object.values(deps.providers).map((provider) => provider.exchangeTimeout));
  // A waiting request has shown the cookie of the flow: its first look returns `exchanging` to no other browser.
  const key = deps.flowSecrets.digest(command.answer.get('state') ?? '');
  const milliseconds = longest + SETTLING_MILLISECONDS;
  const claimed = await awaitExchange({ key, first: await look(), look, milliseconds });
  if (claimed.kind !== 'claimed') return claimed;
  const { flow, secrets, openedAt } = claimed;
  const outcome = await deps.providers[flow.source].redeem(command.answer, secrets, openedAt);
  return inTransaction(deps.dataSource, 'every-organization', (manager) =>
    settle(deps, manager, { flow, outcome, requestId: command.requestId }),
  );
}

async function claim(
  deps: Dependencies,
  manager: EntityManager,
  { answer, cookie, requestId }: FinishSignInCommand,
): Promise<Claimed> {
  const [state, ...more] = answer.getAll('state');
  if (state === undefined || more.length > 0) return { kind: 'rejected' };
  const flow = await lockFlowByState(manager, deps.flowSecrets.digest(state));
  if (flow === null) return { kind: 'rejected' };

  const now = deps.clock.now();
  if (cookie === undefined || flow.cookieHash !== deps.flowSecrets.digest(cookie))
    return endForWrongBrowser(manager, flow, { at: now, requestId });
  if (flow.status !== 'OPENED' || flowProblem(flow, now) !== 'NOT_PROVEN')
    return resumeFlow(deps, manager, flow, { at: now, requestId });
  if (flow.sealedSecrets === null || flow.openedAt === null) return returnOf(flow, 'DEAD');

  const { exchangeTimeout } = deps.providers[flow.source];
  await setExchanging(manager, flow.id, new Date(now.getTime() + exchangeTimeout + SETTLING_MILLISECONDS));
  const secrets = deps.flowSecrets.open('signIn', flow.id, flow.sealedSecrets);
  return { kind: 'claimed', flow, secrets, openedAt: flow.openedAt };
}

async function settle(
  deps: Dependencies,
  manager: EntityManager,
  { flow: { id }, outcome, requestId }: { flow: Flow; outcome: SignInOutcome; requestId: string },
): Promise<Return | Rejected> {
  const flow = await lockFlow(manager, id);
  if (flow === null) return { kind: 'rejected' };
  const now = deps.clock.now();
  if (flow.status !== 'EXCHANGING') return returnOf(flow, flowProblem(flow, now) ?? 'DEAD');
  if (now >= flow.expiresAt) return returnOf(flow, 'EXPIRED');
  if (outcome.kind === 'failed') {
    await failFlow(manager, flow, outcome.problem, { at: now, requestId });
    return { ...returnOf(flow, outcome.problem), why: outcome.why };
  }
  const { organizationId, userId, source } = flow;
  const { issuer, subject, profileId, accountName } = outcome;
  await insertProof(manager, { flowId: id, organizationId, userId, source, issuer, subject, profileId, provedAt: now });
  const code = deps.flowSecrets.random();
  const sealedAccountName = accountName && deps.flowSecrets.seal('accountName', id, accountName);
  await setProven(manager, id, { codeHash: deps.flowSecrets.digest(code), sealedAccountName });
  return { kind: 'return', to: returnWith(flow.returnTo, id, { completion_code: code }) };
}
