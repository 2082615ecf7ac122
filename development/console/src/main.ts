import { createLog } from '@app/subgraph-kit/processes/log';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { exitWithFault } from '@app/subgraph-kit/settings/environment';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { consoleSettingsOrExit } from './environment.js';
import { startConsole } from './server.js';

const settings = consoleSettingsOrExit();
const log = createLog('console');
try {
  const running = await startConsole(settings);
  stopOnTermination(log, [running.stop]);
  log.info({ port: settings.port }, 'ready');
} catch (error) {
  const { code, message, port } = error as Error & { code?: string; port?: number };
  if (error instanceof EnvironmentError) exitWithFault(message);
  const setting = port === settings.mailboxPort ? 'MAILBOX_PORT' : 'CONSOLE_PORT';
  if (code === 'EADDRINUSE') exitWithFault(`${setting}: another program has this port`);
  if (code === 'EACCES') exitWithFault(`${setting}: this process may not use this port`);
  exitWithFault(`The console cannot start: ${message}`);
}
