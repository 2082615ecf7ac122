// Stands in for a process of a stack: ready a moment after its start, ends in order on SIGTERM.
import { createServer } from 'node:http';

if (process.env.STAND_IN_FAILS === 'true') {
  console.error('The stand-in does not start.');
  process.exit(3);
}
const server = createServer((request, response) => {
  if (request.url === '/options') return response.end(JSON.stringify(process.execArgv));
  response.writeHead(request.url === '/readyz' ? 200 : 404).end(process.env.STAND_IN_WORD);
});
server.listen(Number(process.env.STAND_IN_PORT), '127.0.0.1');
if (process.env.STAND_IN_IS_STUBBORN !== 'true') process.on('SIGTERM', () => process.exit(0));
else process.on('SIGTERM', () => undefined);
