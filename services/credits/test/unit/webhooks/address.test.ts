import fc from 'fast-check';
import { eventIdOf, parseEventId } from '../../../src/events/domain/event-id.js';
import { secretSeal } from '../../../src/webhooks/application/sealed-secret.js';
import { addressGuard, parseNetworks } from '../../../src/webhooks/application/sending/address-guard.js';
import { createSecret, hintOf, keyOf, parseSecret } from '../../../src/webhooks/application/webhook-secret.js';
import { parseAddress } from '../../../src/webhooks/domain/address.js';

const PRODUCTION = { production: true, ports: [443, 8443], publicUrl: 'https://skill-link.example' };
const DEVELOPMENT = { ...PRODUCTION, production: false, publicUrl: 'http://localhost:4000' };
const shown = (result: URL | string | undefined) => (result instanceof URL ? result.href : result);

describe('parseAddress', () => {
  it.each([
    ['https://hooks.contoso.example/in', 'https://hooks.contoso.example/in'],
    ['  https://hooks.contoso.example/in?a=1#part ', 'https://hooks.contoso.example/in?a=1'],
    ['https://hooks.contoso.example:8443/', 'https://hooks.contoso.example:8443/'],
    ['https://hooks.contoso.example:443/', 'https://hooks.contoso.example/'],
    ['http://hooks.contoso.example/', 'NOT_HTTPS'],
    ['http://localhost/', 'NOT_HTTPS'],
    ['https://hooks.contoso.example:22/', 'PORT_NOT_ALLOWED'],
    ['https://me:secret@hooks.contoso.example/', 'CREDENTIALS_IN_ADDRESS'],
    ['https://me@hooks.contoso.example/', 'CREDENTIALS_IN_ADDRESS'],
    ['https://skill-link.example/graphql', 'OUR_OWN_ADDRESS'],
    ['https://SKILL-LINK.example.:8443/', 'OUR_OWN_ADDRESS'],
    ['ftp://hooks.contoso.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['hooks.contoso.example', undefined],
    ['https://', undefined],
    ['', undefined],
    [`https://hooks.contoso.example/${'x'.repeat(2_000)}`, undefined],
  ])('in production judges %s as %s', (text, expected) => {
    expect(shown(parseAddress(text, PRODUCTION))).toBe(expected);
  });

  it.each([
    ['http://localhost:9999/in', 'http://localhost:9999/in'],
    ['http://127.0.0.1:9999/', 'http://127.0.0.1:9999/'],
    ['http://[::1]:9999/', 'http://[::1]:9999/'],
    ['http://localhost:4000/', 'OUR_OWN_ADDRESS'],
    ['http://hooks.contoso.example/', 'NOT_HTTPS'],
    ['https://hooks.contoso.example:22/', 'PORT_NOT_ALLOWED'],
  ])('outside production judges %s as %s', (text, expected) => {
    expect(shown(parseAddress(text, DEVELOPMENT))).toBe(expected);
  });
});

describe('the guard of addresses', () => {
  const guard = addressGuard({ networks: [], production: true });
  // As a URL writes them: `new URL` turns other notations of IPv4 into four decimal numbers.
  const hostOf = (host: string) => new URL(`http://${host}/`).hostname.replace(/^\[|\]$/g, '');

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '１２７.０.０.１',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '[::]',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:8.8.8.8]',
    '[::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[2001::1]',
    '[2001:db8::1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[ff02::1]',
    '[4000::1]',
  ])('denies %s', (host) => {
    expect(guard.isAllowed(hostOf(host))).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '[2606:4700::1111]', '[2a00:1450:4001:81b::200e]'])(
    'allows %s',
    (host) => {
      expect(guard.isAllowed(hostOf(host))).toBe(true);
    },
  );

  it.each(['', 'localhost', '1.2.3', 'fe80::1%eth0', '2606:4700::1111%1', '8.8.8.8\u0000'])(
    'denies %j, no address',
    (text) => {
      expect(guard.isAllowed(text)).toBe(false);
    },
  );

  it('denies every address of a private network, and allows no network by default', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [first = 0, second = 0] = address.split('.').map(Number);
        const isPrivate =
          [0, 10, 127].includes(first) ||
          first >= 224 ||
          (first === 172 && second >= 16 && second < 32) ||
          (first === 192 && second === 168) ||
          (first === 169 && second === 254) ||
          (first === 100 && second >= 64 && second < 128);
        if (isPrivate) expect(guard.isAllowed(address)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const normal = new URL(`http://[${address}]/`).hostname.slice(1, -1);
        if (!/^[23]/.test(normal) || normal.indexOf(':') < 4) expect(guard.isAllowed(normal)).toBe(false);
      }),
    );
  });

  it('allows the networks of the operator, and outside production the own machine', () => {
    const networks = parseNetworks(['10.7.0.0/16', 'fd00:7::/32']) ?? [];
    const own = addressGuard({ networks, production: true });
    expect(['10.7.3.4', '10.8.0.1', 'fd00:7::1', 'fd00:8::1', '127.0.0.1'].map(own.isAllowed)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    const development = addressGuard({ networks: [], production: false });
    expect(['127.0.0.1', '127.9.9.9', '::1', '10.0.0.1'].map(development.isAllowed)).toEqual([true, true, true, false]);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'x/8', '10.0.0.0/', '10.0.0/8', '10.0.0.0/8/8'])(
    'knows that %s is no network',
    (text) => {
      expect(parseNetworks([text])).toBeUndefined();
    },
  );
});

describe('secrets', () => {
  it('are 24 to 64 bytes in Base64, with or without whsec_', () => {
    const bytes = (length: number) => Buffer.alloc(length, 7).toString('base64');
    for (const length of [24, 25, 26, 64]) {
      expect(parseSecret(bytes(length))).toBe(`whsec_${bytes(length)}`);
      expect(parseSecret(`whsec_${bytes(length).replace(/=+$/, '')}`)).toBe(`whsec_${bytes(length)}`);
    }
    for (const text of [
      '',
      'whsec_',
      bytes(23),
      bytes(65),
      'x'.repeat(33),
      `${bytes(24)}!`,
      `whsec_whsec_${bytes(24)}`,
    ])
      expect(parseSecret(text)).toBeUndefined();
  });

  it('that are made have 32 bytes, and are recognized by their last characters', () => {
    const [one, other] = [createSecret(), createSecret()];
    expect(keyOf(one)).toHaveLength(32);
    expect(one).not.toBe(other);
    expect(one.endsWith(hintOf(one))).toBe(true);
  });

  it('are opened for their own webhook and with the secret of the service only', () => {
    const seal = secretSeal('a secret that only tests ever know');
    const sealed = seal.seal('whsec_x', 'one');
    expect(sealed.includes('whsec')).toBe(false);
    expect(seal.open(sealed, 'one')).toBe('whsec_x');
    expect(seal.seal('whsec_x', 'one').equals(sealed)).toBe(false);
    expect(() => seal.open(sealed, 'other')).toThrow();
    expect(() => secretSeal('another secret that only tests know').open(sealed, 'one')).toThrow();
    for (const index of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => seal.open(changed, 'one')).toThrow();
    }
  });
});

describe('ids of events', () => {
  it('are read as they are written, and other texts are none', () => {
    fc.assert(fc.property(fc.uuid(), (id) => expect(parseEventId(eventIdOf(id))).toBe(id)));
    for (const text of ['', 'evt_', 'evt_zz', '0193a5b0-c1f2-7c1e-8f7a-4d3b2c1a0f9e', `evt_${'0'.repeat(33)}`])
      expect(parseEventId(text)).toBeUndefined();
  });
});
