import { generateKeyPairSync, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const EXPLICIT = 0xa0;
/** DER of `ecdsa-with-SHA256`, `commonName` and `subjectAltName`. */
const ECDSA_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('0603551d11', 'hex');

function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A certificate for a host that signs itself, and its key, as PEM. */
export function selfSigned(host: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(host)))));
  const validity = der(SEQUENCE, der(0x18, Buffer.from('20200101000000Z')), der(0x18, Buffer.from('20991231235959Z')));
  const names = der(0x04, der(SEQUENCE, der(0x82, Buffer.from(host))));
  const signed = der(
    SEQUENCE,
    der(EXPLICIT, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXPLICIT + 3, der(SEQUENCE, der(SEQUENCE, SUBJECT_ALT_NAME, names))),
  );
  const signature = sign('sha256', signed, privateKey);
  const certificate = der(SEQUENCE, signed, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n');
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} CERTIFICATE-----`);
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: `${begin}\n${lines}\n${end}\n` };
}
