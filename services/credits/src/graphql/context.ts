import type { CursorCodec } from '@app/subgraph-kit/cursor';
import type { RequestContext } from '@app/subgraph-kit/server';
import type { Dependencies } from '../dependencies.js';
import { dayOf } from '../domain/day.js';
import { achievementByIdLoader } from './loaders/achievement-by-id.loader.js';
import { achievementPagesByUser } from './loaders/achievement-pages-by-user.loader.js';
import { attainedDays } from './loaders/attained-days.loader.js';
import { creditPagesByOwner } from './loaders/credit-pages-by-owner.loader.js';
import { explanationByPerson } from './loaders/explanation-by-person.loader.js';
import { forecastByOrganization } from './loaders/forecast-by-organization.loader.js';
import { holdersByList } from './loaders/holders-by-list.loader.js';
import { learnAnalyticsByOrganization } from './loaders/learn-analytics-by-organization.loader.js';
import { outdatedByOrganization } from './loaders/outdated-by-organization.loader.js';
import { scoreByOrganization } from './loaders/score-by-organization.loader.js';
import { skillsReports } from './loaders/skills-reports.loader.js';
import { userByIdLoader } from './loaders/user-by-id.loader.js';
import { userByRefLoader } from './loaders/user-by-ref.loader.js';

/** What a resolver of credits has at hand for one request. */
export type CreditsContext = RequestContext &
  Dependencies & {
    readonly cursors: CursorCodec;
    /** One instant for the whole request: a credit's state and its points are of the same moment. */
    readonly now: Date;
    readonly loaders: {
      readonly achievementById: ReturnType<typeof achievementByIdLoader>;
      readonly achievementPages: ReturnType<typeof achievementPagesByUser>;
      readonly attainedDays: ReturnType<typeof attainedDays>;
      readonly creditPages: ReturnType<typeof creditPagesByOwner>;
      readonly explanation: ReturnType<typeof explanationByPerson>;
      readonly forecast: ReturnType<typeof forecastByOrganization>;
      readonly holders: ReturnType<typeof holdersByList>;
      readonly learnAnalytics: ReturnType<typeof learnAnalyticsByOrganization>;
      readonly outdated: ReturnType<typeof outdatedByOrganization>;
      readonly score: ReturnType<typeof scoreByOrganization>;
      readonly skillsReports: ReturnType<typeof skillsReports>;
      readonly userById: ReturnType<typeof userByIdLoader>;
      readonly userByRef: ReturnType<typeof userByRefLoader>;
    };
  };

/** The context of one request: fresh loaders over the request's one snapshot. */
export function creditsContext(
  request: RequestContext,
  deps: Dependencies & { readonly cursors: CursorCodec },
): CreditsContext {
  const { reads, caller } = request;
  const now = deps.clock.now();
  const score = scoreByOrganization(reads, deps.rules, now);
  const loaders = {
    achievementById: achievementByIdLoader(reads),
    achievementPages: achievementPagesByUser(reads, now),
    attainedDays: attainedDays(reads, deps.rules, score),
    creditPages: creditPagesByOwner(reads),
    explanation: explanationByPerson(reads, score, dayOf(now)),
    forecast: forecastByOrganization(reads, deps.rules, score, now),
    holders: holdersByList(reads),
    outdated: outdatedByOrganization(reads, deps.rules.catalogue.version),
    score,
    skillsReports: skillsReports(reads),
    learnAnalytics: learnAnalyticsByOrganization(reads),
    userById: userByIdLoader(reads, caller),
    userByRef: userByRefLoader(reads),
  };
  return { ...request, ...deps, now, loaders };
}
