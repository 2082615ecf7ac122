import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { type InvitationState, readInvitationStates } from '../../../mail/store/mail-state.store.js';

/** The newest invitation mail of users in one statement; null for users without one. */
export function invitationMailByUserLoader(reads: RequestReads): DataLoader<string, InvitationState | null> {
  return new DataLoader(async (userIds) => {
    const byUser = new Map((await readInvitationStates(reads, userIds)).map((state) => [state.userId, state]));
    return userIds.map((userId) => byUser.get(userId) ?? null);
  });
}
