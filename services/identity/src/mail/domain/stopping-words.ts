import type { MailKind } from './mail-kind.js';

/** What a mail is about, in the words of its footer and of the page that stops it. */
export function subjectMatter(kind: MailKind): string {
  switch (kind) {
    case 'INVITATION':
      return 'invitations';
    case 'LEAVER':
      return 'mail about people who leave the Skills Report';
    case 'RENEWAL':
      return 'mail about renewals of your credentials';
    case 'NEXT_ASSOCIATION':
      return 'mail about the next date on which you can link a profile';
  }
}

/** Why the recipient has this mail. */
export function reasonOfMail(kind: MailKind, organizationName: string): string {
  if (kind === 'INVITATION') return `An administrator of ${organizationName} entered this address.`;
  return `You are a user of Skill Link at ${organizationName}.`;
}
