import type { AccessTable } from './access.js';

/**
 * The restricted fields of a subgraph with their audiences, a line each, as they are committed beside its SDL. All other
 * fields follow their object.
 */
export function accessText(table: AccessTable): string {
  const lines = Object.entries(table).flatMap(([type, { fields }]) =>
    Object.entries(fields).flatMap(([field, access]) =>
      access === 'with-object' ? [] : [`  "${type}.${field}": ${JSON.stringify(access)}`],
    ),
  );
  return `{\n${lines.sort().join(',\n')}\n}\n`;
}
