import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../dependencies.js';
import { publishAllowances } from '../linking/application/publish-allowances.js';
import { removeLink } from '../linking/application/remove-link.js';
import { saveLink } from '../linking/application/save-link.js';
import type { EndReason } from '../linking/domain/association.js';
import { decideAssociation } from '../linking/domain/decide-association.js';
import { decideRemoval } from '../linking/domain/decide-removal.js';
import { anyAssociationExists, associationsOfAccount, lockLinks } from '../linking/store/association.store.js';
import { loadAssociationFacts } from '../linking/store/association-facts.store.js';
import type { LearningSource } from '../providers/domain/learning-source.js';
import { parseProfileId } from '../providers/domain/profile-id.js';

/** A link of the demonstration data; instants in days before now. */
export type DemonstrationLink = {
  id: string;
  source: LearningSource;
  profileId: string;
  personId: string;
  organizationId: string;
  startedDaysAgo: number;
  endedDaysAgo: number | null;
  endReason: EndReason | null;
};

type Step = { at: Date; link: DemonstrationLink; what: 'start' | 'remove' };

const DAY = 24 * 60 * 60 * 1000;

/**
 * Replays the history of the demonstration in its order and under the rules in force. Skips what the rules reject, and
 * steps that links made meanwhile have overtaken. Moves end the earlier link by themselves. Does nothing after a
 * complete load; where loading has not `begun` in this database, any association prevents it.
 */
export async function seedDemonstration(
  deps: Pick<Dependencies, 'dataSource' | 'clock' | 'policy'>,
  links: readonly DemonstrationLink[],
  begun = false,
): Promise<{ started: number }> {
  const now = deps.clock.now().getTime();
  const daysAgo = (days: number) => new Date(now - Math.round(days * DAY));
  const steps = links.flatMap((link): Step[] => [
    { at: daysAgo(link.startedDaysAgo), link, what: 'start' },
    ...(link.endReason === 'REMOVED_BY_USER' && link.endedDaysAgo !== null
      ? [{ at: daysAgo(link.endedDaysAgo), link, what: 'remove' as const }]
      : []),
  ]);
  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    // A second load waits until the first one has committed.
    await manager.query(
      "SELECT set_config('lock_timeout', '2min', true), set_config('statement_timeout', '2min', true)",
    );
    await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('association demonstration', 0))");
    const own = links.map(({ id }) => id);
    if (await anyAssociationExists(manager, begun ? own : undefined)) return { started: 0 };
    // An event of a user that arrives before the links are committed would store the user as not linked.
    await lockLinks(
      manager,
      links.map(({ source, personId: userId, profileId }) => ({ source, userId, profileId })),
    );
    let started = 0;
    for (const step of steps.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      if (step.what === 'remove') await remove(manager, step);
      else if (await start(deps, manager, step)) started += 1;
    }
    // Dates that are over by now need no reminder.
    const accounts = links.map(({ personId: userId, organizationId, source }) => ({ userId, organizationId, source }));
    const change = { at: new Date(now), requestId: 'demonstration' };
    await publishAllowances(manager, deps.policy, accounts, change);
    return { started };
  });
}

async function start(deps: Pick<Dependencies, 'policy'>, manager: EntityManager, { at, link }: Step): Promise<boolean> {
  const { source, personId: userId, organizationId } = link;
  const profileId = parseProfileId(source, link.profileId);
  if (profileId === undefined) throw new Error(`The demonstration data cannot be kept: ${link.profileId}`);
  const flow = { source, userId, organizationId };
  const facts = await loadAssociationFacts(manager, flow, profileId);
  // Steps are in order: a later start is not part of the history.
  if ([...facts.ofAccount, ...facts.ofProfile].some(({ startedAt }) => startedAt > at)) return false;
  const decision = decideAssociation(facts, deps.policy, at);
  if (decision.kind !== 'associate' && decision.kind !== 'move') return false;
  await saveLink(manager, { decision, flow, profileId, associationId: link.id }, metadataOf(link, at));
  return true;
}

async function remove(manager: EntityManager, { at, link }: Step): Promise<void> {
  const decision = decideRemoval(await associationsOfAccount(manager, link.source, link.personId));
  if (decision.kind === 'end') await removeLink(manager, decision.association, metadataOf(link, at));
}

function metadataOf(link: DemonstrationLink, at: Date) {
  return { at, actor: `person:${link.personId}`, requestId: 'demonstration' };
}
