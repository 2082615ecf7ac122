import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import { isObjectType } from 'graphql';
import { repositoryFile } from '../repository.js';
import { apiSchema } from './composed-api.js';
import { type Access, accessDecisions, PAGE, permissionTable, withTable } from './permission-table.js';

describe('the permissions of programs in the page for integrators', () => {
  it('are those of the code', () => {
    const page = repositoryFile(PAGE);
    expect(withTable(page, permissionTable(accessDecisions()))).toBe(page);
  });

  it('name fields of the API only, and no restricted root field is missing', () => {
    const types = Object.values(apiSchema().getTypeMap()).filter(isObjectType);
    const fields = types.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    const decided = accessDecisions().map(([name]) => name);
    expect(decided.filter((name) => !fields.includes(name))).toEqual([]);
    expect(fields.filter((name) => /^(?:Query|Mutation)\./.test(name) && !decided.includes(name))).toEqual([]);
  });

  it('list operations and fields under each permission that opens them', () => {
    const [permission] = PERMISSIONS;
    const to = [permission, 'GLOBAL_ADMIN'];
    const decisions: [string, Access][] = [
      ['User.email', { to, otherwise: 'null' }],
      ['Query.users', { to, otherwise: 'forbidden' }],
      ['Mutation.invite', { to: ['GLOBAL_ADMIN'], otherwise: 'forbidden' }],
      ['Query.viewer', { to: ['anyone'], otherwise: 'forbidden' }],
    ];
    const [, , first, ...rest] = permissionTable(decisions).trim().split('\n');
    expect(first).toBe(`| \`${permission}\` (operators) | users | \`User\`: email° |`);
    expect(rest.at(-1)).toBe('| any, or none | viewer | |');
    expect(rest.slice(0, -1).every((row) => row.endsWith('|  |  |'))).toBe(true);
  });
});
