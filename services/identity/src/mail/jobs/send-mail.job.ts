import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { MailSender } from '../application/mail-sender.js';

const SEND_MAIL = 'send-mail';

/** New mail wakes the senders by a notification; every minute a job sends what is to be tried again. */
export const MAIL_CRONTAB = `* * * * * ${oneAtATime(SEND_MAIL)}`;

/** The job that sends mail. */
export function mailTasks(sender: MailSender): TaskList {
  return { [SEND_MAIL]: () => sender.sendDue() };
}
