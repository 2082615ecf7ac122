import type { CommandGroup } from '../program.js';
import { required } from './values.js';

export const EXPORT_FEED: CommandGroup = {
  name: 'export-feed',
  description: 'feeds of organizations (docs/analysts.md)',
  commands: [
    {
      name: 'list',
      description: 'lists the feeds of an organization',
      arguments: [required('organization', 'its id')],
      work: async ([organization = ''], _options, run) =>
        (await import('@app/credits/cli/export-feed')).listExportFeeds(organization, run),
    },
    {
      name: 'revoke',
      description: 'deletes a feed with its files; its keys open nothing from then on',
      arguments: [required('feed', 'its id')],
      change: ([feed]) => `Delete the feed ${feed} with its files?`,
      work: async ([feed = ''], _options, run) =>
        (await import('@app/credits/cli/export-feed')).revokeExportFeed(feed, run),
    },
  ],
};
