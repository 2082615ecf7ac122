import { createInterface } from 'node:readline/promises';
import { failed, wrongCall } from '@app/subgraph-kit/commands/command-failed';

/** Asks before a change. Where there is no terminal `--yes` is the answer, and its absence rejects the call. */
export async function confirm(question: string, { yes }: { yes: boolean }): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw wrongCall('This command makes a change, and there is no terminal to ask at.', 'Add --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and the end of the input close it without an answer.
    const answer = await new Promise<string>((resolve) => {
      lines.once('close', () => resolve(''));
      lines.question(`${question} [y/N] `).then(resolve, () => resolve(''));
    });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    lines.close();
  }
  throw failed('CANCELED', 'Nothing was changed.');
}
