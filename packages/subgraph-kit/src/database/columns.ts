/*
 * One source for the select list of a statement and the type of its rows:
 *
 *     const CREDIT = columns({
 *       id: uuid('credit.id'),
 *       countedAt: nullable(instant('credit.counted_at')),
 *       expiresOn: nullable(day<Day>('achievement.expires_on')),
 *       source: oneOf<LearningSource>('achievement.source'),
 *     });
 *     const LISTED = columns({ scopeId: uuid('wanted.id'), ...CREDIT.fields });     // extends it
 *     export type ListedCredit = RowOf<typeof LISTED>;
 *
 *     const OF_USER = {
 *       name: 'credits-of-user',
 *       columns: CREDIT,
 *       text: `SELECT ${CREDIT} FROM credit JOIN achievement … WHERE credit.user_id = $1`,
 *     };
 *     const credits = await reads.query(OF_USER, [userId]);                         // of one request
 *     const changed = await queryRows(manager, { columns: CREDIT, text: `… RETURNING ${CREDIT}` }, [id]);
 *
 * Without an expression a column is the one of its name in snake case, of the table that is the second argument:
 * `columns({ userId: uuid() }, 'credit')` is `credit.user_id AS "userId"`. Where a statement writes its select list by hand
 * (a UNION, numbers), the columns describe the result: their names in the same order. `${CREDIT.of('listed')}` selects them
 * from a subquery. In tests every run compares names, types and nulls with what PostgreSQL answers (row-check.ts).
 */

/** A column of a result: its expression, and the PostgreSQL types that its value may have. */
export type Column<T> = {
  readonly expression: string | undefined;
  readonly type: ColumnType;
  readonly isNullable: boolean;
  /** Exists for the compiler only. */
  readonly value?: T;
};

/** `oids` as in the catalog pg_type; `cast` where the driver would convert the column's own type to another value. */
export type ColumnType = { readonly name: string; readonly oids: readonly number[]; readonly cast?: string };

/** `unknown`, not `any`: it is the context in which the type of `uuid()` is inferred. */
export type Fields = Readonly<Record<string, Column<unknown>>>;

type ValueOf<C> = C extends Column<infer T> ? T : never;
type Row<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** The type of rows with these columns. */
export type RowOf<C extends Columns<Fields>> = C extends Columns<infer F> ? Row<F> : never;

/** Columns of a result in order. In a template they render as their select list. */
export class Columns<F extends Fields> {
  constructor(readonly fields: F) {}

  /** The select list. */
  get list(): string {
    return Object.entries(this.fields)
      .map(([name, column]) => `${selected(column.expression ?? snakeCase(name), column.type)} AS "${name}"`)
      .join(', ');
  }

  /** The select list for a subquery that has these columns. */
  of(subquery: string): string {
    return Object.keys(this.fields)
      .map((name) => `${subquery}."${name}"`)
      .join(', ');
  }

  toString(): string {
    return this.list;
  }
}

/** Columns by the property names of their rows. Columns without an expression belong to the table. */
export function columns<F extends Fields>(fields: F, table?: string): Columns<F> {
  const bound = Object.entries(fields).map(([name, column]) => {
    const own = table === undefined ? snakeCase(name) : `${table}.${snakeCase(name)}`;
    return [name, { ...column, expression: column.expression ?? own }];
  });
  return new Columns(Object.fromEntries(bound) as F);
}

const TEXT = { name: 'text', oids: [25, 1043] } as const;
const TEXT_ARRAY = { name: 'text[]', oids: [1009, 1015] } as const;

export const uuid = <T extends string = string>(expression?: string) =>
  column<T>({ name: 'uuid', oids: [2950] }, expression);
export const text = <T extends string = string>(expression?: string) => column<T>(TEXT, expression);

/** Text with a closed set of values, which a constraint of the table enforces. */
export const oneOf = <T extends string>(expression?: string) => column<T>(TEXT, expression);

/** timestamptz, as a `Date`. */
export const instant = (expression?: string) => column<Date>({ name: 'timestamptz', oids: [1184] }, expression);

/** date, selected as text: `2026-01-31`. */
export const day = <T extends string = string>(expression?: string) => column<T>({ ...TEXT, cast: 'text' }, expression);

export const boolean = (expression?: string) => column<boolean>({ name: 'boolean', oids: [16] }, expression);

/** integer or smallint. */
export const integer = (expression?: string) => column<number>({ name: 'integer', oids: [23, 21] }, expression);

/** double precision or real. */
export const float = (expression?: string) =>
  column<number>({ name: 'double precision', oids: [701, 700] }, expression);

/** bigint as text, because a JavaScript number cannot hold every value. */
export const bigint = (expression?: string) => column<string>({ name: 'bigint', oids: [20] }, expression);

/** numeric as exact text. */
export const numeric = (expression?: string) => column<string>({ name: 'numeric', oids: [1700] }, expression);

export const bytes = (expression?: string) => column<Buffer>({ name: 'bytea', oids: [17] }, expression);

/** json or jsonb, parsed. Instants inside stay text. */
export const json = <T>(expression?: string) => column<T>({ name: 'json', oids: [114, 3802] }, expression);

export const texts = <T extends string = string>(expression?: string) => column<T[]>(TEXT_ARRAY, expression);
export const uuids = (expression?: string) => column<string[]>({ name: 'uuid[]', oids: [2951] }, expression);
export const integers = (expression?: string) =>
  column<number[]>({ name: 'integer[]', oids: [1007, 1005] }, expression);
export const instants = (expression?: string) => column<Date[]>({ name: 'timestamptz[]', oids: [1185] }, expression);

/** date[], selected as text[]. */
export const days = <T extends string = string>(expression?: string) =>
  column<T[]>({ ...TEXT_ARRAY, cast: 'text[]' }, expression);

/** A column that may be null. */
export function nullable<T>(column: Column<T>): Column<T | null> {
  return { ...column, isNullable: true };
}

function column<T>(type: ColumnType, expression: string | undefined): Column<T> {
  return { expression, type, isNullable: false };
}

function selected(expression: string, { cast }: ColumnType): string {
  if (cast === undefined || expression.endsWith(`::${cast}`)) return expression;
  return /^[\w."]+$/.test(expression) ? `${expression}::${cast}` : `(${expression})::${cast}`;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
