/** A message of PostgreSQL's protocol from a client, and the statement that it begins to run, if it does. */
export type ClientMessage = { readonly bytes: Buffer; readonly step: string | undefined };

const STARTUP_HEADER = 4;
const HEADER = 5;
const PROTOCOL_3 = 196_608;

/** Reads the messages that a client sends on one connection, whatever the parts in which they arrive. */
export class ClientMessages {
  /** The program that connects: its application name, or else its role; undefined until it has said so. */
  program: string | undefined;
  #rest = Buffer.alloc(0);
  /** Steps of the prepared statements of this connection, by their names. */
  readonly #prepared = new Map<string, string>();

  read(bytes: Buffer): ClientMessage[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages: ClientMessage[] = [];
    for (let message = this.#next(); message !== undefined; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): ClientMessage | undefined {
    const header = this.program === undefined ? STARTUP_HEADER : HEADER;
    if (this.#rest.length < header) return undefined;
    const length = this.#rest.readInt32BE(header - STARTUP_HEADER) + (header - STARTUP_HEADER);
    if (this.#rest.length < length) return undefined;
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    if (this.program !== undefined) return { bytes, step: this.#stepOf(bytes) };
    // Requests for encryption come before the startup and have the same form.
    if (bytes.readInt32BE(4) === PROTOCOL_3) this.program = programOf(bytes.subarray(8).toString('utf8').split('\0'));
    return { bytes, step: undefined };
  }

  #stepOf(bytes: Buffer): string | undefined {
    const [first = '', second = ''] = texts(bytes.subarray(HEADER));
    switch (String.fromCharCode(bytes[0] ?? 0)) {
      case 'Q':
        return brief(first);
      case 'P':
        this.#prepared.set(first, brief(second));
        return undefined;
      case 'B':
        return this.#prepared.get(second) ?? second;
      default:
        return undefined;
    }
  }
}

/** Names and values follow one another. */
function programOf(parameters: readonly string[]): string {
  const parameter = (name: string): string | undefined =>
    parameters.find((_value, index) => index % 2 === 1 && parameters[index - 1] === name);
  return parameter('application_name') ?? parameter('user') ?? '';
}

/** The first two texts of a message, each of which ends with a zero. */
function texts(bytes: Buffer): string[] {
  const end = bytes.indexOf(0);
  return [bytes.toString('utf8', 0, end), bytes.toString('utf8', end + 1, bytes.indexOf(0, end + 1))];
}

const LENGTH = 90;

/** A statement in one short line; settings of the transaction come with its beginning. */
function brief(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim().slice(0, LENGTH);
}
