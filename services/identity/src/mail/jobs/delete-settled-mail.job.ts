import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { deleteSettledMail } from '../application/delete-settled-mail.js';

const DELETE_SETTLED_MAIL = 'delete-settled-mail';

/** Once a day. What a missed day left is deleted on the next one. */
export const MAIL_RETENTION_CRONTAB = `50 3 * * * ${oneAtATime(DELETE_SETTLED_MAIL)}`;

/** The job that deletes mail that was settled long ago. */
export function mailRetentionTasks(dependencies: Pick<Dependencies, 'dataSource' | 'clock'>): TaskList {
  return { [DELETE_SETTLED_MAIL]: () => deleteSettledMail(dependencies) };
}
