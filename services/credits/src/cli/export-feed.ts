import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { notFound } from '@app/subgraph-kit/commands/command-failed';
import { idOf, instantText, tableOf } from '@app/subgraph-kit/commands/command-text';
import { deleteExportFeed } from '../exports/application/change-export-feed.js';
import { listFeeds, type StoredFeed } from '../exports/store/export-feed.store.js';
import { assertOrganization, withCredits } from './with-credits.js';

/** Lists the feeds of an organization, oldest first. */
export async function listExportFeeds(organization: string, run: CommandRun): Promise<CommandResult> {
  const organizationId = idOf(organization, '<organization>');
  return withCredits(run, async (access) => {
    await assertOrganization(access, organizationId);
    const feeds = await listFeeds(access.reads, [organizationId]);
    const text = feeds.length === 0 ? ['The organization has no feeds.'] : tableOf([HEADER, ...feeds.map(cellsOf)]);
    return { text, data: { feeds } };
  });
}

/** Deletes a feed with its files: its keys open nothing from now on. */
export async function revokeExportFeed(text: string, run: CommandRun): Promise<CommandResult> {
  const feedId = idOf(text, '<feed>');
  return withCredits(run, async ({ deps, caller }) => {
    const deleted = await deleteExportFeed(deps, { caller, feedId });
    if (deleted === null)
      throw notFound('There is no feed with this id.', 'skill-link export-feed list <organization> lists them.');
    return { text: [`The feed ${feedId} is deleted with its files; its keys open nothing any more.`], data: deleted };
  });
}

const HEADER = ['feed', 'label', 'dataset', 'format', 'layout', 'shows', 'last read', 'expires'];

function cellsOf({ id, label, dataset, format, layout, includesPersonalData, ...feed }: StoredFeed): string[] {
  const seen = includesPersonalData ? 'personal data' : 'pseudonyms';
  return [id, label, dataset, format, layout, seen, instantText(feed.lastReadAt), instantText(feed.expiresAt)];
}
