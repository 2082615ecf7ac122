import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type BadgeImporter, badgeImporter } from '../../support/badge-importer.js';
import { ADMINISTRATOR, badge, claimsOf, issuersFile } from '../../support/badge-issuer.js';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { achievementsOf } from '../../support/import-file.js';

/*
 * Which signatures an import of badges accepts: those with the keys in the file of issuers.
 */
let credits: TestCredits;
let badges: BadgeImporter;
beforeAll(async () => {
  // Without jobs: the import itself counts all credits.
  credits = await testCredits({ workers: false });
  badges = await badgeImporter(credits);
});
afterAll(async () => {
  await badges.stop();
  await credits.stop();
});

describe('import of Open Badges 3.0', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['another issuer', { iss: 'https://other.example' }, /"https:\/\/other.example" is not listed/],
    ['no issuer', { iss: undefined }, /issuer of the token is not listed/],
    ['another id', { jti: 'urn:other' }, /jti is not the id/],
    ['another subject', { sub: 'urn:mcid:9' }, /sub is not the subject/],
    ['another begin', { nbf: 1 }, /nbf is not validFrom/],
    ['another end', { exp: 4_000_000_000 }, /exp is not validUntil/],
    ['a claim of the wrong type', { exp: 'never' }, /claims of the token are malformed/],
  ])('rejects claims with %s than the credential', async (_what, claims, reason) => {
    expect((await badges.run([await badges.issuer.sign(claimsOf(badge('1234567'), claims))])).reasons).toEqual([
      expect.stringMatching(reason),
    ]);
  });

  it('rejects a credential of another issuer than the one that signed it', async () => {
    const foreign = badge('1234567', { issuer: 'https://other.example' });
    expect((await badges.run([await badges.issuer.sign(claimsOf(foreign))])).reasons).toEqual([
      'The claim iss is not the issuer of the credential.',
    ]);
  });

  it('rejects what no key of the issuer has signed', async () => {
    const payload = claimsOf(badge('1234567'));
    const stranger = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    const good = await badges.issuer.sign(payload);
    const [header = '', body = '', signature = ''] = good.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const changed = encode(claimsOf(badge('7654321')));
    const secret = await badges.issuer.sign(payload, { algorithm: 'HS256', key: new Uint8Array(32) as never });
    const { reasons } = await badges.run([
      await badges.issuer.sign(payload, { key: stranger.privateKey, header: { jwk } }),
      `${header}.${changed}.${signature}`,
      `${encode({ alg: 'RS256' })}.${body}.${signature}`,
      `${header}.${body}.${signature.slice(0, -8)}`,
      `${encode({ alg: 'none' })}.${body}.`,
      secret,
      `${encode({ alg: 'PS256' })}.${body}.${signature}`,
      `${encode({ alg: 'EdDSA' })}.${encode([1])}.${signature}`,
      good.slice(0, 90),
      JSON.stringify({ ...badge('1234567'), proof: { type: 'DataIntegrityProof' } }),
      JSON.stringify(badge('1234567')),
      'x'.repeat(5_000_000),
    ]);
    const changedSince = 'No key of the issuer has signed the token, or it was changed since.';
    expect(reasons).toEqual([
      ...Array(4).fill(changedSince),
      'The token is not signed.',
      ...Array(2).fill(expect.stringMatching(/no key for the algorithm "(?:HS256|PS256)"/)),
      'The token is no compact JWS.',
      'The line is no compact JWS.',
      expect.stringMatching(/data integrity proof .* VC-JWT/),
      expect.stringMatching(/JSON without a signature/),
      expect.stringMatching(/longer than 4194304 bytes/),
    ]);
    expect(await achievementsOf(credits, '1234567')).toEqual([]);
  });

  it('rejects badges of an issuer of the other source', async () => {
    const path = await issuersFile(badges.folder, badges.issuer, {
      source: 'PARTNER_UNIVERSITY',
      achievements: { [ADMINISTRATOR]: 'ASSESS:TEAMS-MTR' },
    });
    expect((await badges.run([await badges.issuer.sign(claimsOf(badge('1234567')))], path)).reasons).toEqual([
      expect.stringMatching(/PARTNER_UNIVERSITY. Import/),
    ]);
  });
});

describe('the file of issuers', () => {
  let server: Server;
  let address: string;
  let answer: () => { status: number; body: string };
  beforeAll(async () => {
    server = createServer((_request, response) => {
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads keys from an address, and fails as a whole when they cannot be read', async () => {
    const path = await issuersFile(badges.folder, badges.issuer, { keys: { url: address } });
    answer = () => ({ status: 200, body: JSON.stringify(badges.issuer.jwks) });
    const token = await badges.issuer.sign(claimsOf(badge(aProfile())));
    expect(await badges.run([token], path)).toMatchObject({ counts: [1, 0, 0] });
    answer = () => ({ status: 500, body: '' });
    await expect(badges.run([token], path)).rejects.toThrow(/cannot be read/);
  });

  it.each<[string, object, RegExp]>([
    [
      'a code that the catalog does not have',
      { achievements: { a: 'AZ-999' } },
      /AZ-999 of https.* is not in the catalog/,
    ],
    ['a code of the other source', { achievements: { a: 'ASSESS:TEAMS-MTR' } }, /belongs to PARTNER_UNIVERSITY/],
    ['keys without https', { keys: { url: 'http://keys.example.org/jwks.json' } }, /https/],
    ['keys that are missing', { keys: { file: 'none.json' } }, /none.json cannot be read \(ENOENT\)/],
    ['an unknown property', { trust: true }, /file of issuers/],
    ['no way to the profile id', { profileId: {} }, /profileId/],
  ])('rejects %s', async (_what, changes, reason) => {
    await expect(badges.run(['x'], await issuersFile(badges.folder, badges.issuer, changes))).rejects.toThrow(reason);
  });

  it('rejects private keys and weak keys', async () => {
    const privateKey = await exportJWK(badges.issuer.keys.EdDSA.privateKey);
    await expect(badges.run(['x'], await issuersFile(badges.folder, { jwks: { keys: [privateKey] } }))).rejects.toThrow(
      /private or secret key/,
    );
    const weak = await exportJWK(
      (await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })).publicKey,
    );
    const short = {
      ...weak,
      n: Buffer.from(weak.n ?? '', 'base64url')
        .subarray(0, 128)
        .toString('base64url'),
    };
    await expect(badges.run(['x'], await issuersFile(badges.folder, { jwks: { keys: [short] } }))).rejects.toThrow(
      /fewer than 2048/,
    );
    await expect(
      badges.run(['x'], await issuersFile(badges.folder, { jwks: { keys: [{ kty: 'EC', crv: 'P-384' }] } })),
    ).rejects.toThrow(/have none for/);
  });

  it('is needed for badges, and badges are no JSON over several lines', async () => {
    const path = await badges.importer.file('x', 'badges');
    await expect(badges.importer.run(path)).rejects.toThrow(/--issuers/);
    await expect(badges.run([JSON.stringify(badge('1234567'), null, 2)])).rejects.toThrow(/The file is JSON/);
  });
});
