import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The operating system account of a PostgreSQL process; undefined: the current account. */
export type Account = { uid: number; gid: number };

/** PostgreSQL does not run as root. Returns the account `postgres`, or else `nobody`, when this process is root. */
export function accountToRunAs(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (account === undefined)
    throw new Error('PostgreSQL cannot run as root, and there is no account "postgres" or "nobody".');
  return account;
}

/** Runs a test as the account, because modes, ACLs and mount options all decide. */
export function canUse(account: Account, folder: string, program: string): boolean {
  const script = 'test -x "$1" && test -r "$1" && test -x "$2" && test -r "$2"';
  return spawnSync('/bin/sh', ['-c', script, 'sh', folder, program], { ...account, cwd: '/' }).status === 0;
}

/** Transfers a folder and its content to an account, unless the folder belongs to it already. */
export function transferTo(account: Account, folder: string): void {
  const owner = lstatSync(folder);
  if (owner.uid === account.uid && owner.gid === account.gid) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  // The folder itself comes last: its owner marks the transfer as complete.
  chownSync(folder, account.uid, account.gid);
}

function accountNamed(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
  });
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}
