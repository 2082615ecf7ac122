import type { CursorCodec } from '@app/subgraph-kit/cursor';
import type { RequestContext } from '@app/subgraph-kit/server';
import { achievementByIdLoader } from './achievements/api/achievement-by-id.loader.js';
import { achievementPagesByUser } from './achievements/api/achievement-pages-by-user.loader.js';
import { creditPagesByOwner } from './credits/api/credit-pages-by-owner.loader.js';
import { outdatedByOrganization } from './credits/api/outdated-by-organization.loader.js';
import type { Dependencies } from './dependencies.js';
import { holdersByList } from './holdings/api/holders-by-list.loader.js';
import { learnAnalyticsByOrganization } from './learn-analytics/api/learn-analytics-by-organization.loader.js';
import { userByIdLoader } from './members/api/user-by-id.loader.js';
import { userByRefLoader } from './members/api/user-by-ref.loader.js';
import { attainedDays } from './scores/api/loaders/attained-days.loader.js';
import { contributionsOfCredit } from './scores/api/loaders/contributions-of-credit.loader.js';
import { explanationByPerson } from './scores/api/loaders/explanation-by-person.loader.js';
import { forecastByOrganization } from './scores/api/loaders/forecast-by-organization.loader.js';
import { scoreByOrganization } from './scores/api/loaders/score-by-organization.loader.js';
import { skillsReports } from './skills-report/api/skills-reports.loader.js';
import { dayOf } from './values/domain/day.js';

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
      readonly contributions: ReturnType<typeof contributionsOfCredit>;
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
    contributions: contributionsOfCredit(score, explanationByPerson(reads, score, dayOf(now))),
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
