import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Client, clientOf } from './client.js';
import type { Circumstances } from './contestants/circumstances.js';
import { productionEnvironment } from './environment.js';
import type { Operation } from './operations.js';

/** One of those that answer the operations. */
export type Contestant = {
  name: string;
  /** Its process, whose CPU time counts; undefined: it has none. */
  pid: number | undefined;
  /** Whether what it returns is an answer. */
  answers: boolean;
  ask(operation: Operation, authorization: string): Promise<Buffer>;
  /** The memory of its process after a collection; not known of all. */
  memory?(): Promise<NodeJS.MemoryUsage>;
  stop(): Promise<void>;
};

/** Starts a program of `contestants/` in a process of its own; resolves when it answers. */
export async function startContestant(
  name: string,
  circumstances: Circumstances,
  nodeOptions: readonly string[] = [],
): Promise<Contestant> {
  const child = fork(join(import.meta.dirname, 'contestants', `${name}.js`), {
    env: productionEnvironment(),
    execArgv: ['--expose-gc', ...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Keeps instants.
    serialization: 'advanced',
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  try {
    const url = await addressOf(child, circumstances);
    const client: Client = clientOf(url);
    return {
      name,
      pid: child.pid,
      answers: true,
      ask: (operation, authorization) => client.post(operation.body, { authorization }),
      async memory() {
        child.send('memory');
        const [{ memory }] = (await once(child, 'message')) as [{ memory: NodeJS.MemoryUsage }];
        return memory;
      },
      async stop() {
        client.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw new Error(`${name} does not start: ${(error as Error).message}`, { cause: error });
  }
}

function addressOf(child: ChildProcess, circumstances: Circumstances): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', ({ url, fault }: { url?: string; fault?: string }) =>
      url === undefined ? reject(new Error(fault)) : resolve(url),
    );
    child.once('exit', (code, signal) => reject(new Error(`it ended (${signal ?? code})`)));
    child.once('error', reject);
    child.send(circumstances);
  });
}
