import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { until } from '../src/earlier-server.js';
import { type PostgresServer, startPostgresServer } from '../src/server.js';

const running: PostgresServer[] = [];
let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'postgres-server-test-'));
  chmodSync(place, 0o755);
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(place, { recursive: true, force: true });
});

async function started(dataDir = join(place, 'data'), port = 0): Promise<PostgresServer> {
  const server = await startPostgresServer({
    dataDir,
    port,
    superuserPassword: "s3cret '/@",
    settings: { fsync: 'off' },
  });
  running.push(server);
  return server;
}

async function ask(server: PostgresServer, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startPostgresServer', () => {
  it('starts version 18 in UTF-8 and UTC on the loopback interface only', async () => {
    const server = await started();
    const facts = `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('TimeZone') AS zone,
      current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS addresses, lower('ÄÖ') AS low`;
    expect(await ask(server, facts)).toEqual([18, 'UTC', 'UTF8', '127.0.0.1', 'äö']);
  });

  it('keeps its data across a restart', async () => {
    const first = await started();
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(await started(), 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('recovers committed data after kill -9', async () => {
    const first = await started();
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    expect(await ask(await started(), 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('replaces a server that a killed parent process left on the same folder', async () => {
    const orphan = await started();
    const successor = await started();
    await orphan.exited;
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await ask(successor, 'SELECT 1')).toEqual([1]);
  });

  it('reports a taken port with the setting that changes it', async () => {
    const neighbor = createServer();
    await new Promise<void>((listening) => neighbor.listen(0, '127.0.0.1', listening));
    const { port } = neighbor.address() as { port: number };
    try {
      await expect(started(join(place, 'data'), port)).rejects.toThrow(
        `Port ${port} is taken. Set POSTGRES_PORT to a free port`,
      );
      expect(existsSync(join(place, 'data'))).toBe(false);
    } finally {
      neighbor.close();
    }
  });

  it('rejects a wrong password', async () => {
    const server = await started();
    await expect(ask({ ...server, url: server.url.replace('s3cret', 'wrong') }, 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('works below a folder closed to other accounts, and after it is opened', async () => {
    chmodSync(place, 0o700);
    const first = await started();
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    chmodSync(place, 0o755);
    expect(await ask(await started(), 'SELECT answer FROM kept')).toEqual([42]);
    expect(statSync(join(place, 'data')).mode & 0o777).toBe(0o700);
  });

  it('stops without waiting for clients', async () => {
    const server = await started();
    const idle = new pg.Client({ connectionString: server.url });
    idle.on('error', () => undefined);
    await idle.connect();
    await server.stop();
    await until(() => !isAlive(server.pid), 'still there');
  });
});
