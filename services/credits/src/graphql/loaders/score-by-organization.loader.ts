import type { RequestReads } from '@app/subgraph-kit/reads';
import DataLoader from 'dataloader';
import { type Day, dayOf, lastInstantOf } from '../../domain/day.js';
import { type OrganizationScore, scoreOrganization } from '../../domain/organization-score.js';
import { figuresOf } from '../../persistence/partner-figure.store.js';
import { scoringFacts } from '../../persistence/scoring-facts.store.js';
import type { Rules } from '../../rules/load-rules.js';

/** Scores of organisations: live now, or replayed at the last instant of another day; each computed once per request. */
export function scoreByOrganization(reads: RequestReads, rules: Rules, now: Date) {
  const days = new Map<Day, DataLoader<string, OrganizationScore>>();
  const today = dayOf(now);
  return (organizationId: string, on: Day | null): Promise<OrganizationScore> => {
    const day = on ?? today;
    const loader = days.get(day) ?? new DataLoader((ids) => scoresOf(ids, day));
    days.set(day, loader);
    return loader.load(organizationId);
  };

  async function scoresOf(ids: readonly string[], day: Day): Promise<OrganizationScore[]> {
    const live = day === today;
    const asOf = live ? now : lastInstantOf(day);
    const [reported, recorded] = await Promise.all([
      scoringFacts(reads, ids, { asOf, live }),
      figuresOf(reads, ids, day),
    ]);
    const reports = Map.groupBy(reported, ({ organizationId }) => organizationId);
    const figures = Map.groupBy(recorded, ({ organizationId }) => organizationId);
    return ids.map((id) =>
      scoreOrganization({ ...rules, asOf, reports: reports.get(id) ?? [], figures: figures.get(id) ?? [] }),
    );
  }
}
