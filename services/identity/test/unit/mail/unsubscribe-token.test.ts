import { randomUUID } from 'node:crypto';
import { unsubscribeTokens } from '../../../src/mail/application/unsubscribe-token.js';

describe('a token that stops a mail', () => {
  const tokens = unsubscribeTokens('a secret that only tests ever know');

  it('names the message, and fits into a line of a mail', () => {
    const id = randomUUID();
    const token = tokens.write(id);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens.read(token)).toBe(id);
  });

  it('is not accepted from another installation, or after any change', () => {
    const token = tokens.write(randomUUID());
    expect(unsubscribeTokens('another secret of this length, at least').read(token)).toBeUndefined();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let index = 0; index < token.length; index += 1) {
      for (const letter of alphabet) {
        const changed = token.slice(0, index) + letter + token.slice(index + 1);
        if (changed !== token) expect(tokens.read(changed)).toBeUndefined();
      }
    }
    for (const text of ['', token.slice(1), `${token}=`, ` ${token}`]) expect(tokens.read(text)).toBeUndefined();
  });
});
