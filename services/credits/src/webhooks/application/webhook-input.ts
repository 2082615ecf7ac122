import { parseText } from '@app/subgraph-kit/values/text';

/** An input that no webhook can have; `message` says what it may be. */
export type InvalidInput = { readonly kind: 'invalid-input'; readonly field: string; readonly message: string };

/** A rejected input. */
export function invalidInput(field: string, message: string): InvalidInput {
  return { kind: 'invalid-input', field, message };
}

/** The message for an address that is none. */
export const ADDRESS_FORM = 'url: an https address of at most 2,000 characters.';

/** The label of a webhook, or why it is rejected. */
export function parseLabel(text: string): string | InvalidInput {
  return parseText(text, { min: 1, max: 100 }) ?? invalidInput('label', 'label: 1 to 100 characters on one line.');
}

/** Types without repetitions, in one order. */
export function parseTypes(types: readonly string[]): string[] {
  return [...new Set(types)].sort();
}
