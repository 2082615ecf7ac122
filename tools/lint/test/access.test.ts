import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The built schema.ts of a service with two queries; only the first has an access decision. */
const SCHEMA = `
import { Access, allow } from '@app/subgraph-kit/access/access';
import { Query, Resolver } from 'type-graphql';

export class RoomsQuery {
  rooms() {}
  floors() {}
}
Resolver()(RoomsQuery);
Query(() => String, { description: 'Rooms.' })(RoomsQuery.prototype, 'rooms');
Access(allow('signed-in'))(RoomsQuery.prototype, 'rooms', {});
Query(() => String, { description: 'Floors.' })(RoomsQuery.prototype, 'floors');
`;

describe('the check of access decisions', () => {
  const service = mkdtempSync(join(tmpdir(), 'access-decisions-'));
  beforeAll(() => {
    mkdirSync(join(service, 'dist'));
    writeFileSync(join(service, 'package.json'), '{ "type": "module" }');
    symlinkSync(join(ROOT, 'node_modules'), join(service, 'node_modules'));
  });
  afterAll(() => rmSync(service, { recursive: true, force: true }));

  const check = (schema: string) => {
    writeFileSync(join(service, 'dist/schema.js'), schema);
    const script = join(ROOT, 'packages/subgraph-kit/dist/access/check-access.js');
    return spawnSync(process.execPath, [script], { cwd: service, encoding: 'utf8' });
  };

  it('rejects a field without one, by name', () => {
    const { status, stderr } = check(SCHEMA);
    expect([status, stderr]).toEqual([1, 'Fields without an access decision: Query.floors\n']);
  });

  it('accepts a schema in which each field has one', () => {
    const { status, stderr } = check(`${SCHEMA}Access(allow('anyone'))(RoomsQuery.prototype, 'floors', {});`);
    expect([status, stderr]).toEqual([0, '']);
  });
});
