import { exportLinkActivity } from '@app/association/cli/activity';
import { exportUserActivity } from '@app/identity/cli/activity';
import { organizationNames } from '@app/identity/cli/organization-names';
import { CSV_HEADER, csvLine, type ExportedEntry, jsonOf } from '@app/subgraph-kit/activity/exported-entry';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { notFound, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { idOf, instantOf } from '@app/subgraph-kit/commands/command-text';

/** The activity to export, as the options state it. */
export type ActivityExport = {
  readonly organization: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly format: 'csv' | 'ndjson';
};

/** Writes the activity of an organization line by line: that of its users, then that of its links, oldest first. */
export async function exportActivity(wanted: ActivityExport, run: CommandRun): Promise<CommandResult> {
  const organizationId = idOf(wanted.organization, '--organization');
  const from = wanted.from === undefined ? null : instantOf(wanted.from, '--from');
  const to = wanted.to === undefined ? null : instantOf(wanted.to, '--to');
  if (from !== null && to !== null && to < from) throw wrongCall('--to: the instant is before --from.');
  if (!(await organizationNames([organizationId], run)).has(organizationId))
    throw notFound('There is no organization with this id.', 'skill-link organization show <PartnerID> has it.');

  const isCsv = wanted.format === 'csv';
  if (isCsv) run.item(CSV_HEADER, {});
  const show = (entry: ExportedEntry) => {
    const data = jsonOf(entry);
    run.item(isCsv ? csvLine(entry) : JSON.stringify(data), data);
  };
  const span = { organizationId, from, to };
  const shown = (await exportUserActivity(span, show, run)) + (await exportLinkActivity(span, show, run));
  run.progress(`${shown.toLocaleString('en')} entries.`);
  return { text: [], data: null };
}
