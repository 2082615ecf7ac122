import type { MailContent } from './mail-content.js';
import type { MailKind } from './mail-kind.js';
import { reasonOfMail, subjectMatter } from './stopping-words.js';

/** A mail to one recipient. Addresses are absolute. */
export type Letter = {
  readonly kind: MailKind;
  readonly content: MailContent;
  readonly displayName: string;
  readonly organizationName: string;
  readonly publicUrl: string;
  readonly unsubscribeUrl: string;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The mail as plain text. */
export function plainText(letter: Letter): string {
  const { content, displayName, publicUrl, unsubscribeUrl } = letter;
  const { label, path } = content.action;
  return [
    `Hello ${displayName},`,
    ...content.paragraphs,
    `${label}:\n${publicUrl}${path}`,
    `-- \n${reasonFor(letter)}\nTo stop ${subjectMatter(letter.kind)}: ${unsubscribeUrl}\n`,
  ].join('\n\n');
}

/** The mail as HTML without images, scripts and addresses of others. Every text is escaped. */
export function html(letter: Letter): string {
  const { content, displayName, publicUrl, unsubscribeUrl } = letter;
  const { label, path } = content.action;
  const paragraphs = content.paragraphs.map((text) => `<p>${isolated(text)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(content.subject)}</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:1.5rem auto;padding:0 1rem">
<p>Hello ${isolated(displayName)},</p>
${paragraphs}
<p style="margin:1.5rem 0"><a href="${escaped(publicUrl + path)}" style="background:#0f548c;color:#fff;padding:.6rem 1rem;border-radius:4px;text-decoration:none">${escaped(label)}</a></p>
<hr style="border:0;border-top:1px solid #ccc">
<p style="font-size:13px">${isolated(reasonFor(letter))}<br><a href="${escaped(unsubscribeUrl)}">Stop ${escaped(subjectMatter(letter.kind))}</a></p>
</body>
</html>
`;
}

/** Text for an element or an attribute of HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function reasonFor({ kind, organizationName }: Letter): string {
  return reasonOfMail(kind, organizationName);
}

/** The direction of a name does not reach the text around it. */
function isolated(text: string): string {
  return `<bdi>${escaped(text)}</bdi>`;
}
