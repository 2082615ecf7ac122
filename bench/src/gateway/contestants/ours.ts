import { gatewaySettings } from '@app/gateway/environment';
import { startGateway } from '@app/gateway/server';
import { contestant } from './circumstances.js';

// The product's gateway as its program starts it. Reports its memory when it is asked for it, with `--expose-gc` after a
// collection.
process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ memory: process.memoryUsage() });
});

contestant(async ({ gatewaySettings: settings, signingKey, subgraphs }) => {
  const { url } = await startGateway(
    gatewaySettings({
      ...settings,
      ...{ PORT: '0', METRICS_PORT: '0', RATE_LIMIT_PER_MINUTE: '0', INTERNAL_SIGNING_KEY: signingKey },
      ...Object.fromEntries(Object.entries(subgraphs).map(([name, at]) => [`${name.toUpperCase()}_URL`, at])),
    }),
    { host: '127.0.0.1' },
  );
  return `${url}/graphql`;
});
