import 'reflect-metadata';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Caller } from '../callers/caller.js';
import { badUserInput } from './errors.js';
import { PageInfo } from './page-info.type.js';

/** Validated arguments of a list. */
export type Page = { first: number; after: string | null };

/** A page of a list as the API returns it. */
export type ConnectionOf<T> = {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PageInfo;
  totalCount: number | null;
};

/** The maximum page size for people and for machine clients of an organization. */
const LONGEST = { person: 100, machine: 1_000 } as const;

/**
 * Validates the arguments of a list: 1 to 100 items, otherwise BAD_USER_INPUT. With a caller, machine clients of an
 * organization may request up to 1,000, because they fetch whole lists.
 */
export function pageArguments(first: number, after: string | null | undefined, caller?: Pick<Caller, 'kind'>): Page {
  const most = caller?.kind === 'machine' ? LONGEST.machine : LONGEST.person;
  if (!Number.isInteger(first) || first < 1 || first > most) {
    throw badUserInput(`first: a page holds 1 to ${most.toLocaleString('en')} items.`);
  }
  return { first, after: after ?? null };
}

/**
 * Creates the Connection and Edge types of an item (Relay, plus `nodes` and `totalCount`). Descriptions use `items` as
 * the plural.
 */
export function connectionOf<T extends object>(
  itemType: () => ClassType<T>,
  name: string,
  items = inWords(name),
): { Connection: ClassType<ConnectionOf<T>> } {
  @ObjectType(`${name}Edge`, { description: `A node of a page of ${items}, and its cursor.` })
  class Edge {
    @Field(() => String)
    cursor!: string;

    @Field(itemType)
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${items}.` })
  class Connection {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => [itemType()])
    nodes!: T[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'Exact; with a free-text search up to 10,000, then null. Null too where the description of a filter says so.',
    })
    totalCount!: number | null;
  }

  return { Connection };
}

/** `SkillsReportRow` becomes `skills report rows`. */
function inWords(name: string): string {
  return `${name.replaceAll(/\B[A-Z]/g, ' $&').toLowerCase()}s`;
}

/** Makes a page of rows that were read with one more than requested. */
export function toConnection<T>(list: {
  rows: readonly T[];
  page: Page;
  cursorOf: (row: T) => string;
  totalCount: number | null;
}): ConnectionOf<T> {
  const nodes = list.rows.slice(0, list.page.first);
  const edges = nodes.map((node) => ({ cursor: list.cursorOf(node), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: list.rows.length > list.page.first,
      hasPreviousPage: list.page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: list.totalCount,
  };
}
