import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { hostOf } from '../../domain/address.js';
import type { AddressGuard } from './address-guard.js';
import type { ResolveName } from './resolve-name.js';

/** A connection that was not made; the code is the problem of the attempt. */
export class ConnectionDenied extends Error {
  constructor(readonly code: 'NAME_NOT_FOUND' | 'ADDRESS_NOT_ALLOWED') {
    super(code);
  }
}

/**
 * Connects to allowed addresses only. A name is resolved once for each connection, all its addresses are judged, and the
 * connection is made to these very addresses: a name server that answers differently the next time gains nothing. TLS
 * verifies the certificate against the name. A `lookup` alone would not do: Node.js does not call it for literal addresses.
 */
export function guardedConnector(guard: AddressGuard, resolve: ResolveName): buildConnector.connector {
  return (options, callback) => {
    const host = hostOf({ hostname: options.hostname });
    allowedAddresses(host, guard, resolve).then(
      (addresses) => {
        const connect = buildConnector({ allowH2: false, lookup: answering(addresses) });
        connect({ ...options, hostname: host }, (...[error, socket]) => {
          if (error !== null) return callback(error, null);
          if (guard.isAllowed(socket.remoteAddress ?? '')) return callback(null, socket);
          socket.destroy();
          return callback(new ConnectionDenied('ADDRESS_NOT_ALLOWED'), null);
        });
      },
      (error: unknown) => callback(error as Error, null),
    );
  };
}

/** The addresses of a host. One address that is not allowed denies the name. */
export async function allowedAddresses(
  host: string,
  guard: AddressGuard,
  resolve: ResolveName,
): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) throw new ConnectionDenied('NAME_NOT_FOUND');
  if (!addresses.every((address) => guard.isAllowed(address))) throw new ConnectionDenied('ADDRESS_NOT_ALLOWED');
  return addresses;
}

function answering(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, answer) => {
    const [first] = found;
    if (all || first === undefined) answer(null, found);
    else answer(null, first.address, first.family);
  };
}
