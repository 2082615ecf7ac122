import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { FlowProblem } from './flow.js';

/** The words of one learning source: its users do not know the other one. */
const WORDS: Record<LearningSource, { source: string } & Record<ProfileProblem, string>> = {
  MICROSOFT_LEARN: {
    source: 'Microsoft Learn',
    NO_LEARNING_ACCOUNT:
      'Microsoft Learn knows no such account. Which account did you use for the exam? Start again and choose that one; often it is a personal account. If you never had a profile, create it in the certification dashboard, then start again; see its help on finding an MCID.',
    PROFILE_INCOMPLETE:
      'The certification profile of the account that signed in is not complete. Which account did you use for the exam? Start again and choose that one; often it is a personal account. If this is the one, complete the profile in the certification dashboard, then start again; see its help on finding an MCID.',
    MCID_NOT_GENERATED:
      'The certification profile of the account that signed in has no id yet. Which account did you use for the exam? Start again and choose that one; often it is a personal account. If this is the one, generate the MCID in the certification dashboard, then start again; see its help on finding an MCID.',
  },
  PARTNER_UNIVERSITY: {
    source: 'Partner University',
    NO_LEARNING_ACCOUNT:
      'Partner University knows no such account. Which account did you use for your assessments? Start again and choose that one; often it is a personal account. If you never had one, sign up at Partner University, then start again.',
    PROFILE_INCOMPLETE:
      'The profile of the Partner University account that signed in is not complete. Which account did you use for your assessments? Start again and choose that one; often it is a personal account. If this is the one, complete its profile at Partner University, then start again.',
    MCID_NOT_GENERATED:
      'The Partner University account that signed in has no Partner University id yet. Which account did you use for your assessments? Start again and choose that one; often it is a personal account. If this is the one, complete its registration at Partner University, then start again.',
  },
};

type ProfileProblem = Extract<FlowProblem, 'NO_LEARNING_ACCOUNT' | 'PROFILE_INCOMPLETE' | 'MCID_NOT_GENERATED'>;

/**
 * The message for the user: what happened, then what they can do (R6). Without a source for the flow of another user.
 */
export function flowProblemText(problem: FlowProblem, source: LearningSource | null): string {
  const at = source === null ? 'the learning source' : WORDS[source].source;
  switch (problem) {
    case 'UNKNOWN':
      return 'There is no such flow for you, or the completion code is not its code. Check both, or start again.';
    case 'EXPIRED':
      return 'The flow has expired. Start again.';
    case 'NOT_PROVEN':
      return `The sign-in at ${at} has not been finished. Open the sign-in address and finish it.`;
    case 'DEAD':
      return 'The flow is over and cannot be used any more. Start again.';
    case 'CANCELLED':
      return `The sign-in at ${at} was canceled, there or by you. Nothing was used up. To associate, start again; you can choose another account.`;
    case 'ACCOUNT_NOT_CHOSEN':
      return `The sign-in at ${at} ended before an account was chosen and agreed to. Nothing was used up. Start again, choose the account that holds your achievements, and agree where its pages ask.`;
    case 'SIGN_IN_FAILED':
      return `The sign-in at ${at} failed. Nothing was used up. Try again in a few minutes; if it fails again, tell the operators of this platform.`;
    default:
      return WORDS[source ?? 'MICROSOFT_LEARN'][problem];
  }
}
