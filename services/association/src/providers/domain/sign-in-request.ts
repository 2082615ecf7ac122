/** The values of `prompt` that show the person a page. `none` would show no page, so nothing would be proved. */
export const SIGN_IN_PROMPTS = ['login', 'select_account', 'consent'] as const;
export type SignInPrompt = (typeof SIGN_IN_PROMPTS)[number];

export const DEFAULT_PROMPT: SignInPrompt = 'login';

/** Providers of many tenants answer a code within some seconds; the person waits for it. */
export const DEFAULT_EXCHANGE_SECONDS = 10;
