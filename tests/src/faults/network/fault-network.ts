import { type AddressInfo, createServer, connect as open, type Server, type Socket } from 'node:net';
import { ClientMessages } from './database-steps.js';

/** A step of a process: a statement that it sends to PostgreSQL, or a request to a service. */
export type Step = { readonly by: string; readonly to: string; readonly name: string };

/** Where a fault happens: at the given occurrence of a step, before it arrives or when its answer is on the way. */
export type Point = { readonly step: Step; readonly occurrence: number; readonly when: 'before' | 'answered' };

type Armed = { readonly point: Point; seen: number; readonly act: () => void };

/** One connection through the network. */
type Link = { readonly client: Socket; readonly upstream: Socket; awaited: Armed | undefined };

const REQUEST = /^(?:GET|POST|PUT|PATCH|DELETE) (\/[^ ?]*)/;
const HEALTH = new Set(['/readyz', '/livez']);
const EVENT_OF = /\r\nwebhook-id: (identity|association|reminder)/i;

/**
 * The network between the processes of a product: PostgreSQL and the services are reached through it. It names the steps
 * that pass, and does what was armed for one of them; the step or its answer is then lost, with its connection.
 */
export class FaultNetwork {
  readonly #servers: Server[] = [];
  readonly #links = new Set<Link>();
  #armed: Armed | undefined;
  #recorded: Step[] | undefined;
  #bytesOfConnection: (() => number) | undefined;

  /** Listens in front of a server of this machine; returns the port. `0` chooses one. */
  async listen(to: string, target: () => number, port = 0): Promise<number> {
    const server = createServer((client) => this.#connect(client, to, target()));
    this.#servers.push(server);
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    return (server.address() as AddressInfo).port;
  }

  /** The steps that pass while the work runs, in their order. */
  async record(work: () => Promise<unknown>): Promise<Step[]> {
    const steps: Step[] = [];
    this.#recorded = steps;
    try {
      await work();
    } finally {
      this.#recorded = undefined;
    }
    return steps;
  }

  /** Acts once at a point; the result says whether it was reached, and disarms. */
  arm(point: Point, act: () => void): () => boolean {
    let wasReached = false;
    const reached = () => {
      wasReached = true;
      act();
    };
    this.#armed = { point, seen: 0, act: reached };
    return () => {
      this.#armed = undefined;
      return wasReached;
    };
  }

  /** Cuts each new connection after a number of bytes in either direction, in the middle of a message; undefined ends it. */
  cutAfterBytes(bytes: (() => number) | undefined): void {
    this.#bytesOfConnection = bytes;
  }

  /** Cuts all connections. */
  cutAll(): number {
    const { size } = this.#links;
    for (const link of this.#links) cut(link);
    return size;
  }

  async stop(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((done) => server.close(done)));
    this.cutAll();
    await Promise.all(closed);
  }

  #connect(client: Socket, to: string, port: number): void {
    const link: Link = { client, upstream: open(port, '127.0.0.1'), awaited: undefined };
    this.#links.add(link);
    for (const socket of [client, link.upstream]) {
      socket.setNoDelay(true);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.#links.delete(link);
          client.destroy();
          link.upstream.destroy();
        });
    }
    const messages = to === 'postgres' ? new ClientMessages() : undefined;
    let left = this.#bytesOfConnection?.() ?? Number.POSITIVE_INFINITY;
    const pass = (target: Socket, bytes: Buffer): void => {
      target.write(bytes.subarray(0, Math.min(left, bytes.length)));
      left -= bytes.length;
      if (left < 0) setImmediate(() => cut(link));
    };
    client.on('data', (bytes) => {
      for (const { part, step } of messages === undefined ? requestIn(bytes, to) : statementsIn(messages, bytes)) {
        if (step !== undefined && !this.#passes(step, link)) return;
        pass(link.upstream, part);
      }
    });
    link.upstream.on('data', (bytes) => {
      if (link.awaited === undefined) return pass(client, bytes);
      const { act } = link.awaited;
      link.awaited = undefined;
      act();
      cut(link);
    });
  }

  /** Whether the step goes on to its server. */
  #passes(step: Step, link: Link): boolean {
    this.#recorded?.push(step);
    const armed = this.#armed;
    if (armed === undefined || !isSame(armed.point.step, step)) return true;
    armed.seen += 1;
    if (armed.seen !== armed.point.occurrence) return true;
    if (armed.point.when === 'answered') {
      link.awaited = armed;
      return true;
    }
    armed.act();
    cut(link);
    return false;
  }
}

export function isSame(one: Step, other: Step): boolean {
  return one.by === other.by && one.to === other.to && one.name === other.name;
}

function cut({ client, upstream }: Link): void {
  client.resetAndDestroy();
  upstream.resetAndDestroy();
}

type Piece = { readonly part: Buffer; readonly step: Step | undefined };

function statementsIn(messages: ClientMessages, bytes: Buffer): Piece[] {
  return messages.read(bytes).map(({ bytes: part, step }) => {
    const by = (messages.program ?? '').replace(/_(app|worker)$/, '');
    return { part, step: step === undefined ? undefined : { by, to: 'postgres', name: step } };
  });
}

/** A request begins a part; its body may follow in parts of its own. */
function requestIn(bytes: Buffer, to: string): Piece[] {
  const head = bytes.toString('latin1', 0, 2_000);
  const path = REQUEST.exec(head)?.[1];
  if (path === undefined || HEALTH.has(path)) return [{ part: bytes, step: undefined }];
  const by = path === '/events' ? (EVENT_OF.exec(head)?.[1] ?? 'another service') : 'gateway';
  return [{ part: bytes, step: { by, to, name: path } }];
}
