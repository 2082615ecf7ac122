/** Where the draft of a form is kept: in this tab, for this user. Another user of the tab finds an empty form. */
export function draftKey(name: string, userId: string): string {
  return `draft of ${userId}: ${name}`;
}

/** Fills a form in advance, before the user goes to its page. */
export function startDraft(name: string, userId: string, fields: Readonly<Record<string, string>>): void {
  sessionStorage.setItem(draftKey(name, userId), JSON.stringify(Object.entries(fields)));
}
