import { createLog } from '@app/subgraph-kit/processes/log';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { EnvironmentError, exitWithFault } from '@app/subgraph-kit/settings/environment';
import { consoleSettingsOrExit } from './environment.js';
import { startConsole } from './server.js';

const settings = consoleSettingsOrExit();
const log = createLog('console');
try {
  const running = await startConsole(settings);
  stopOnTermination(log, [running.stop]);
  log.info({ port: settings.port }, 'ready');
} catch (error) {
  const { code, message } = error as Error & { code?: string };
  if (error instanceof EnvironmentError) exitWithFault(message);
  if (code === 'EADDRINUSE') exitWithFault('CONSOLE_PORT: another program has this port');
  if (code === 'EACCES') exitWithFault('CONSOLE_PORT: this process may not use this port');
  exitWithFault(`The console cannot start: ${message}`);
}
