import type { ReactNode } from 'react';

/** A choice for each value that has a word. */
export function options(words: Readonly<Record<string, string>>): ReactNode {
  return Object.entries(words).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}
