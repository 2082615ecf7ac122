import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Reads a request and answers it.
const server = createServer((request, response) => {
  request.resume().on('end', () => response.end('{"data":{"__typename":"Query"}}'));
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
