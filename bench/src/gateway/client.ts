import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Sends JSON over connections that stay open; rejects for any status but 200. */
export type Client = { post(body: string, headers: Readonly<Record<string, string>>): Promise<Buffer>; close(): void };

/** A client of one address. */
export function clientOf(url: string): Client {
  const agent = new Agent({ keepAlive: true });
  return {
    async post(body, headers) {
      const { status, text } = await new Promise<{ status: number | undefined; text: Promise<Buffer> }>(
        (resolve, reject) => {
          request(url, {
            agent,
            method: 'POST',
            headers: {
              ...headers,
              'content-type': 'application/json',
              accept: 'application/json',
              'content-length': Buffer.byteLength(body),
            },
          })
            .on('response', (response) => resolve({ status: response.statusCode, text: buffer(response) }))
            .on('error', reject)
            .end(body);
        },
      );
      const answer = await text;
      if (status !== 200) throw new Error(`${url} answers ${status}: ${answer.toString().slice(0, 500)}`);
      return answer;
    },
    close: () => agent.destroy(),
  };
}
