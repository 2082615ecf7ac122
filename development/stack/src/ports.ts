import getPort, { clearLockedPorts } from 'get-port';

/** A port that a process needs, and the setting that changes it. */
export type WantedPort = { setting: string; port: number };

/** One sentence for each port that is not available, before anything is started. */
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

/** As many different free ports of the loopback as requested. */
export function freePorts(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => getPort({ host: '127.0.0.1' })));
}

async function isFree(port: number): Promise<boolean> {
  // The library locks the ports that it returned a moment ago, which may be those of this very stack.
  clearLockedPorts();
  return (await getPort({ port })) === port;
}
