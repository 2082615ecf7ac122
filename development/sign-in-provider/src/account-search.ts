/** The fields of an account that the sign-in page shows and searches. */
export type Searchable = {
  login: string;
  displayName: string;
  note?: string | undefined;
  inStory?: boolean | undefined;
};

const SHOWN_WITHOUT_SEARCH = 12;
const MOST_RESULTS = 50;

/** A part of the accounts; `matching` is the number of all that match. */
export type Found<Account> = { shown: readonly Account[]; matching: number };

/** The accounts of the demonstration story; where there is no story, the first dozen. */
export function firstAccounts<Account extends Searchable>(accounts: readonly Account[]): readonly Account[] {
  const story = accounts.filter(({ inStory }) => inStory);
  return story.length > 0 ? story : accounts.slice(0, SHOWN_WITHOUT_SEARCH);
}

/** Accounts whose name, address or note has every word of the search; case and accents do not matter. */
export function searchAccounts<Account extends Searchable>(
  accounts: readonly Account[],
  search: string,
): Found<Account> {
  const words = plain(search).split(/\s+/);
  const found = accounts.filter(({ displayName, login, note = '' }) => {
    const text = plain(`${displayName} ${login} ${note}`);
    return words.every((word) => text.includes(word));
  });
  return { shown: found.slice(0, MOST_RESULTS), matching: found.length };
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
