import { ClientMessages } from './database-steps.js';

const text = (value: string) => Buffer.from(`${value}\0`);

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

function startup(role: string): Buffer {
  const version = Buffer.alloc(4);
  version.writeInt32BE(196_608);
  return message('', version, text('user'), text(role), Buffer.from([0]));
}

describe('the messages of a client of PostgreSQL', () => {
  const sent = Buffer.concat([
    startup('credits_app'),
    message('Q', text('BEGIN')),
    message('P', text('one'), text('SELECT\n  1'), Buffer.from([0, 0])),
    message('B', text(''), text('one'), Buffer.alloc(6)),
    message('S'),
    message('B', text(''), text('one'), Buffer.alloc(6)),
    message('Q', text('COMMIT')),
  ]);
  const steps = ['BEGIN', 'SELECT 1', 'SELECT 1', 'COMMIT'];

  it.each([1, 3, 7, sent.length])(
    'name the role and the statements, in parts of %i bytes, and lose no byte',
    (size) => {
      const messages = new ClientMessages();
      const read = Array.from({ length: Math.ceil(sent.length / size) }, (_, index) =>
        messages.read(sent.subarray(index * size, (index + 1) * size)),
      ).flat();
      expect(messages.program).toBe('credits_app');
      expect(read.flatMap(({ step }) => step ?? [])).toEqual(steps);
      expect(Buffer.concat(read.map(({ bytes }) => bytes))).toEqual(sent);
    },
  );
});
