import { serviceEnvironment } from '../../../src/environment.js';
import { isLoopback, parseMailFrom, parseSmtpUrl } from '../../../src/mail/domain/smtp-settings.js';

describe('SMTP_URL', () => {
  it.each([
    ['smtp://relay.example', { host: 'relay.example', port: 587, implicitTls: false, user: null }],
    ['smtps://relay.example', { host: 'relay.example', port: 465, implicitTls: true, user: null }],
    [
      'smtp://skill%40link@relay.example:2525',
      { host: 'relay.example', port: 2525, implicitTls: false, user: 'skill@link' },
    ],
    ['smtp://127.0.0.1:4025/', { host: '127.0.0.1', port: 4025, implicitTls: false, user: null }],
  ])('%s is a server', (text, server) => expect(parseSmtpUrl(text)).toEqual(server));

  it.each([
    'relay.example:25',
    'http://relay.example',
    'smtp://',
    'smtp://user:password@relay.example',
    'smtp://relay.example/path',
    'smtp://relay.example?secure=false',
    'smtp://%ff@relay.example',
  ])('%s is rejected', (text) => expect(parseSmtpUrl(text)).toBeUndefined());
});

describe('MAIL_FROM', () => {
  it.each([
    ['mail@partners.example', { name: '', address: 'mail@partners.example' }],
    ['Skill Link <mail@partners.example>', { name: 'Skill Link', address: 'mail@partners.example' }],
  ])('%s is a sender', (text, from) => expect(parseMailFrom(text)).toEqual(from));

  it.each(['', 'Skill Link', 'a@b@c', 'A <a@b>, B <c@d>', 'A\r\nBcc: <x@evil.example>', '<>', '"A" <a@b.example>'])(
    '%j is rejected',
    (text) => expect(parseMailFrom(text)).toBeUndefined(),
  );
});

describe('the settings of mail', () => {
  const database = 'postgresql://u:p@127.0.0.1:1/x';
  const usable = {
    IDENTITY_DATABASE_URL: database,
    IDENTITY_WORKER_DATABASE_URL: database,
    INTERNAL_VERIFY_KEY: '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
    EVENT_SIGNING_SECRET: 'x'.repeat(32),
    ASSOCIATION_URL: 'http://127.0.0.1:1',
    CREDITS_URL: 'http://127.0.0.1:1',
    PUBLIC_URL: 'https://skills.example',
  };
  const from = { MAIL_FROM: 'mail@partners.example' };
  const mailOf = (settings: object) => serviceEnvironment.parse({ ...usable, ...settings }).mail;
  const faults = (settings: object) =>
    serviceEnvironment
      .safeParse({ ...usable, ...settings })
      .error?.issues.map(({ path, message }) => `${path.join()}: ${message}`);

  it('are off when there are none', () => expect(mailOf({})).toBeNull());

  it('require TLS in production, except on the machine itself', () => {
    const production = { NODE_ENV: 'production', ...from };
    expect(mailOf({ ...production, SMTP_URL: 'smtp://relay.example' })?.requireTls).toBe(true);
    expect(mailOf({ ...production, SMTP_URL: 'smtp://127.0.0.1:25' })?.requireTls).toBe(false);
    expect(mailOf({ ...from, SMTP_URL: 'smtp://mailbox:4025' })?.requireTls).toBe(false);
    for (const host of ['localhost', '[::1]', '127.1.2.3']) expect([host, isLoopback(host)]).toEqual([host, true]);
    for (const host of ['localhost.evil.example', '128.0.0.1']) expect([host, isLoopback(host)]).toEqual([host, false]);
  });

  it('belong together', () => {
    expect(faults({ SMTP_URL: 'smtp://relay.example' })).toEqual(['MAIL_FROM: has to be set together with SMTP_URL']);
    expect(faults(from)).toEqual(['SMTP_URL: has to be set together with MAIL_FROM']);
    expect(faults({ ...from, SMTP_URL: 'smtp://ada@relay.example' })).toEqual([
      'SMTP_PASSWORD: has to be set together with a user in SMTP_URL',
    ]);
    expect(faults({ ...from, SMTP_URL: 'smtp://relay.example', SMTP_PASSWORD: 'x' })).toEqual([
      'SMTP_URL: has to name the user of SMTP_PASSWORD',
    ]);
    expect(mailOf({ ...from, SMTP_URL: 'smtps://ada@relay.example', SMTP_PASSWORD: 'x' })).toMatchObject({
      user: 'ada',
      password: 'x',
    });
  });
});
