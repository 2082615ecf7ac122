import { setTimeout as pause } from 'node:timers/promises';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { idOf, instantText } from '@app/subgraph-kit/commands/command-text';
import { eventIdOf } from '../events/domain/event-id.js';
import { type ListedEvent, lastSequenceOf, listEvents } from '../events/store/event-list.store.js';
import { assertOrganization, type CreditsAccess, withCredits } from './with-credits.js';

/** The end of an event log as the options state it. */
export type Tail = {
  readonly lines: number;
  /** Events after this number, instead of the last ones. */
  readonly after: number | undefined;
  /** Waits for later events until it is stopped. */
  readonly follow: boolean;
};

const PAGE = 500;
const POLL_MILLISECONDS = 500;

/** Shows the newest events of the log of an organization, and with `follow` those that come. */
export async function tailEvents(organization: string, tail: Tail, run: CommandRun): Promise<CommandResult> {
  const organizationId = idOf(organization, '<organization>');
  return withCredits(run, async (access) => {
    await assertOrganization(access, organizationId);
    const last = await lastSequenceOf(access.reads, organizationId);
    const after = tail.after ?? Math.max(0, last - tail.lines);
    if (tail.follow) return follow(access, { organizationId, after }, run);
    const events: ListedEvent[] = [];
    for await (const page of pagesOf(access, { organizationId, after })) events.push(...page);
    return { text: events.map(lineOf), data: { events: events.map(dataOf) } };
  });
}

type Position = { readonly organizationId: string; readonly after: number };

async function follow(access: CreditsAccess, position: Position, run: CommandRun): Promise<CommandResult> {
  let { after } = position;
  while (!run.stop.aborted) {
    for await (const page of pagesOf(access, { ...position, after })) {
      for (const event of page) run.item(lineOf(event), dataOf(event));
      after = page.at(-1)?.sequence ?? after;
    }
    // The snapshot of the reads has no later events.
    await access.reads.close();
    await pause(POLL_MILLISECONDS, undefined, { signal: run.stop }).catch(() => undefined);
  }
  return { text: [], data: null };
}

async function* pagesOf({ reads }: CreditsAccess, { organizationId, after }: Position): AsyncGenerator<ListedEvent[]> {
  const selection = { organizationId, types: null, since: null, until: null, subject: null };
  for (let afterSequence = after; ; ) {
    const page = await listEvents(reads, { ...selection, afterSequence }, PAGE);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterSequence = last.sequence;
  }
}

function lineOf({ sequence, occurredAt, type, subject, id }: ListedEvent): string {
  return [String(sequence).padStart(6), instantText(occurredAt), type.padEnd(20), subject, eventIdOf(id)].join('  ');
}

/** The body as it is signed. */
function dataOf({ body }: ListedEvent): object {
  return JSON.parse(body) as object;
}
