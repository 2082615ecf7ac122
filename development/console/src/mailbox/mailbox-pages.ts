import { type Html, html, page } from '../html.js';
import type { CaughtMail } from './mailbox.js';

/** The list of mails, the newest first. */
export function mailboxPage(mails: readonly CaughtMail[]): string {
  return page(
    'Mailbox',
    html`<h1>Mailbox</h1>
<p>What the product has sent since the console started. It arrives here and nowhere else. Load this page again to look again, or go
<a href="/console">back</a>.</p>
${mails.length === 0 ? html`<p>No mail yet: invite a user at <a href="/people/invite">People</a>.</p>` : table(mails)}`,
  );
}

function table(mails: readonly CaughtMail[]): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Mails"><table>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
<tbody>
${mails.map(
  (
    mail,
  ) => html`<tr><th scope="row"><a href="/console/mailbox/${String(mail.number)}">${mail.subject || '(no subject)'}</a></th>
<td>${mail.to.join(', ')}</td><td>${mail.receivedAt.toISOString()}</td></tr>`,
)}
</tbody></table></div>`;
}

/** One mail: text with links, HTML in a frame without rights, and the headers. */
export function mailPage(mail: CaughtMail): string {
  return page(
    mail.subject,
    html`<h1>${mail.subject || '(no subject)'}</h1>
<p>To ${mail.to.join(', ')}, received ${mail.receivedAt.toISOString()}. <a href="/console/mailbox">All mail</a></p>
<h2>Text</h2>
<pre class="mail">${linked(mail.text)}</pre>
<h2>HTML</h2>
${
  mail.html === null
    ? html`<p>This mail has no HTML.</p>`
    : html`<iframe class="mail" title="The mail as HTML" sandbox="" src="/console/mailbox/${String(mail.number)}/html"></iframe>`
}
<h2>Headers</h2>
<pre class="mail">${mail.headers.join('\n')}</pre>`,
  );
}

/** Text whose addresses can be followed; everything else is escaped. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}

/** Restricts the HTML of a mail, which another program wrote: no script, no request, no navigation. */
export const MAIL_FRAME_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
};
