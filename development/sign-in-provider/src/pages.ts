/** One line of the sign-in page. */
export type Choice = { login: string; displayName: string; note?: string | undefined; chosen?: boolean };

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
label { display: block; padding: .4rem 0; }
small { display: block; margin-left: 1.7rem; overflow-wrap: anywhere; }
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

function option({ login, displayName, note, chosen }: Choice): string {
  const text = note === undefined ? login : `${login} · ${note}`;
  return `<label><input type="radio" name="account" value="${escapeHtml(login)}" required${chosen ? ' checked' : ''}> ${escapeHtml(displayName)} <small>${escapeHtml(text)}</small></label>`;
}

/** The sign-in page: one form, one choice, no password, no script. */
export function signInPage({
  title,
  action,
  choices,
  problem,
}: {
  title: string;
  action: string;
  choices: readonly Choice[];
  problem?: string;
}): string {
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>Development sign-in: choose a demonstration account. There are no passwords.</p>
${problem === undefined ? '' : `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>`}
<form method="post" action="${escapeHtml(action)}">
<fieldset>
<legend>Account</legend>
${choices.map(option).join('\n')}
</fieldset>
<div class="actions">
<button type="submit">Continue</button>
<button type="submit" name="cancel" value="true" formnovalidate>Cancel</button>
</div>
</form>`,
  );
}

/** A page that ends a sign-in which cannot go on. */
export function problemPage(title: string, explanation: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(explanation)}</p>`);
}
