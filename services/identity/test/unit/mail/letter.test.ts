import fc from 'fast-check';
import { html, type Letter, plainText } from '../../../src/mail/domain/letter.js';
import { MAIL_KINDS } from '../../../src/mail/domain/mail-kind.js';

const letter: Letter = {
  kind: 'RENEWAL',
  content: {
    subject: 'Azure Fundamentals expires',
    paragraphs: ['It expires on 4 June 2026.'],
    action: { label: 'See your credentials', path: '/profile' },
  },
  displayName: 'Ada Lovelace',
  organizationName: 'Contoso',
  publicUrl: 'https://skills.example',
  unsubscribeUrl: 'https://skills.example/mail/unsubscribe/abc',
};

describe('a letter', () => {
  it('is the same in text and HTML: greeting, paragraphs, action, reason and the way to stop it', () => {
    expect(plainText(letter)).toBe(`Hello Ada Lovelace,

It expires on 4 June 2026.

See your credentials:
https://skills.example/profile

-- 
You are a user of Skill Link at Contoso.
To stop mail about renewals of your credentials: https://skills.example/mail/unsubscribe/abc
`);
    const page = html(letter);
    for (const part of [
      'Hello <bdi>Ada Lovelace</bdi>,',
      '<bdi>It expires on 4 June 2026.</bdi>',
      '<a href="https://skills.example/profile"',
      'You are a user of Skill Link at Contoso.',
      '<a href="https://skills.example/mail/unsubscribe/abc">Stop mail about renewals of your credentials</a>',
    ])
      expect(page).toContain(part);
  });

  it.each(MAIL_KINDS)('of the kind %s says why it came and how it ends', (kind) => {
    const text = plainText({ ...letter, kind });
    expect(text).toMatch(/(You are a user|An administrator) .*\nTo stop .+: https:/);
  });

  it('contains no element of HTML that a text brought', () => {
    const elements = (text: string) => text.match(/<\/?[a-z!][^>]*>/gi)?.map((tag) => tag.replace(/[ >].*/s, ''));
    const plain = elements(html(letter));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('<b>', '"><script>', "'", '&lt;'), (text, more) => {
        const strange = text + more + text;
        const content = { ...letter.content, subject: strange, paragraphs: [strange] };
        const page = html({ ...letter, content, displayName: strange, organizationName: strange });
        expect(elements(page)).toEqual(plain);
      }),
    );
  });
});
