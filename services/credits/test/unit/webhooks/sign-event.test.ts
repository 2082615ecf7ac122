import { Webhook } from 'standardwebhooks';
import { signedHeaders } from '../../../src/webhooks/application/sending/sign-event.js';

describe('the signature', () => {
  const eventId = '0193a5b0-c1f2-7c1e-8f7a-4d3b2c1a0f9e';
  const [current, previous] = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [
    string,
    string,
  ];
  const body = '{"id":"evt_0193a5b0c1f27c1e8f7a4d3b2c1a0f9e","data":{"a":"é"}}';
  const headers = (at = new Date(), secrets = [current, previous]) => signedHeaders({ eventId, body, secrets }, at);
  const minutes = (number: number) => new Date(Date.now() + number * 60_000);

  it('is accepted by the library of Standard Webhooks, with either secret during a rotation', () => {
    for (const secret of [current, previous]) {
      expect(new Webhook(secret).verify(body, headers())).toEqual(JSON.parse(body));
      expect(new Webhook(secret).verify(Buffer.from(body).toString(), headers(minutes(-4.8)))).toBeTruthy();
    }
    expect(headers()['webhook-signature']).toBe(
      [current, previous]
        .map((secret) => new Webhook(secret).sign('evt_0193a5b0c1f27c1e8f7a4d3b2c1a0f9e', new Date(), body))
        .join(' '),
    );
  });

  it('is rejected for a retired secret, another body or id, an old or a future request', () => {
    const verify = (secret: string, text: string, given: Record<string, string>) => () =>
      new Webhook(secret).verify(text, given);
    expect(verify(previous, body, headers(new Date(), [current]))).toThrow();
    expect(verify(current, JSON.stringify(JSON.parse(body), null, 1), headers())).toThrow();
    expect(verify(current, body, { ...headers(), 'webhook-id': 'evt_other' })).toThrow();
    expect(verify(current, body, headers(minutes(-6)))).toThrow();
    expect(verify(current, body, headers(minutes(6)))).toThrow();
  });

  it('comes with an id without dots and dashes, and one trace for all attempts', () => {
    const [one, other] = [headers(), headers()];
    expect(one['webhook-id']).toBe('evt_0193a5b0c1f27c1e8f7a4d3b2c1a0f9e');
    expect(one.traceparent).toMatch(/^00-0193a5b0c1f27c1e8f7a4d3b2c1a0f9e-[0-9a-f]{16}-00$/);
    expect(one.traceparent).not.toBe(other.traceparent);
    expect(one['content-type']).toBe('application/json');
  });
});
