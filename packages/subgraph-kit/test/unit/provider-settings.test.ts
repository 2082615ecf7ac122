import { issuerFault, providerFaults } from '../../src/settings/environment.js';

const ON_THIS_MACHINE = ['localhost', 'idp.localhost', '127.0.0.1', '127.8.9.10', '[::1]'];
const ELSEWHERE = ['login.example', '10.0.0.1', '[::2]', 'localhost.example', '127.0.0.1.example', 'mylocalhost'];

describe('an issuer', () => {
  it('uses https everywhere', () => {
    for (const host of [...ON_THIS_MACHINE, ...ELSEWHERE])
      for (const production of [true, false])
        expect([host, issuerFault(`https://${host}:1/x`, production)]).toEqual([host, undefined]);
  });

  it('may use http on this machine outside production, with the scheme in any case', () => {
    for (const scheme of ['http', 'HTTP']) {
      for (const host of ON_THIS_MACHINE) {
        expect([host, issuerFault(`${scheme}://${host}:4010/x`, false)]).toEqual([host, undefined]);
        expect(issuerFault(`${scheme}://${host}:4010/x`, true)).toBe('https in production');
      }
      for (const host of ELSEWHERE)
        expect([host, issuerFault(`${scheme}://${host}/x`, false)]).toEqual([host, 'https, or http on this machine']);
    }
  });
});

describe('a sign-in provider', () => {
  const names = { issuer: 'ISSUER', discovery: 'DISCOVERY', ours: ['CLIENT_ID', 'CLIENT_SECRET'] };
  const faults = (values: Record<string, string>, production: boolean) =>
    Object.fromEntries(providerFaults(values, names, production).filter(([, fault]) => fault !== undefined));
  const whole = { ISSUER: 'https://login.example', CLIENT_ID: 'ours', CLIENT_SECRET: 'secret' };

  it('is optional outside production and complete when configured', () => {
    expect(faults({}, false)).toEqual({});
    expect(faults(whole, false)).toEqual({});
    const together = 'has to be set together with ISSUER';
    expect(faults({ ISSUER: whole.ISSUER }, false)).toEqual({ CLIENT_ID: together, CLIENT_SECRET: together });
  });

  it('is required in production, with https only', () => {
    const missing = 'has no default in production';
    expect(faults({}, true)).toEqual({ ISSUER: missing, CLIENT_ID: missing, CLIENT_SECRET: missing });
    expect(faults(whole, true)).toEqual({});
    const plain = { ...whole, ISSUER: 'http://localhost/x', DISCOVERY: 'http://inside/x' };
    expect(faults(plain, true)).toEqual({ ISSUER: 'https in production', DISCOVERY: 'https in production' });
    expect(faults(plain, false)).toEqual({});
  });
});
