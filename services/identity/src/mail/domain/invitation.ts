import type { MailContent } from './mail-content.js';

/** What an invited person reads. */
export function invitationContent({
  organizationName,
  address,
}: {
  readonly organizationName: string;
  readonly address: string;
}): MailContent {
  return {
    subject: `${organizationName} invites you to link your learning profile`,
    paragraphs: [
      `${organizationName} invites you to link your learning profile, so that your certifications and assessments count for the company.`,
      `Sign in with your work account, ${address}. Then choose Microsoft Learn or Partner University, and sign in there with the account with which you took your exams.`,
      'You decide: linking is voluntary, you see what changes before you confirm, and you can remove the link at any time.',
    ],
    action: { label: 'Link your learning profile', path: '/profile' },
  };
}
