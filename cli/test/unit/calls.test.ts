import { called } from './streams.js';

const ID = '0f1c2b3a-0000-4000-8000-000000000001';

describe('a wrong call', () => {
  it.each<[string, string[], string]>([
    ['an unknown command', ['doktor'], 'Did you mean doctor?'],
    ['an unknown command of a group', ['webhooks', 'rsume', ID], 'Did you mean resume?'],
    ['an unknown option', ['doctor', '--jsn'], 'Did you mean --json?'],
    ['a missing argument', ['explain'], "missing required argument 'profile'"],
    ['an argument too many', ['explain', '7204518', '7204519'], 'too many arguments'],
    ['a missing option', ['report', 'refresh', '--yes'], "required option '--as-of <day>'"],
    ['an option without its value', ['report', 'refresh', '--as-of'], 'argument missing'],
    ['an unknown source', ['achievements', 'import', 'a.csv', '--source', 'LINKEDIN'], 'Allowed choices'],
    [
      'an unknown format',
      ['achievements', 'import', 'a.csv', '--source', 'MICROSOFT_LEARN', '--format', 'xlsx'],
      'choices',
    ],
    ['a number of lines that is none', ['events', 'tail', ID, '--lines', '-1'], 'whole number'],
    ['an id that is none', ['webhooks', 'list', 'contoso'], 'no id'],
    ['a day that is none', ['report', 'refresh', '--as-of', '2026-02-30', '--yes'], 'no day'],
    ['an instant that is none', ['webhooks', 'replay', ID, '--since', 'yesterday', '--yes'], 'no instant'],
    [
      'an instant on a day that is none',
      ['webhooks', 'replay', ID, '--since', '2026-02-30T00:00:00Z', '--yes'],
      'no instant',
    ],
    ['a type that is none', ['webhooks', 'test', ID, '--type', 'credit', '--yes'], 'credit.counted'],
    ['a name of a login that is none', ['reporting-login', 'revoke', 'postgres', '--yes'], 'no name of a login'],
    ['a profile id of no source', ['explain', 'no id'], 'no learning source'],
    [
      'a secret that is none',
      ['keys', 'rotate', 'PATH', '--yes', '--show-secret'],
      'SESSION_SECRET, INTERNAL_SIGNING_KEY',
    ],
    ['a secret by a name of JavaScript', ['keys', 'rotate', 'constructor', '--yes', '--show-secret'], 'SESSION_SECRET'],
  ])('with %s ends with 2, a reason and the next step', async (_what, words, reason) => {
    const environment = {
      ASSOCIATION_DATABASE_URL: 'postgresql://nothing@127.0.0.1:1/nothing',
      CREDITS_DATABASE_URL: 'postgresql://nothing@127.0.0.1:1/nothing',
    };
    const { code, out, err } = await called(words, environment);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
    const json = await called([...words, '--json'], environment);
    if (words.at(-1) === '--as-of') return;
    expect({ code: json.code, err: json.err }).toEqual({ code: 2, err: '' });
    const document = JSON.parse(json.out) as { error: { code: string; message: string; hint: string } };
    expect(document).toEqual({ error: { code: 'WRONG_CALL', message: expect.any(String), hint: expect.anything() } });
    expect(`${document.error.message} ${document.error.hint}`).toContain(reason);
  });

  it.each<[string, string[]]>([
    ['the program', []],
    ['a group', ['webhooks']],
  ])('without a command of %s shows the commands and ends with 2', async (_what, words) => {
    const { code, out, err } = await called(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Commands:');
  });
});

describe('help', () => {
  it('is a result: on standard output, with the exit code 0', async () => {
    for (const words of [['--help'], ['webhooks', '--help'], ['webhooks', 'list', '--help']]) {
      const { code, out, err } = await called(words);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('Usage: skill-link');
    }
  });
});

describe('a change without a terminal', () => {
  const CHANGES = [
    ['migrate'],
    ['seed', 'demo'],
    ['scim-token', 'issue', '--organization', ID, '--label', 'Entra'],
    ['scim-token', 'revoke', ID],
    ['report', 'refresh', '--as-of', '2026-01-10'],
    ['achievements', 'import', 'a.csv', '--source', 'MICROSOFT_LEARN'],
    ['webhooks', 'test', ID],
    ['webhooks', 'replay', ID, '--since', '2026-11-01T00:00:00Z'],
    ['webhooks', 'resume', ID],
    ['export-feed', 'revoke', ID],
    ['reporting-login', 'create', '--organization', ID],
    ['reporting-login', 'rotate', 'bi_abcdefgh'],
    ['reporting-login', 'revoke', 'bi_abcdefgh'],
    ['keys', 'rotate', 'SESSION_SECRET'],
    [
      ...['organization', 'register', '--name', 'Contoso', '--partner-id', '1', '--tenant-id', ID],
      ...['--admin-email', 'a@contoso.example', '--admin-name', 'A'],
    ],
  ];

  it.each(CHANGES)('by %s %s needs --yes: it reads no setting before', async (...words) => {
    const { code, out, err } = await called(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Add --yes.');
  });

  it('with --yes goes on to the settings', async () => {
    const { code, err } = await called(['scim-token', 'revoke', ID, '--yes']);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('IDENTITY_DATABASE_URL') });
  });
});

describe('a secret', () => {
  it.each([
    ['scim-token', 'issue', '--organization', ID, '--label', 'Entra'],
    ['reporting-login', 'create', '--organization', ID],
    ['reporting-login', 'rotate', 'bi_abcdefgh'],
    ['keys', 'rotate', 'SESSION_SECRET'],
  ])('of %s %s is not made with --json, which would not show it', async (...words) => {
    const { code, out } = await called([...words, '--json', '--yes']);
    expect({ code, document: JSON.parse(out) }).toEqual({
      code: 2,
      document: {
        error: { code: 'WRONG_CALL', message: expect.any(String), hint: expect.stringContaining('--show-secret') },
      },
    });
  });
});

describe('an invalid setting', () => {
  it('is reported by name, without its value, also as JSON', async () => {
    const environment = { IDENTITY_DATABASE_URL: 'canary' };
    const { code, err } = await called(['organization', 'show', ID], environment);
    expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain('IDENTITY_DATABASE_URL: ');
    expect(err).not.toContain('canary');
    const json = await called(['organization', 'show', ID, '--json'], environment);
    expect(JSON.parse(json.out)).toEqual({
      error: { code: 'INVALID_SETTING', message: expect.stringContaining('IDENTITY_DATABASE_URL'), hint: null },
    });
    expect(json.out).not.toContain('canary');
  });

  it('SKILL_LINK_OPERATOR has a short form, because it becomes part of records', async () => {
    const environment = { IDENTITY_DATABASE_URL: 'postgresql://x@127.0.0.1:1/x', SKILL_LINK_OPERATOR: 'a b' };
    const { code, err } = await called(['organization', 'show', ID], environment);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('SKILL_LINK_OPERATOR') });
  });
});
