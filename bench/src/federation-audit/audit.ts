import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../harness.js';

/** The audit as it is installed. */
export type Audit = { folder: string; version: string };

/** One situation of a supergraph, with its operations and the expected answers. */
export type Suite = { id: string; supergraph: string; subgraphs: readonly AuditedSubgraph[]; cases: readonly Case[] };
export type AuditedSubgraph = { name: string; url: string };
/** Undefined `errors`: the audit leaves open whether there are some. */
export type Case = { query: string; expected: { data?: unknown; errors?: boolean } };

const ROOT = join(import.meta.dirname, '../../..');
/** Outside the workspaces, and ignored by Git: nothing can depend on it. */
const FOLDER = join(ROOT, 'bench/.data/federation-audit');

/** Clones the audit from a path or an address of Git, installs what it needs to run, and compiles it. */
export async function installAudit({ progress }: Pick<Bench, 'progress'>, source: string): Promise<Audit> {
  progress(`Installing the audit from ${source} …`);
  rmSync(FOLDER, { recursive: true, force: true });
  await run('git', ['clone', '--quiet', '--depth=1', source, FOLDER], ROOT);
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], FOLDER);
  const compile = ['src', '-d', 'dist', '--strip-leading-paths', '--config-file', join(ROOT, '.swcrc'), '--quiet'];
  await run(join(ROOT, 'node_modules/.bin/swc'), compile, FOLDER);
  return {
    folder: FOLDER,
    version: execFileSync('git', ['-C', FOLDER, 'rev-parse', '--short', 'HEAD']).toString().trim(),
  };
}

async function run(command: string, words: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${words[0]} fails in ${cwd}.`);
}

/** Serves all subgraphs of the audit by a process of their own; their data are as at the beginning. */
export async function serveAudit({ folder }: Audit): Promise<{ suites: Suite[]; stop(): Promise<void> }> {
  const child = fork(join(import.meta.dirname, 'audit-server.js'), [folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const origin = await addressOf(child);
    const ids = await read<string[]>(`${origin}/ids`);
    const suites: Suite[] = [];
    for (const id of ids)
      suites.push({
        id,
        supergraph: await (await fetch(`${origin}/${id}/supergraph`)).text(),
        subgraphs: await read(`${origin}/${id}/subgraphs`),
        cases: await read(`${origin}/${id}/tests`),
      });
    return { suites, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The audit does not start.')));
  const [origin] = (await Promise.race([once(child, 'message'), ended])) as [string];
  ended.catch(() => undefined);
  return origin;
}

async function read<Answer>(url: string): Promise<Answer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
  return (await answer.json()) as Answer;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
