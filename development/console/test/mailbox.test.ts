import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Console, startConsole } from '../src/server.js';

let running: Console;
beforeAll(async () => {
  running = await startConsole({
    ...{ port: 0, mailboxPort: 0, host: '127.0.0.1', processes: [], demonstrationFile: undefined },
    ...{ publicUrl: 'http://localhost:4000', issuer: 'http://localhost:4010/work' },
    apiFile: fileURLToPath(new URL('../../../api.graphql', import.meta.url)),
  });
});
afterAll(() => running.stop());

const get = async (path: string) => {
  const answer = await fetch(running.url + path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

/** Sends lines as an SMTP client does, each after the answer to the one before. */
function send(...data: string[]): Promise<void> {
  const lines = ['EHLO test', 'MAIL FROM:<mail@skill-link.example>', 'RCPT TO:<ada@contoso.example>', 'DATA'];
  const waiting = [...lines, `${data.join('\r\n')}\r\n.`, 'QUIT'];
  return new Promise((resolve, reject) => {
    const socket = connect(running.mailboxPort, '127.0.0.1');
    socket.on('error', reject).on('close', () => resolve());
    socket.on('data', (answer) => {
      // The last line of an answer has no hyphen after its status.
      if (!/^\d{3} .*\r\n$/m.test(String(answer))) return;
      const next = waiting.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
    });
  });
}

describe('the mailbox', () => {
  test('is a page of its own, which the start page names', async () => {
    expect((await get('/console')).text).toContain('href="/console/mailbox"');
    expect((await get('/console/mailbox')).text).toContain('No mail yet');
  });

  test('shows text with links, HTML in a frame without rights, and headers', async () => {
    await send(
      'From: Skill Link <mail@skill-link.example>',
      'Subject: =?utf-8?q?Hello_=F0=9F=A6=86_<b>?=',
      'List-Unsubscribe: <http://localhost:4000/mail/unsubscribe/x>',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Open http://localhost:4000/profile <script>',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Open</p><script>alert(1)</script>',
      '--b--',
    );
    const list = await get('/console/mailbox');
    expect(list.text).toContain('<a href="/console/mailbox/1">Hello 🦆 &lt;b&gt;</a>');
    expect(list.text).toContain('ada@contoso.example');
    const mail = await get('/console/mailbox/1');
    expect(mail.text).toContain(
      'Open <a href="http://localhost:4000/profile">http://localhost:4000/profile</a> &lt;script&gt;',
    );
    expect(mail.text).toContain('List-Unsubscribe: &lt;http://localhost:4000/mail/unsubscribe/x&gt;');
    expect(mail.text).toContain(
      '<iframe class="mail" title="The mail as HTML" sandbox="" src="/console/mailbox/1/html">',
    );
    expect(mail.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const frame = await get('/console/mailbox/1/html');
    expect(frame.text).toContain('<p>Open</p>');
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/);
  });

  test.each(['/console/mailbox/2', '/console/mailbox/x', '/console/mailbox/2/html'])(
    'has no mail at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
