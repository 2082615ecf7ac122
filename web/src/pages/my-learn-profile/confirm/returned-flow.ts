import type { Source } from '../link-words.ts';

/** What the sign-in at a learning source sent back: a code to confirm with, or why it proved nothing. */
export type ReturnedFlow = { readonly source: Source } & (
  | { readonly flowId: string; readonly completionCode: string }
  | { readonly problem: string }
);

const KEY = 'returned flow';

/**
 * Remembers the flow for this tab: it leaves the address and the history at once, and survives a reload and a sign-in.
 */
export function rememberFlow(flow: ReturnedFlow): void {
  sessionStorage.setItem(KEY, JSON.stringify(flow));
}

/** The flow to confirm in this tab. */
export function rememberedFlow(): ReturnedFlow | undefined {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as ReturnedFlow);
}

/** The flow is confirmed or given up. */
export function forgetFlow(): void {
  sessionStorage.removeItem(KEY);
}
