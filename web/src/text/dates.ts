const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86_400_000;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const distance = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** The UTC day of an instant or a day of the API: 30 Nov 2026. */
export function day(text: string): string {
  const date = new Date(text);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** An instant to the minute: 30 Nov 2026, 14:05 UTC. */
export function instant(text: string): string {
  return `${day(text)}, ${clock.format(new Date(text))} UTC`;
}

/** A month of the API, such as 2026-11: November 2026. */
export function month(text: string): string {
  return monthName.format(new Date(`${text}-01T00:00:00Z`));
}

/** Whole days from one instant to another, a begun day counts: 0 on the day itself, negative in the past. */
export function daysBetween(from: Date, to: string): number {
  return Math.ceil((new Date(to).getTime() - from.getTime()) / DAY);
}

/** How far away an instant is: today, tomorrow, in 30 days, 3 days ago. */
export function fromNow(text: string, now: Date): string {
  return distance.format(daysBetween(now, text), 'day');
}

/** Minutes and seconds of a countdown: 9:41. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
