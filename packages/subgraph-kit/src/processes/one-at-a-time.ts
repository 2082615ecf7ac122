/** The crontab item of a task that has one run at a time: a long run must not occupy the workers that other jobs need. */
export function oneAtATime(task: string): string {
  return `${task} ?max=3&queue=${task}&jobKey=${task}`;
}
