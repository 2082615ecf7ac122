import { isForOperators, PERMISSIONS, type Permission } from '@app/subgraph-kit/access/roles';
import { repositoryFile } from '../repository.js';

/** The page with the table, and the lines around it. */
export const PAGE = 'docs/integrators.md';
const BEGIN = '<!-- Written by `npm run schemas` from the access decisions. -->\n';
const END = '<!-- End of what `npm run schemas` writes. -->';

/** Who may use a field, and what other callers get. */
export type Access = { to: readonly string[]; otherwise: 'forbidden' | 'null' };

/** The access decisions of all services, by `Type.field`, as they are committed. */
export function accessDecisions(): [field: string, access: Access][] {
  return ['identity', 'association', 'credits'].flatMap((name) =>
    Object.entries(JSON.parse(repositoryFile(`services/${name}/access.json`)) as Record<string, Access>),
  );
}

/** Which permission of a program opens which operations and fields, in Markdown. */
export function permissionTable(decisions: readonly (readonly [string, Access])[]): string {
  const rows = PERMISSIONS.map((permission) => {
    const opened = decisions.filter(([, { to }]) => to.includes(permission));
    return `| ${nameOf(permission)} | ${operationsIn(opened)} | ${fieldsIn(opened)} |\n`;
  });
  const forAll = operationsIn(decisions.filter(([, { to }]) => to.includes('signed-in') || to.includes('anyone')));
  return `| permission | operations | fields |\n|---|---|---|\n${rows.join('')}| any, or none | ${forAll} | |\n`;
}

/** The page with another table. */
export function withTable(page: string, table: string): string {
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${PAGE} lacks the lines around the table of permissions.`);
  return `${page.slice(0, before)}${BEGIN}\n${table}\n${page.slice(after)}`;
}

function nameOf(permission: Permission): string {
  return `\`${permission}\`${isForOperators(permission) ? ' (operators)' : ''}`;
}

/** Root fields: queries, then mutations. */
function operationsIn(decisions: readonly (readonly [string, Access])[]): string {
  return ['Query', 'Mutation'].flatMap((type) => namesIn(decisions, type)).join(', ');
}

/** Fields of objects by their type, with `°` where other callers get null and no error. */
function fieldsIn(decisions: readonly (readonly [string, Access])[]): string {
  const types = [...new Set(decisions.map(([name]) => name.split('.')[0] ?? ''))].sort();
  return types
    .filter((type) => type !== 'Query' && type !== 'Mutation')
    .map((type) => `\`${type}\`: ${namesIn(decisions, type).join(', ')}`)
    .join('; ');
}

function namesIn(decisions: readonly (readonly [string, Access])[], type: string): string[] {
  return decisions
    .filter(([name]) => name.startsWith(`${type}.`))
    .map(([name, { otherwise }]) => `${name.slice(type.length + 1)}${otherwise === 'null' ? '°' : ''}`)
    .sort();
}
