import type { Logger } from 'pino';

/** The libraries log texts, some of them with addresses: they belong in the log only. */
export function libraryLog(log: Logger) {
  return {
    debug: (message: unknown) => log.debug(String(message)),
    info: (message: unknown) => log.debug(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown) => log.error(String(message)),
  };
}
