import { type BadgeImporter, badgeImporter } from '../../support/badge-importer.js';
import { ADMINISTRATOR, badge, badgeIssuer, claimsOf, ISSUER, issuersFile } from '../../support/badge-issuer.js';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { achievementsOf } from '../../support/import-file.js';
import { trainingsFile } from '../../support/trainings-file.js';

/*
 * What an import reads from badges and learner records. Whom it trusts is in badge-issuers.test.ts.
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

const EXPECTED = [
  { credential_code: 'AZ-ADMIN', achieved_at: new Date('2026-05-04T10:00:22.000Z'), expires_on: '2027-05-04' },
];

describe('import of Open Badges 3.0', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])(
    'records a badge that is signed with %s, and no badge twice',
    async (algorithm) => {
      const profileId = aProfile();
      const token = await badges.issuer.sign(claimsOf(badge(profileId)), { algorithm });
      expect(await badges.run([token])).toEqual({ counts: [1, 0, 0], reasons: [] });
      expect(await achievementsOf(credits, profileId)).toEqual(EXPECTED);
      expect(await badges.run([token, '', token])).toEqual({ counts: [0, 2, 0], reasons: [] });
    },
  );

  it.each<[string, (profileId: string) => object]>([
    ['the credential in the claim vc', (profileId) => claimsOf(badge(profileId), {}, true)],
    [
      'dates in the names of data model 1.1',
      (profileId) =>
        claimsOf(
          badge(profileId, {
            validFrom: undefined,
            validUntil: undefined,
            issuanceDate: '2026-05-04T10:00:22Z',
            expirationDate: '2027-05-04T10:00:22Z',
          }),
        ),
    ],
    [
      'dates in claims alone',
      (profileId) => ({
        ...claimsOf(badge(profileId)),
        ...{ validFrom: undefined, validUntil: undefined },
      }),
    ],
    [
      'the date of the award',
      (profileId) =>
        claimsOf(badge(profileId, { awardedDate: '2026-05-04T12:00:22+02:00', validFrom: '2026-06-01T00:00:00Z' })),
    ],
    ['an issuer as text', (profileId) => claimsOf(badge(profileId, { issuer: ISSUER }))],
    ['a single type', (profileId) => claimsOf(badge(profileId, { type: 'AchievementCredential' }))],
  ])('reads a badge with %s', async (_what, payloadOf) => {
    const profileId = aProfile();
    expect(await badges.run([await badges.issuer.sign(payloadOf(profileId))])).toEqual({
      counts: [1, 0, 0],
      reasons: [],
    });
    expect(await achievementsOf(credits, profileId)).toEqual(EXPECTED);
  });

  it('reads the profile id of the subject after a prefix', async () => {
    const path = await issuersFile(badges.folder, badges.issuer, { profileId: { subjectPrefix: 'urn:mcid:' } });
    const profileId = aProfile();
    expect(await badges.run([await badges.issuer.sign(claimsOf(badge(profileId)))], path)).toMatchObject({
      counts: [1, 0, 0],
    });
    expect(await achievementsOf(credits, profileId)).toEqual(EXPECTED);
  });

  it('records the same achievement of a badge and of the Trainings export once', async () => {
    const profileId = aProfile();
    await badges.importer.run(await badges.importer.file(trainingsFile([{ MCPID: profileId }])));
    const token = await badges.issuer.sign(claimsOf(badge(profileId)));
    const renewed = badge(profileId, {
      awardedDate: '2026-05-04T10:00:22Z',
      validFrom: '2026-07-01T00:00:00Z',
      validUntil: '2028-05-04T00:00:00Z',
    });
    expect(await badges.run([token])).toMatchObject({ counts: [0, 1, 0] });
    expect(await badges.run([token, await badges.issuer.sign(claimsOf(renewed))])).toMatchObject({ counts: [1, 1, 0] });
    expect(await achievementsOf(credits, profileId)).toMatchObject([{ expires_on: '2028-05-04' }]);
  });

  const subject = (changes: object) => ({ ...(badge('1234567').credentialSubject as object), ...changes });
  const hashed = [{ type: 'IdentityObject', identityType: 'ext:mcid', identityHash: 'sha256$ab', hashed: true }];
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an expired badge', { validUntil: '2026-08-01T12:00:00Z' }, /expired on 2026-08-01/],
    ['a badge that is not valid yet', { validFrom: '2026-08-01T12:06:00Z' }, /not valid before 2026-08-01T12:06/],
    [
      'a list of revocations',
      { credentialStatus: { id: 'https://x.example/1', type: '1EdTechRevocationList' } },
      /"1EdTechRevocationList", which an import does not check/,
    ],
    [
      'an achievement that is not listed',
      { credentialSubject: subject({ achievement: { id: 'https://x.example/a' } }) },
      /"https:\/\/x.example\/a" is not listed/,
    ],
    ['no achievement', { credentialSubject: subject({ achievement: undefined }) }, /has no id/],
    ['a hashed identifier', { credentialSubject: subject({ identifier: hashed }) }, /hashed/],
    [
      'no identifier',
      { credentialSubject: subject({ identifier: [] }) },
      /no identifier that the file of issuers names/,
    ],
    [
      'a malformed profile id',
      { credentialSubject: subject({ identifier: [{ ...hashed[0], identityHash: '007', hashed: false }] }) },
      /profileId is not well formed/,
    ],
    [
      'another type',
      { type: ['VerifiableCredential', 'EndorsementCredential'] },
      /neither an Open Badge nor a learner record/,
    ],
    ['a date that is none', { awardedDate: 'yesterday' }, /badge is malformed: awardedDate/],
  ])('rejects %s by its line, and records the others', async (_what, changes, reason) => {
    const good = await badges.issuer.sign(claimsOf(badge(aProfile())));
    const bad = await badges.issuer.sign(claimsOf(badge('1234567', changes)));
    const { counts: totals, reasons } = await badges.run([good, bad]);
    expect({ totals, reasons }).toEqual({ totals: [1, 0, 1], reasons: [expect.stringMatching(reason)] });
  });
});

describe('import of CLR 2.0', () => {
  const record = (profileId: string, parts: readonly (string | object)[], changes: Record<string, unknown> = {}) =>
    claimsOf(
      badge(profileId, {
        type: ['VerifiableCredential', 'ClrCredential'],
        credentialSubject: {
          ...(badge(profileId).credentialSubject as object),
          achievement: undefined,
          verifiableCredential: parts,
        },
        ...changes,
      }),
    );

  it('records the badges of a learner record, signed by themselves or by the record', async () => {
    const profileId = aProfile();
    const { credentialSubject } = badge(profileId) as { credentialSubject: object };
    const parts = [
      badge(profileId),
      badge(profileId, {
        credentialSubject: { ...credentialSubject, id: undefined, identifier: [] },
        validFrom: '2026-06-04T00:00:00Z',
      }),
      await badges.issuer.sign(claimsOf(badge(profileId, { validFrom: '2026-07-04T00:00:00Z' }))),
    ];
    expect(await badges.run([await badges.issuer.sign(record(profileId, parts))])).toEqual({
      counts: [3, 0, 0],
      reasons: [],
    });
    expect(await achievementsOf(credits, profileId)).toEqual(EXPECTED);
  });

  it('rejects its badges one by one, and a learner record that is not valid as a whole', async () => {
    const profileId = aProfile();
    const foreign = { ...badge(profileId, { issuer: 'https://other.example' }), proof: { type: 'DataIntegrityProof' } };
    const parts = [
      foreign,
      badge(aProfile()),
      badge(profileId, { validUntil: '2026-01-01T00:00:00Z' }),
      badge(profileId, { type: ['ClrCredential'] }),
      (await badges.issuer.sign(claimsOf(badge(profileId)))).slice(0, -5),
      badge(profileId),
    ];
    const { counts: totals, reasons } = await badges.run([
      await badges.issuer.sign(record(profileId, parts)),
      await badges.issuer.sign(record(profileId, [badge(aProfile())], { validUntil: '2026-01-01T00:00:00Z' })),
      await badges.issuer.sign(record(profileId, [await badges.issuer.sign(record(profileId, [badge(profileId)]))])),
    ]);
    expect({ totals, reasons }).toEqual({
      totals: [1, 0, 7],
      reasons: [
        /of another issuer without/,
        /two people/,
        /expired/,
        /malformed|another learner record/,
        /No key/,
        /expired/,
        /another learner record/,
      ].map((reason) => expect.stringMatching(reason)),
    });
  });

  it('rejects the badge of another issuer that names no person, for the person of the learner record', async () => {
    const other = await badgeIssuer();
    const id = 'https://badges.example.org/issuers/2';
    const path = await issuersFile(badges.folder, badges.issuer, {}, [await issuersFile(badges.folder, other, { id })]);
    const profileId = aProfile();
    const nameless = badge(profileId, { issuer: id, credentialSubject: { achievement: { id: ADMINISTRATOR } } });
    const named = badge(profileId, { issuer: id });
    const parts = [await other.sign(claimsOf(nameless, { iss: id })), await other.sign(claimsOf(named, { iss: id }))];
    expect(await badges.run([await badges.issuer.sign(record(profileId, parts))], path)).toEqual({
      counts: [1, 0, 1],
      reasons: [expect.stringMatching(/no identifier/)],
    });
  });
});
