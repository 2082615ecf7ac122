import { type Logger, pino } from 'pino';

/** A JSON log on standard output in which secrets and personal data cannot appear by accident. */
export function createLog(service: string): Logger {
  return pino({
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'authorization',
        'cookie',
        'code',
        'completion_code',
        'completionCode',
        'state',
        'email',
        'profileId',
        'variables',
        'token',
        'password',
      ].flatMap((name) => [name, `*.${name}`]),
      censor: '[redacted]',
    },
  });
}
