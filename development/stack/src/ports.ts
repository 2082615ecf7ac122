import { createServer } from 'node:net';

/** A port that a process wants, and the setting that changes it. */
export type WantedPort = { setting: string; port: number };

/** One sentence for each port that cannot be had, before anything is started. */
export async function portFaults(wanted: readonly WantedPort[]): Promise<string[]> {
  const faults: string[] = [];
  const seen = new Map<number, string>();
  for (const { setting, port } of wanted) {
    const twin = seen.get(port);
    seen.set(port, setting);
    if (twin !== undefined)
      faults.push(`${setting} and ${twin} are both ${port}: each process needs a port of its own.`);
    else if (!(await isFree(port)))
      faults.push(`Port ${port} is taken: set ${setting} to a free port, or stop what listens there.`);
  }
  return faults;
}

/** As many different free ports of the loopback as asked for. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  try {
    return await Promise.all(
      servers.map(
        (server) =>
          new Promise<number>((resolve, reject) => {
            server.once('error', reject);
            server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
          }),
      ),
    );
  } finally {
    for (const server of servers) server.close();
  }
}

/** Tried on each address, because systems differ in what a listener on one of them keeps from the others. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 says so by another code: then nobody listens there either.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    );
    server.listen({ port, host, ipv6Only: host === '::' }, () => server.close(() => resolve(true)));
  });
}
