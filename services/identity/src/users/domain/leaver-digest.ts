import type { MailContent } from '../../mail/domain/mail-content.js';
import { refreshAfter, restorableUntil } from './leaver.js';

/** A user who began to leave. */
export type NewLeaver = {
  readonly displayName: string;
  readonly leavingSince: Date;
  readonly deletedAt: Date | null;
};

/** Names in one mail; the page lists all. */
const MOST_NAMES = 50;

/** What administrators read about the people who began to leave, those who drop out first at the top. */
export function leaverDigest(
  leavers: readonly NewLeaver[],
  { organizationName, reportDay }: { readonly organizationName: string; readonly reportDay: number },
): MailContent {
  const people = leavers.length === 1 ? '1 person leaves' : `${leavers.length} people leave`;
  const inOrder = leavers.toSorted(
    (a, b) => a.leavingSince.getTime() - b.leavingSince.getTime() || a.displayName.localeCompare(b.displayName, 'en'),
  );
  const rest = leavers.length - MOST_NAMES;
  return {
    subject: `${people} the Skills Report of ${organizationName}`,
    paragraphs: [
      `These people have lost their access. What they linked counts for ${organizationName} until the day named here. If one of them stays, act before that day: restore a deleted user on the page People, reactivate a deactivated one in your directory.`,
      ...inOrder.slice(0, MOST_NAMES).map((leaver) => lineOf(leaver, reportDay)),
      ...(rest > 0 ? [`And ${rest} more: the page People lists all who are leaving.`] : []),
    ],
    action: { label: 'See who is leaving', path: '/people?state=LEAVING' },
  };
}

function lineOf({ displayName, leavingSince, deletedAt }: NewLeaver, reportDay: number): string {
  const until = restorableUntil(deletedAt);
  const how = until === null ? 'deactivated' : `deleted, can be restored until ${day(until)}`;
  return `${displayName}: counts until ${day(refreshAfter(leavingSince, reportDay))} (${how})`;
}

/** The day in UTC, by which reports go. */
function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
