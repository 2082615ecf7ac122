import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { CredentialList } from '../../../rules/domain/credential-list.js';
import type { PartnerFigure } from '../../../rules/domain/partner-figure.js';
import type { HolderCount } from '../../../rules/domain/people-metric.js';
import { requiredLists } from '../../../rules/domain/required-lists.js';
import type { Rules } from '../../../rules/store/load-rules.js';
import { type Day, dayOf } from '../../../values/domain/day.js';
import { type DesignationOutcome, scoreDesignations } from '../../domain/designation.js';
import { scoreFacts } from '../../store/holder-count.store.js';

/** The score of an organization on a day, and the facts it follows from. */
export type OrganizationScore = {
  readonly on: Day;
  readonly designations: readonly DesignationOutcome[];
  readonly holders: HolderCount;
  readonly figures: readonly PartnerFigure[];
};

/** Scores of organizations on any day, by default today; each is computed once per request. */
export function scoreByOrganization(reads: RequestReads, rules: Rules, now: Date) {
  const days = new Map<Day, DataLoader<string, OrganizationScore>>();
  const today = dayOf(now);
  const lists = requiredLists(rules);
  return (organizationId: string, on: Day | null): Promise<OrganizationScore> => {
    const day = on ?? today;
    const loader = days.get(day) ?? new DataLoader((ids) => scoresOf(ids, day));
    days.set(day, loader);
    return loader.load(organizationId);
  };

  async function scoresOf(ids: readonly string[], on: Day): Promise<OrganizationScore[]> {
    const facts = await scoreFacts(reads, ids, lists, on);
    const byId = new Map(facts.map((one) => [one.organizationId, one]));
    return ids.map((id) => {
      const known = byId.get(id);
      const holders = (list: CredentialList) => known?.holders.get(list.id) ?? 0;
      const figures = known?.figures ?? [];
      return { on, holders, figures, designations: scoreDesignations({ ...rules, on, holders, figures }) };
    });
  }
}
