import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';

// Verifies the bearer token of a request, as little as that allows, and answers it.
const keys = createRemoteJWKSet(new URL(`${process.argv[2]}/keys`));
const server = createServer((request, response) => {
  request.resume().on('end', async () => {
    const { payload } = await jwtVerify(request.headers.authorization?.slice('Bearer '.length) ?? '', keys);
    response.end(`{"data":{"__typename":"Query"},"subject":"${payload.sub}"}`);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
