/** The values of `prompt` that show a page. `none` shows no page, so it would prove nothing. */
export const SIGN_IN_PROMPTS = ['login', 'select_account', 'consent'] as const;
export type SignInPrompt = (typeof SIGN_IN_PROMPTS)[number];

export const DEFAULT_PROMPT: SignInPrompt = 'login';

/** Multi-tenant providers take some seconds to answer a code, while the user waits. */
export const DEFAULT_EXCHANGE_SECONDS = 10;
