import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { findStoppable, type StoppableMessage, stopInvitations, stopMail } from '../store/opt-out.store.js';

/** The message that the holder of a token may stop; undefined when it is no longer stored. */
export async function stoppableMessage(
  { dataSource }: Pick<Dependencies, 'dataSource'>,
  messageId: string,
): Promise<StoppableMessage | undefined> {
  return inTransaction(dataSource, 'every-organization', (manager) => findStoppable(manager, messageId));
}

/**
 * Stops mail of the kind of a message: for its user, or, for an invitation, for the address that it went to. Stopping again
 * changes nothing.
 */
export async function stopByMessage(
  { dataSource, clock }: Pick<Dependencies, 'clock' | 'dataSource'>,
  messageId: string,
): Promise<StoppableMessage | undefined> {
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    const message = await findStoppable(manager, messageId);
    if (message === undefined) return undefined;
    const { kind, userId: id, organizationId } = message;
    if (kind === 'INVITATION') await stopInvitations(manager, messageId, clock.now());
    else await stopMail(manager, { id, organizationId }, [kind], clock.now());
    return message;
  });
}
