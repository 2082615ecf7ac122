import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Serves the compiled audit, whose folder is the argument. Ends with the bench.
const [folder = ''] = process.argv.slice(2);
const { createRouter } = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)) as {
  createRouter(): RequestListener;
};
const router = createRouter();
const server = createServer((request, response) => {
  // The product's gateway finds every service at its address with this path.
  request.url = request.url?.replace(/\/graphql$/, '') ?? '/';
  router(request, response);
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('disconnect', () => process.exit());
