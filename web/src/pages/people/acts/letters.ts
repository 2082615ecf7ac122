type Letter = {
  readonly name: string;
  readonly email: string;
  readonly organization: string;
  /** The address of this application: https://skills.example */
  readonly origin: string;
};

/** A text for a colleague who has not linked a profile. The product sends no mail of this kind. */
export function reminder({ name, email, organization, origin }: Letter): string {
  return `Hello ${name},

please link your learning profile, so that your certifications and assessments count for ${organization}:

${origin}/profile

Sign in there with ${email}, choose Microsoft Learn or Partner University, and sign in with the account with which you took your exams.`;
}

/** A text for an invited colleague who has never signed in. */
export function invitation({ name, email, organization, origin }: Letter): string {
  return `Hello ${name},

${organization} invites you to link your learning profile, so that your certifications and assessments count for our company:

${origin}/profile

Sign in there with your work account, ${email}. Then choose Microsoft Learn or Partner University, and sign in with the account with which you took your exams.`;
}
