import { readFile } from 'node:fs/promises';
import { verifyLinkActivity } from '@app/association/cli/activity';
import { verifyUserActivity } from '@app/identity/cli/activity';
import { faultText } from '@app/subgraph-kit/activity/chain-fault';
import { savedEnds } from '@app/subgraph-kit/activity/saved-ends';
import type { Verified } from '@app/subgraph-kit/activity/verify-chains';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { idOf } from '@app/subgraph-kit/commands/command-text';
import { EXIT_CODE } from '@app/subgraph-kit/commands/exit-code';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { z } from 'zod';

const saved = z.object({
  users: z.object({ ends: z.array(savedEnds) }),
  links: z.object({ ends: z.array(savedEnds) }),
});

const NOTHING_SAVED: z.output<typeof saved> = { users: { ends: [] }, links: { ends: [] } };

/** Verifies the activity of users and links, of one organization or of all, and against what was saved before. */
export async function verifyActivity(
  options: { organization: string | undefined; against: string | undefined },
  run: CommandRun,
): Promise<CommandResult> {
  const organizationId = options.organization === undefined ? null : idOf(options.organization, '--organization');
  const before = options.against === undefined ? NOTHING_SAVED : await readSaved(options.against);
  const about = { organizationId, now: systemClock.now() };
  const users = await verifyUserActivity({ ...about, saved: before.users.ends }, run);
  const links = await verifyLinkActivity({ ...about, saved: before.links.ends }, run);
  const isIntact = users.faults.length + links.faults.length === 0;
  return {
    text: [...linesOf('users', users), ...linesOf('links', links)],
    data: { isIntact, users, links },
    exitCode: isIntact ? EXIT_CODE.done : EXIT_CODE.findings,
  };
}

async function readSaved(file: string): Promise<z.output<typeof saved>> {
  try {
    return saved.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw wrongCall('--against: this is no output of this command.', 'skill-link activity verify --json writes it.');
  }
}

function linesOf(list: string, { organizations, entries, faults }: Verified): string[] {
  const size = `${entries.toLocaleString('en')} entries in ${organizations.toLocaleString('en')} chains`;
  if (faults.length === 0) return [`${list}: ${size}, all as they were written.`];
  return [`${list}: ${size}, ${faults.length} found:`, ...faults.map((fault) => `  ${faultText(fault)}`)];
}
