import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import { type AchievementsContext, achievementsLoaders } from './achievements/api/context.js';
import { type CalendarContext, calendarLoaders } from './calendar/api/context.js';
import { type CreditsContext, creditsLoaders } from './credits/api/context.js';
import type { Dependencies } from './dependencies.js';
import { type ExportsContext, exportsLoaders } from './exports/api/context.js';
import type { ExportsServices } from './exports/application/exports-services.js';
import { holdingsLoaders } from './holdings/api/context.js';
import type { ImportingContext } from './importing/api/context.js';
import { type LearnAnalyticsContext, learnAnalyticsLoaders } from './learn-analytics/api/context.js';
import { type MembersContext, membersLoaders } from './members/api/context.js';
import { type ScoresContext, scoresLoaders } from './scores/api/context.js';
import { type SkillsReportContext, skillsReportLoaders } from './skills-report/api/context.js';
import { type WebhooksContext, webhooksLoaders } from './webhooks/api/context.js';
import type { WebhookServices } from './webhooks/application/webhook-services.js';

/** The GraphQL context of one request: the contexts of all areas. */
export type ServiceContext = MembersContext &
  AchievementsContext &
  CreditsContext &
  ScoresContext &
  LearnAnalyticsContext &
  SkillsReportContext &
  ImportingContext &
  ExportsContext &
  CalendarContext &
  WebhooksContext;

/** Composes the context of one request; its loaders read the request's one snapshot. */
export function serviceContext(
  request: RequestContext,
  deps: Dependencies & {
    readonly cursors: CursorCodec;
    readonly exports: ExportsServices;
    readonly webhooks: WebhookServices;
    readonly publicUrl: string;
  },
): ServiceContext {
  const { reads, caller } = request;
  const now = deps.clock.now();
  const loaders = {
    ...membersLoaders(reads, caller),
    ...achievementsLoaders(reads, now),
    ...holdingsLoaders(reads),
    ...creditsLoaders(reads, deps.rules.catalog.version),
    ...scoresLoaders(reads, { rules: deps.rules, now }),
    ...learnAnalyticsLoaders(reads),
    ...skillsReportLoaders(reads),
    ...exportsLoaders(reads),
    ...calendarLoaders(reads),
    ...webhooksLoaders(reads, now),
  };
  return { ...request, ...deps, now, loaders };
}
