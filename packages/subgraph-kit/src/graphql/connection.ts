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
  const { rows, page, cursorOf, totalCount } = list;
  const nodes = rows.slice(0, page.first);
  return lazyPage({
    nodes,
    page,
    hasNextPage: rows.length > page.first,
    cursorAt: (index) => cursorOf(nodes[index] as T),
    endCursor: () => (nodes.length === 0 ? null : cursorOf(nodes.at(-1) as T)),
    total: () => totalCount,
  });
}

/** A page whose edges, cursors and total are made only where an operation selects them: a cursor is a cipher text. */
export function lazyPage<T>(list: {
  nodes: T[];
  page: Page;
  hasNextPage: boolean;
  cursorAt: (index: number) => string;
  endCursor: () => string | null;
  total: () => Promise<number | null> | number | null;
}): ConnectionOf<T> {
  const { nodes, page, hasNextPage, cursorAt, endCursor, total } = list;
  return {
    nodes,
    get edges() {
      return nodes.map((node, index) => ({
        get cursor() {
          return cursorAt(index);
        },
        node,
      }));
    },
    pageInfo: {
      hasNextPage,
      hasPreviousPage: page.after !== null,
      get startCursor() {
        return nodes.length === 0 ? null : cursorAt(0);
      },
      get endCursor() {
        return endCursor();
      },
    },
    get totalCount() {
      // A promise is awaited like the result of any other field.
      return total() as number | null;
    },
  };
}
