import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { dayOf } from '../../values/domain/day.js';
import type { RiskSources } from '../application/organization-risks.js';
import { attainedDays } from './loaders/attained-days.loader.js';
import { contributionsOfCredit } from './loaders/contributions-of-credit.loader.js';
import { explanationByPerson } from './loaders/explanation-by-person.loader.js';
import { forecastByOrganization } from './loaders/forecast-by-organization.loader.js';
import { scoreByOrganization } from './loaders/score-by-organization.loader.js';

/** Loaders of other areas that designations read: the first holders of a list, and users by personRef. */
export type HolderLoaders = Pick<RiskSources, 'holders'> & {
  readonly userByRef: {
    load(person: { readonly organizationId: string; readonly personRef: string }): Promise<string | null>;
  };
};

/** The GraphQL context of scores. */
export type ScoresContext = ContextWith<ReturnType<typeof scoresLoaders> & HolderLoaders>;

/** Fresh loaders for one request. */
export function scoresLoaders(reads: RequestReads, { rules, now }: { readonly rules: Rules; readonly now: Date }) {
  const score = scoreByOrganization(reads, rules, now);
  return {
    score,
    attainedDays: attainedDays(reads, rules, score),
    contributions: contributionsOfCredit(score, explanationByPerson(reads, score, dayOf(now))),
    forecast: forecastByOrganization(reads, rules, score, now),
  };
}
