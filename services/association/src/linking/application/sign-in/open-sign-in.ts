import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../../dependencies.js';
import type { SignInSecrets } from '../../../providers/application/learning-provider.js';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import { isBrowserKnown, lockFlow, openFlow } from '../../store/flow.store.js';
import { type Resumed, resumeFlow } from '../resume-flow.js';
import { recordFailure } from './fail-flow.js';
import { endForWrongBrowser, type Rejected } from './wrong-browser.js';

export type OpenSignInCommand = { flowId: string; cookie: string | undefined; requestId: string };

export type OpenSignInOutcome =
  | { kind: 'go'; to: string; cookie: string }
  | { kind: 'provider-away'; cookie: string }
  | Resumed
  | Rejected;

type Opened = { kind: 'opened'; source: LearningSource; secrets: SignInSecrets; cookie: string };

/**
 * The first browser gets the cookie and goes to the learning provider. The same browser may come back, also after its
 * sign-in is over. A second browser ends the flow: the address was sent to another person.
 */
export async function openSignIn(deps: Dependencies, command: OpenSignInCommand): Promise<OpenSignInOutcome> {
  if (!isUuid(command.flowId)) return { kind: 'rejected' };
  const opened = await inTransaction(deps.dataSource, 'every-organization', (manager) => open(deps, manager, command));
  if (opened.kind !== 'opened') return opened;
  const { source, secrets, cookie } = opened;
  try {
    const to = await deps.providers[source].authorizationUrl(secrets);
    return { kind: 'go', to: to.href, cookie };
  } catch {
    await recordProviderAway(deps, command);
    return { kind: 'provider-away', cookie };
  }
}

/** The flow goes on: the same address works once the provider answers. */
async function recordProviderAway(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  { flowId, requestId }: OpenSignInCommand,
): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const flow = await lockFlow(manager, flowId);
    if (flow !== null) await recordFailure(manager, flow, 'PROVIDER_UNAVAILABLE', { at: clock.now(), requestId });
  });
}

async function open(
  deps: Dependencies,
  manager: EntityManager,
  { flowId, cookie, requestId }: OpenSignInCommand,
): Promise<Opened | Resumed | Rejected> {
  const { clock, flowSecrets } = deps;
  const flow = await lockFlow(manager, flowId);
  if (flow === null) return { kind: 'rejected' };
  const now = clock.now();
  const live = now < flow.expiresAt;
  const cookieHash = cookie === undefined ? undefined : flowSecrets.digest(cookie);

  if (flow.status === 'BEGUN') {
    if (!live) return { kind: 'rejected' };
    // Two flows of one browser share its cookie; a second cookie would lock the first flow out.
    const known = cookieHash !== undefined && (await isBrowserKnown(manager, cookieHash, now));
    const ownCookie = known && cookie !== undefined ? cookie : flowSecrets.random();
    const secrets = { state: flowSecrets.random(), nonce: flowSecrets.random(), verifier: flowSecrets.random() };
    await openFlow(manager, flow.id, {
      at: now,
      cookieHash: flowSecrets.digest(ownCookie),
      stateHash: flowSecrets.digest(secrets.state),
      sealedSecrets: flowSecrets.seal('signIn', flow.id, secrets),
    });
    return { kind: 'opened', source: flow.source, secrets, cookie: ownCookie };
  }
  if (cookie !== undefined && flow.cookieHash === cookieHash) {
    const { source, sealedSecrets } = flow;
    if (!live || flow.status !== 'OPENED' || sealedSecrets === null)
      return resumeFlow(deps, manager, flow, { at: now, requestId });
    return { kind: 'opened', source, secrets: flowSecrets.open('signIn', flow.id, sealedSecrets), cookie };
  }
  return endForWrongBrowser(manager, flow, { at: now, requestId });
}
