import { createServer, type Server } from 'node:net';

/** Another process listens on the requested port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(readonly port: number) {
    super(`Port ${port} is taken. Set POSTGRES_PORT to a free port, or stop what listens there.`);
  }
}

/** The requested port if it is free; for 0 any free port of the loopback interface. */
export async function choosePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    return await listen(server, wanted);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTakenError(wanted);
    throw error;
  } finally {
    server.close();
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
