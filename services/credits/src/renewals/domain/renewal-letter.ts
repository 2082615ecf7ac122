import type { Catalog, Credential } from '../../catalog/domain/catalog.js';
import { type Day, firstInstantOf } from '../../values/domain/day.js';
import type { ReminderDays } from './renewal-reminder.js';
import { renewalWindow } from './renewal-window.js';

/** An achievement that a mail reminds of. */
export type Expiring = { readonly credential: Credential; readonly expiresOn: Day; readonly daysBefore: ReminderDays };

/** Subject and paragraphs of a mail. */
export type Letter = { readonly subject: string; readonly paragraphs: readonly string[] };

/** A mail names no more achievements than this; My Learn profile has all of them. */
const MOST_NAMED = 40;

const written = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A day in words: 2 March 2027. */
export function dayInWords(day: Day): string {
  return written.format(firstInstantOf(day));
}

/** One mail for all achievements of a person that a day reminds of, the earliest expiry first. */
export function renewalLetter(catalog: Catalog, expiring: readonly Expiring[], today: Day): Letter {
  const ordered = expiring.toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : 0));
  const unnamed = ordered.length - MOST_NAMED;
  return {
    subject: subjectOf(ordered),
    paragraphs: [
      ...ordered.slice(0, MOST_NAMED).map((one) => sentencesOf(catalog, one, today)),
      ...(unnamed > 0 ? [`${unnamed} more are listed in My Learn profile.`] : []),
      'An expired credential no longer counts for your company.',
    ],
  };
}

function subjectOf(expiring: readonly Expiring[]): string {
  const [first] = expiring;
  if (first === undefined || expiring.length > 1) return `${expiring.length} of your credentials expire soon`;
  return `${first.credential.title} expires on ${dayInWords(first.expiresOn)}`;
}

/** When it expires, and what helps. */
export function sentencesOf(
  catalog: Catalog,
  { credential, expiresOn }: Pick<Expiring, 'credential' | 'expiresOn'>,
  today: Day,
): string {
  return `${credential.title} expires on ${dayInWords(expiresOn)}. ${remedyOf(catalog, credential, expiresOn, today)}`;
}

function remedyOf(catalog: Catalog, credential: Credential, expiresOn: Day, today: Day): string {
  const renewal = renewalWindow(credential, expiresOn);
  if (renewal === null || renewal.closesOn < today) {
    const successors = credential.supersededBy.map((code) => catalog.get(code)?.title ?? code);
    if (successors.length > 0) return `It cannot be renewed. Earn ${successors.join(' or ')} instead.`;
    return credential.retirement === null ? 'It has to be earned again.' : 'It is retired and cannot be renewed.';
  }
  const until = dayInWords(renewal.closesOn);
  if (credential.kind === 'CERTIFICATION') return `Renew it at Microsoft Learn by ${until}, without another exam.`;
  return `To keep it, pass the assessment again by ${until}.`;
}
