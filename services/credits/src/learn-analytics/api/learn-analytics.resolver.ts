import { allows } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { seesNames } from '../../members/application/audiences.js';
import { monthsOf } from '../domain/day-range.js';
import type { LearnDimension, LearnPeriod, LearnTotals } from '../store/learn-analytics.store.js';
import type { LearnAnalyticsContext } from './context.js';
import {
  LearnAnalyticsMonthType,
  LearnAnalyticsSliceType,
  LearnAnalyticsType,
  LearnDimensionEnum,
  LearnIndividualConnection,
  LearnIndividualType,
} from './learn-analytics.type.js';

/** Each field reads its part in one statement. */
@Resolver(() => LearnAnalyticsType)
export class LearnAnalyticsResolver {
  @FieldResolver(() => Int, { description: 'People who completed at least one module.' })
  async trainedIndividuals(@Root() of: LearnAnalyticsType, @Ctx() context: LearnAnalyticsContext): Promise<number> {
    return (await totalsOf(of, context)).trained;
  }

  @FieldResolver(() => Int, { description: 'Pairs of person and module: 15 people with 2 modules each are 30.' })
  async moduleCompletions(@Root() of: LearnAnalyticsType, @Ctx() context: LearnAnalyticsContext): Promise<number> {
    return (await totalsOf(of, context)).modules;
  }

  @FieldResolver(() => Int, { description: 'Pairs of person and learning path.' })
  async learningPathCompletions(
    @Root() of: LearnAnalyticsType,
    @Ctx() context: LearnAnalyticsContext,
  ): Promise<number> {
    return (await totalsOf(of, context)).paths;
  }

  @FieldResolver(() => [LearnAnalyticsMonthType], {
    description: 'Every month of the range in order, including months without completions.',
  })
  async monthly(
    @Root() of: LearnAnalyticsType,
    @Ctx() context: LearnAnalyticsContext,
  ): Promise<LearnAnalyticsMonthType[]> {
    const counted = await context.loaders.learnAnalytics.months(of.organizationId, periodOf(of, context));
    const byMonth = new Map(counted.map((row) => [row.month, row]));
    return monthsOf(of.range).map((month) => {
      const { newlyTrained = 0, modules = 0, paths = 0 } = byMonth.get(month) ?? {};
      return objectOf(LearnAnalyticsMonthType, {
        month,
        newlyTrainedIndividuals: newlyTrained,
        moduleCompletions: modules,
        learningPathCompletions: paths,
      });
    });
  }

  @FieldResolver(() => [LearnAnalyticsSliceType], {
    description:
      'Most completed items, ties ordered by label. A module or path with several roles or products counts once for each; its ' +
      'title, roles and products are those that its source sent last. first: 1..100.',
  })
  async top(
    @Root() of: LearnAnalyticsType,
    @Arg('dimension', () => LearnDimensionEnum) dimension: LearnDimension,
    @Arg('first', () => Int, { defaultValue: 5 }) wanted: number,
    @Ctx() context: LearnAnalyticsContext,
  ): Promise<LearnAnalyticsSliceType[]> {
    const { first } = pageArguments(wanted, null);
    const slices = await context.loaders.learnAnalytics.top(of.organizationId, periodOf(of, context), {
      dimension,
      first,
    });
    return slices.map(({ label, completions }) => objectOf(LearnAnalyticsSliceType, { label, completions }));
  }

  @FieldResolver(() => LearnIndividualConnection, {
    description:
      'People with completions, most completions first. first: 1..100, 1..1,000 for programs of the organization. search: a part of name or address for callers who see ' +
      'names; a personRef for other callers. totalCount of a search is exact up to 10,000, then null.',
  })
  async individuals(
    @Root() of: LearnAnalyticsType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('search', () => String, { nullable: true }) searched: string | null | undefined,
    @Ctx() context: LearnAnalyticsContext,
  ): Promise<ConnectionOf<LearnIndividualType>> {
    const { caller, cursors, loaders } = context;
    const { organizationId, range } = of;
    const page = pageArguments(first, after, caller);
    const text = parseSearch(searched);
    const byName = allows(seesNames, caller, { organizationId });
    const search = text === null ? null : ({ by: byName ? 'name' : 'ref', text } as const);
    const list = `learn-individuals:${organizationId}:${range.from}:${range.to}`;
    const place = page.after === null ? null : cursors.decode(list, page.after);
    const rows = await loaders.learnAnalytics.people(organizationId, periodOf(of, context), {
      limit: page.first,
      after: place === null ? null : [place[0] ?? '', place[1] ?? ''],
      search,
    });
    return mapPage({
      rows,
      page,
      cursorOf: (row) => cursors.encode(list, [String(row.modules + row.paths), row.personRef]),
      show: (row) => LearnIndividualType.from(row),
      total: async () =>
        search
          ? loaders.learnAnalytics.found(organizationId, periodOf(of, context), search)
          : (await totalsOf(of, context)).people,
    });
  }
}

function periodOf({ range }: LearnAnalyticsType, { now }: LearnAnalyticsContext): LearnPeriod {
  const { firstDay, lastDay, wholeFrom, wholeUntil } = range;
  return { now, firstDay, lastDay, wholeFrom, wholeUntil };
}

function totalsOf(of: LearnAnalyticsType, context: LearnAnalyticsContext): Promise<LearnTotals> {
  return context.loaders.learnAnalytics.totals(of.organizationId, periodOf(of, context));
}
