import { deliveryTasks } from '@app/events/delivery';
import { ACTIVITY_CRONTAB, activityTasks } from '@app/subgraph-kit/activity/activity.job';
import { chainEntries } from '@app/subgraph-kit/activity/chain-entries';
import { expireEntries } from '@app/subgraph-kit/activity/expire-entries';
import type { ProcessMetrics } from '@app/subgraph-kit/metrics/process-metrics';
import type { createLog } from '@app/subgraph-kit/processes/log';
import { NotificationListener } from '@app/subgraph-kit/processes/notification-listener';
import { startWorker } from '@app/subgraph-kit/processes/worker';
import type { Dependencies } from './dependencies.js';
import type { IdentitySettings } from './environment.js';
import { deleteSettledMail } from './mail/application/delete-settled-mail.js';
import { MailSender } from './mail/application/mail-sender.js';
import { smtpClient } from './mail/application/smtp-client.js';
import { unsubscribeTokens } from './mail/application/unsubscribe-token.js';
import { MAIL_RETENTION_CRONTAB, mailRetentionTasks } from './mail/jobs/delete-settled-mail.job.js';
import { MAIL_CRONTAB, mailTasks } from './mail/jobs/send-mail.job.js';
import { MAIL_CHANNEL } from './mail/store/wake.store.js';
import { sendLeaverDigests } from './users/application/send-leaver-digests.js';
import { LEAVERS_CRONTAB, leaversTasks } from './users/jobs/send-leaver-digests.job.js';
import { USER_ACTIVITY } from './users/store/user-activity-log.js';

/** The running jobs; `catchUp` does what is due, as they do by schedule. */
export type RunningJobs = { catchUp(): Promise<void>; stop(): Promise<void> };

/** Starts the jobs of identity in this process: events to the other services and, with a mail server, mail to users. */
export async function startJobs(
  settings: IdentitySettings,
  dependencies: Dependencies,
  { log, metrics }: { log: ReturnType<typeof createLog>; metrics: ProcessMetrics },
): Promise<RunningJobs> {
  const {
    workerDatabaseUrl: workerUrl,
    consumers,
    eventSigningSecret: secret,
    publicUrl,
    mail,
    activityRetention,
  } = settings;
  // Without a mail server, too: there may be mail from before.
  const always = {
    ...deliveryTasks({ consumers, secret, log, metrics }),
    ...mailRetentionTasks(dependencies),
    ...activityTasks(dependencies, USER_ACTIVITY, activityRetention),
  };
  const catchUpAlways = async () => {
    await deleteSettledMail(dependencies);
    await chainEntries(dependencies, USER_ACTIVITY);
    await expireEntries(dependencies, USER_ACTIVITY, activityRetention);
  };
  if (mail === null) {
    const crontab = `${MAIL_RETENTION_CRONTAB}\n${ACTIVITY_CRONTAB}`;
    const worker = await startWorker({ service: 'identity', workerUrl, tasks: always, crontab, log, metrics });
    return { catchUp: catchUpAlways, stop: () => worker.stop() };
  }
  const options = { client: smtpClient(mail), tokens: unsubscribeTokens(secret), publicUrl, log };
  const sender = new MailSender(dependencies, options);
  const tasks = { ...always, ...mailTasks(sender), ...leaversTasks(dependencies) };
  const crontab = `${MAIL_CRONTAB}\n${LEAVERS_CRONTAB}\n${MAIL_RETENTION_CRONTAB}\n${ACTIVITY_CRONTAB}`;
  const work = () => sender.sendDue();
  const written = new NotificationListener({ databaseUrl: workerUrl, channel: MAIL_CHANNEL, work, log });
  const worker = await startWorker({ service: 'identity', workerUrl, tasks, crontab, log, metrics });
  return {
    async catchUp() {
      await sendLeaverDigests(dependencies);
      await sender.sendDue();
      await catchUpAlways();
    },
    async stop() {
      await Promise.all([sender.stop(), worker.stop(), written.stop()]);
    },
  };
}
