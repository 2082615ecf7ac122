/** One account of the sign-in page. */
export type Choice = { login: string; displayName: string; note?: string | undefined; chosen?: boolean };

/** What the sign-in page shows. */
export type SignInPage = {
  title: string;
  /** The address of the page without its query. */
  path: string;
  /** What was searched for; empty at first. */
  search: string;
  choices: readonly Choice[];
  /** Accounts that match the search, or all accounts where there is none. */
  matching: number;
  problem?: string;
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; scroll-padding-bottom: 5rem; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
fieldset { border: 1px solid; border-radius: .5rem; padding: .5rem 1rem; }
fieldset label { display: block; padding: .4rem 0; }
small { display: block; margin-left: 1.7rem; overflow-wrap: anywhere; }
.search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.search input { flex: 1; min-width: 10rem; font: inherit; padding: .5rem; }
.actions { position: sticky; bottom: 0; margin-top: .5rem; padding: .75rem 0; background: Canvas; }
button { font: inherit; padding: .5rem 1.5rem; margin-right: .5rem; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** The sign-in page: a search by GET and one form with one choice. No password, no script. */
export function signInPage({ title, path, search, choices, matching, problem }: SignInPage): string {
  const action = search === '' ? path : `${path}?${new URLSearchParams({ search })}`;
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>Development sign-in: choose a demonstration account. There are no passwords.</p>
${problem === undefined ? '' : `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>`}
<form class="search" role="search" method="get" action="${escapeHtml(path)}">
<label for="search">Name or address</label>
<input type="search" id="search" name="search" value="${escapeHtml(search)}" autocomplete="off" spellcheck="false">
<button type="submit">Search</button>
</form>
<p role="status">${escapeHtml(countOf(search, choices.length, matching))}${search === '' ? '' : ` <a href="${escapeHtml(path)}">Show the first accounts</a>`}</p>
<form method="post" action="${escapeHtml(action)}">
${choices.length === 0 ? '' : `<fieldset>\n<legend>Account</legend>\n${choices.map(option).join('\n')}\n</fieldset>`}
<div class="actions">
${choices.length === 0 ? '' : '<button type="submit">Continue</button>'}
<button type="submit" name="cancel" value="true" formnovalidate>Cancel</button>
</div>
</form>`,
  );
}

function countOf(search: string, shown: number, matching: number): string {
  if (search !== '') {
    if (matching === 0) return `No account matches “${search}”.`;
    if (shown < matching) return `The first ${shown} of ${matching} accounts that match “${search}”.`;
    return `${matching} ${matching === 1 ? 'account matches' : 'accounts match'} “${search}”.`;
  }
  return shown < matching
    ? `The accounts of the demonstration story. Search for one of the other ${matching - shown}.`
    : `All ${matching} accounts.`;
}

function option({ login, displayName, note, chosen }: Choice): string {
  const text = note === undefined ? login : `${login} · ${note}`;
  return `<label><input type="radio" name="account" value="${escapeHtml(login)}" required${chosen ? ' checked' : ''}> ${escapeHtml(displayName)} <small>${escapeHtml(text)}</small></label>`;
}

/** A page that ends a sign-in which cannot go on. */
export function problemPage(title: string, explanation: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(explanation)}</p>`);
}
