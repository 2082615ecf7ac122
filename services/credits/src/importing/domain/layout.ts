import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import type { WrittenOrder } from './written-date.js';

/** A row as an AchievementInput of the API, or why it cannot be read. */
export type ReadRow = { readonly record: unknown } | { readonly fault: string };

/**
 * What identifies a row: an externalId of its own, or the completion that it reports, which is profile, credential and
 * day. The same completion in another file is the same achievement.
 */
export type Identity = 'external-id' | 'completion';

/** What the rows of a file are read with. `now` decides whether an expiry is in the past. */
export type ReadingContext = { readonly source: LearningSource; readonly catalog: Catalog; readonly now: Date };

/** The columns of a kind of file, recognized by the names in its first line. */
export type Layout = {
  readonly name: 'API' | 'STANDARD' | 'TRAININGS';
  readonly identity: Identity;
  /** The columns whose dates show how the file writes them, as positions in a row. */
  readonly dateColumns: readonly number[];
  /** Reads the cells of one row. The order applies to dates that are not ISO. */
  readonly readRow: (cells: readonly string[], order: WrittenOrder) => ReadRow;
};

/** A layout, or why these column names are none. */
export type LayoutMatch = { readonly layout: Layout } | { readonly fault: string };

/** A cell with the name of its column. */
export type NamedCell = { readonly column: string; readonly text: string };

/** Finds columns by name. Case, blanks and punctuation of a name do not matter. */
export class Columns {
  readonly #positions = new Map<string, number>();
  readonly #twice = new Set<string>();

  constructor(readonly names: readonly string[]) {
    names.forEach((name, position) => {
      const plain = plainName(name);
      if (this.#positions.has(plain)) this.#twice.add(plain);
      else this.#positions.set(plain, position);
    });
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.#positions.has(plainName(name)));
  }

  /** The first of these columns that the file has twice. */
  twice(names: readonly string[]): string | undefined {
    return names.find((name) => this.#twice.has(plainName(name)));
  }

  /** The positions of these columns, as far as the file has them. */
  positions(...names: readonly string[]): number[] {
    return names.flatMap((name) => this.#positions.get(plainName(name)) ?? []);
  }

  /** Reads the cell of a column, without blanks at its ends; empty where the file has no such column. */
  reader(name: string): (cells: readonly string[]) => string {
    const position = this.#positions.get(plainName(name));
    return (cells) => (position === undefined ? '' : withoutFormulaGuard((cells[position] ?? '').trim()));
  }

  /** Reads the cell of a column together with its name, for messages. */
  namedReader(column: string): (cells: readonly string[]) => NamedCell {
    const read = this.reader(column);
    return (cells) => ({ column, text: read(cells) });
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Removes the apostrophe that exports put before text which a spreadsheet would run as a formula. */
function withoutFormulaGuard(cell: string): string {
  return /^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
