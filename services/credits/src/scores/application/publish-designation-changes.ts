import type { PartnerEvent } from '@app/events/partner/partner-events';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import { isUpToDate } from '../../credits/store/outdated.store.js';
import type { Dependencies } from '../../dependencies.js';
import { recordEvents } from '../../events/store/event.store.js';
import { deleteScoringEntries } from '../../holdings/store/score-queue.store.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { requiredLists } from '../../rules/domain/required-lists.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { isInForce } from '../../rules/store/rule-data.store.js';
import { type Day, dayOf } from '../../values/domain/day.js';
import { fractionText, parseFraction, toDouble } from '../../values/domain/fraction.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { transactionReads } from '../../values/store/transaction-reads.js';
import { type DesignationOutcome, scoreDesignations } from '../domain/designation.js';
import { scoreFacts } from '../store/holder-count.store.js';
import {
  listOrganizationsToScore,
  listPublishedDesignations,
  lockPublishedDesignations,
  type PublishedDesignation,
  savePublishedDesignations,
  savePublishedScores,
} from '../store/published-designation.store.js';

const ORGANIZATIONS_AT_A_TIME = 25;

/**
 * Records events about designations that were attained or lost, compared with what was published last. An organization
 * with people in the recalculation queue waits: the steps of an import publish nothing. Scores and queue are read in one
 * snapshot.
 */
export async function publishDesignationChanges(dependencies: Dependencies): Promise<void> {
  let after: string | null = null;
  do {
    const page: string | null = after;
    after = await inTransaction(
      dependencies.dataSource,
      'every-organization',
      (manager) => publishPage(manager, dependencies, page),
      'REPEATABLE READ',
    );
  } while (after !== null);
}

/** Returns the last organization of the page; null when no other page follows. */
async function publishPage(
  manager: EntityManager,
  { clock, rules }: Dependencies,
  after: string | null,
): Promise<string | null> {
  const [now, rulesVersion] = [clock.now(), rules.catalog.version];
  const scoredBy = { on: dayOf(now), rulesVersion };
  if (!(await lockPublishedDesignations(manager))) return null;
  if (!(await isInForce(manager, rulesVersion))) return null;
  await allowLongStatements(manager);
  const found = await listOrganizationsToScore(manager, scoredBy, { after, limit: ORGANIZATIONS_AT_A_TIME });
  const ready: string[] = [];
  for (const id of found) if (await isUpToDate(manager, id, rulesVersion)) ready.push(id);
  if (ready.length > 0) {
    await publishScores(manager, { rules, now }, ready);
    await savePublishedScores(manager, ready, scoredBy);
    await deleteScoringEntries(manager, ready);
  }
  return found.length < ORGANIZATIONS_AT_A_TIME ? null : (found.at(-1) ?? null);
}

async function publishScores(
  manager: EntityManager,
  { rules, now }: { rules: Rules; now: Date },
  organizationIds: readonly string[],
): Promise<void> {
  const known = new Map(
    (await listPublishedDesignations(manager, organizationIds)).map((one) => [
      keyOf(one.organizationId, one.code),
      one,
    ]),
  );
  const events: PartnerEvent[] = [];
  const changed: PublishedDesignation[] = [];
  for (const { organizationId, outcomes } of await scoresOn(manager, rules, organizationIds, dayOf(now))) {
    for (const outcome of outcomes) {
      const { attained } = outcome;
      const [code, score] = [outcome.area.id, fractionText(outcome.score)];
      const before = known.get(keyOf(organizationId, code));
      if (before?.attained === attained && before.score === score) continue;
      const isEvent = attained !== (before?.attained ?? false);
      const version = Number(before?.version ?? 0) + (isEvent ? 1 : 0);
      changed.push({ organizationId, code, version: String(version), attained, score });
      if (isEvent) {
        events.push({
          type: attained ? 'designation.attained' : 'designation.lost',
          ...{ organizationId, subject: code, subjectVersion: version, occurredAt: now },
          data: { ...dataOf(outcome), previousScore: before ? numberOf(before.score) : null },
        });
      }
    }
  }
  await savePublishedDesignations(manager, changed);
  await recordEvents(manager, events);
}

async function scoresOn(
  manager: EntityManager,
  rules: Rules,
  organizationIds: readonly string[],
  on: Day,
): Promise<{ organizationId: string; outcomes: DesignationOutcome[] }[]> {
  const facts = await scoreFacts(transactionReads(manager), organizationIds, requiredLists(rules), on);
  return facts.map(({ organizationId, figures, holders: counts }) => {
    const holders = (list: CredentialList) => counts.get(list.id) ?? 0;
    return { organizationId, outcomes: scoreDesignations({ ...rules, on, holders, figures }) };
  });
}

function dataOf({ area, ruleSetId, track, on, score, required, attained, ...outcome }: DesignationOutcome) {
  return {
    ...{ code: area.id, ruleset: ruleSetId, track, on, attained },
    score: toDouble(score),
    scoreExact: fractionText(score),
    required: toDouble(required),
    skillingPoints: toDouble(outcome.skillingPoints),
    skillingMax: toDouble(outcome.skillingMax),
  };
}

function numberOf(score: string): number | null {
  const exact = parseFraction(score);
  return exact ? toDouble(exact) : null;
}

function keyOf(organizationId: string, code: string): string {
  return `${organizationId} ${code}`;
}
