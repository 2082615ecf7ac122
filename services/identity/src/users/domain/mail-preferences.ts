import type { ChosenKind } from '../../mail/domain/mail-kind.js';

/** Which mail a user gets. */
export type MailPreferences = {
  readonly renewals: boolean;
  readonly leavers: boolean;
  readonly nextAssociation: boolean;
};

/** The kind of mail that each choice is about. */
const KINDS: Readonly<Record<keyof MailPreferences, ChosenKind>> = {
  renewals: 'RENEWAL',
  leavers: 'LEAVER',
  nextAssociation: 'NEXT_ASSOCIATION',
};

/** The choices of a user who stopped these kinds: everything is sent that was not stopped. */
export function preferencesOf(stopped: readonly ChosenKind[]): MailPreferences {
  const sends = (choice: keyof MailPreferences) => !stopped.includes(KINDS[choice]);
  return { renewals: sends('renewals'), leavers: sends('leavers'), nextAssociation: sends('nextAssociation') };
}

/** The kinds that choices stop and allow; a choice that is left out changes nothing. */
export function changesOf(choices: Partial<Record<keyof MailPreferences, boolean | null | undefined>>): {
  readonly stop: ChosenKind[];
  readonly allow: ChosenKind[];
} {
  const names = Object.keys(KINDS) as (keyof MailPreferences)[];
  const kindsWhere = (value: boolean) => names.filter((name) => choices[name] === value).map((name) => KINDS[name]);
  return { stop: kindsWhere(false), allow: kindsWhere(true) };
}
