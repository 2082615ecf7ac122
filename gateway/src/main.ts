import { createLog } from '@app/subgraph-kit/processes/log';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { exitWithFault } from '@app/subgraph-kit/settings/environment';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { startTracing } from '@app/subgraph-kit/tracing/start-tracing';
import { gatewaySettingsOrExit } from './environment.js';
import { startGateway } from './server.js';

const settings = gatewaySettingsOrExit();
const log = createLog('gateway');
try {
  const tracing = await startTracing('gateway', process.env);
  const gateway = await startGateway(settings, { log });
  stopOnTermination(log, [gateway.stop, tracing.stop]);
  log.info({ port: settings.port }, 'ready');
} catch (error) {
  const { code, port, message } = error as Error & { code?: string; port?: number };
  const setting = port === settings.metricsPort ? 'METRICS_PORT' : 'PORT';
  if (error instanceof EnvironmentError) exitWithFault(message);
  if (code === 'EADDRINUSE') exitWithFault(`${setting}: another program has this port`);
  if (code === 'EACCES') exitWithFault(`${setting}: this process may not use this port`);
  exitWithFault(`The gateway cannot start: ${message}`);
}
