import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { requiredLists } from '../../../rules/domain/required-lists.js';
import type { Rules } from '../../../rules/store/load-rules.js';
import { dayOf } from '../../../values/domain/day.js';
import { scoreDesignations } from '../../domain/designation.js';
import { type ForecastPoint, forecastPoint, monthsAfter } from '../../domain/forecast.js';
import { holdersAhead } from '../../store/holders-ahead.store.js';
import { plannedFigures } from '../../store/planned-figures.store.js';
import type { OrganizationScore } from './score-by-organization.loader.js';

type ScoreOf = (organizationId: string, on: null) => Promise<OrganizationScore>;

/** Forecasts of organizations: one statement for all with the same number of months. */
export function forecastByOrganization(reads: RequestReads, rules: Rules, score: ScoreOf, now: Date) {
  const loaders = new Map<number, DataLoader<string, ForecastPoint[]>>();
  const lists = requiredLists(rules);
  return (organizationId: string, months: number): Promise<ForecastPoint[]> => {
    const loader = loaders.get(months) ?? new DataLoader((ids) => forecastsOf(ids, months));
    loaders.set(months, loader);
    return loader.load(organizationId);
  };

  async function forecastsOf(ids: readonly string[], months: number): Promise<ForecastPoint[][]> {
    const days = monthsAfter(dayOf(now), months);
    const today = dayOf(now);
    const [ahead, scores, planned] = await Promise.all([
      holdersAhead(reads, ids, lists, days),
      Promise.all(ids.map((id) => score(id, null))),
      plannedFigures(reads, ids, { after: today, through: days.at(-1) ?? today }),
    ]);
    const plannedOf = Map.groupBy(planned, ({ organizationId }) => organizationId);
    return ids.map((id, index) => {
      const figures = [...(scores[index]?.figures ?? []), ...(plannedOf.get(id) ?? [])];
      return days.flatMap((on, day) => {
        const outcomes = scoreDesignations({ ...rules, on, figures, holders: (list) => ahead(id, list, day) });
        return outcomes.map(forecastPoint);
      });
    });
  }
}
