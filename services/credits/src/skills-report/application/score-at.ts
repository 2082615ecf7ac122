import type { EntityManager } from 'typeorm';
import { byCredential, holdersOf } from '../../holdings/domain/holder.js';
import { listedOn } from '../../rules/domain/credential-list.js';
import { requiredLists } from '../../rules/domain/required-lists.js';
import { ruleSetOn } from '../../rules/domain/rule-set.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { scoreDesignations } from '../../scores/domain/designation.js';
import { type StoredDesignation, serializeDesignation } from '../../scores/domain/stored-designation.js';
import { figuresAt, firstReportedHolders, reportedHolders } from '../store/skills-report-score.store.js';
import type { Snapshot } from '../store/skills-report-snapshot.store.js';

/** The largest number of people that a step can require. */
const MOST_PEOPLE = 100;

/** The designations of an organization at a refresh, from the lines of the report: the two can never disagree. */
export async function scoreAt(manager: EntityManager, rules: Rules, snapshot: Snapshot): Promise<StoredDesignation[]> {
  const { on } = snapshot;
  const ruleSet = ruleSetOn(rules.ruleSets, on);
  if (!ruleSet) return [];
  const lists = requiredLists({ ...rules, ruleSets: [ruleSet], specializations: [] });
  const codes = new Map(lists.map((list) => [list.id, listedOn(list, on)]));
  const counted = await reportedHolders(manager, snapshot, codes);
  const first = await firstReportedHolders(manager, snapshot, [...new Set([...codes.values()].flat())], MOST_PEOPLE);
  const figures = await figuresAt(manager, snapshot);
  const holders = byCredential(first);
  const terms = { ...rules, on, figures, holders: ({ id }: { id: string }) => counted.get(id) ?? 0 };
  return scoreDesignations(terms).map((outcome) =>
    serializeDesignation(outcome, ({ list }) =>
      holdersOf(list, on, holders)
        .slice(0, MOST_PEOPLE)
        .map(({ personRef }) => personRef),
    ),
  );
}
