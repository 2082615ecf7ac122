import { allows } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { seesNames } from '../../members/application/audiences.js';
import { credentialCodes, filterValues } from '../../rules/application/filter-values.js';
import { dayOf } from '../../values/domain/day.js';
import { rulesOfDay } from '../application/rules-of-day.js';
import type { CreditReason } from '../domain/credit.js';
import type { CreditSelection } from '../store/credit-conditions.js';
import type { CreditOrder, CreditPage, CreditScope, ListedCredit } from '../store/credit-list.store.js';
import type { CreditsContext } from './context.js';
import { CreditType } from './credit.type.js';
import type { CreditFilter } from './credit-filter.type.js';
import { rowsWithReasons } from './credits-with-reasons.js';

/** The owner of a list of credits, and its filter, order and page. */
export type CreditListRequest = {
  readonly scope: CreditScope;
  readonly owner: { readonly id: string; readonly organizationId: string; readonly userId: string | null };
  readonly first: number;
  readonly after: string | null | undefined;
  readonly filter: CreditFilter | null | undefined;
  readonly orderBy: CreditOrder | null | undefined;
};

/** One page of credits of an organization or a user, as the caller may see them. */
export async function creditPage(
  request: CreditListRequest,
  context: CreditsContext,
): Promise<ConnectionOf<CreditType>> {
  const { scope, owner, filter } = request;
  const { cursors, loaders, rules, now } = context;
  const order = request.orderBy ?? 'ACHIEVED_AT_DESC';
  const page = pageArguments(request.first, request.after, context.caller);
  const byName = allows(seesNames, context.caller, owner);
  const { named } = rulesOfDay(rules, dayOf(now));
  const selection = creditSelection(filter ?? {}, { byName, context });
  const list = `credits:${scope}:${owner.id}:${order}:${byName && order === 'PERSON_ASC' ? 'name' : ''}`;
  const after = page.after === null ? null : positionOf(cursors.decode(list, page.after));
  const show = (row: ListedCredit) => CreditType.from(row, { catalog: rules.catalog, named, now });
  const cursorOf = (row: ListedCredit) => cursors.encode(list, [row.sortKey, row.id]);
  const read = (from: CreditPage['after'], limit: number) =>
    loaders.creditPages.page(owner.id, { scope, order, byName, limit, after: from }, selection);
  if (selection.reasons?.counted) {
    const { rows, readTo } = await rowsWithReasons(filter?.reason ?? [], { page, after, read, show, context });
    return mapPage({ rows, page, cursorOf, show, total: () => null, readTo });
  }
  return mapPage({
    rows: await read(after, page.first),
    page,
    cursorOf,
    show,
    total: () => loaders.creditPages.total(owner.id, scope, selection),
  });
}

/** The filter as a selection of credits; throws BAD_USER_INPUT where the caller may not filter. */
export function creditSelection(
  filter: CreditFilter,
  { byName, context }: { byName: boolean; context: CreditsContext },
): CreditSelection {
  const { catalog } = context.rules;
  const today = dayOf(context.now);
  if (filter.personId != null && !byName) {
    throw badUserInput('filter.personId: for callers who may see who a credit belongs to.');
  }
  const search = parseSearch(filter.search);
  const { namedCodes, retired, tailOverCodes } = rulesOfDay(context.rules, today);
  return {
    states: filterValues('state', filter.state),
    reasons: reasonsOf(filter),
    credentialCodes: codesOf(filter, catalog),
    userId: filter.personId == null ? null : isUuid(filter.personId) ? filter.personId : NO_USER,
    expiresBefore: filter.expiresBefore ?? null,
    expectedBefore: filter.expectedBefore ?? null,
    search:
      search === null
        ? null
        : {
            credentialCodes: catalog.search(search).map(({ code }) => code),
            person: byName ? search : null,
          },
    now: context.now,
    ...{ today, namedCodes, retired, tailOverCodes },
  };
}

/** Reasons that depend on the holdings of other people; a credit with one of them counts. */
const OF_OTHERS: readonly CreditReason[] = ['STEP_NOT_REACHED', 'CAP_REACHED', 'PERSON_ALREADY_COUNTED', 'LAG'];

function reasonsOf(filter: CreditFilter): CreditSelection['reasons'] {
  const reasons = filterValues('reason', filter.reason);
  return reasons && { own: reasons, counted: reasons.some((reason) => OF_OTHERS.includes(reason)) };
}

/** No user has this id: a filter by an invalid id finds nothing. */
const NO_USER = '00000000-0000-0000-0000-000000000000';

function codesOf(filter: CreditFilter, catalog: Catalog): string[] | null {
  const codes = credentialCodes('credentialCode', filter.credentialCode, catalog);
  const kinds = filterValues('kind', filter.kind);
  if (kinds === null) return codes;
  const ofKind = [...catalog.credentials, ...catalog.exams]
    .filter(({ kind }) => kinds.some((wanted) => wanted === kind))
    .map(({ code }) => code);
  return codes === null ? ofKind : codes.filter((code) => ofKind.includes(code));
}

function positionOf(values: readonly (string | null)[]): [sortKey: string, id: string] {
  return [values[0] ?? '', values[1] ?? ''];
}
