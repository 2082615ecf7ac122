import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The operating system's account that a PostgreSQL process runs as; undefined means our own. */
export type Account = { uid: number; gid: number };

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where there is no such account. */
export function accountToRunAs(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (account === undefined)
    throw new Error('PostgreSQL cannot run as root, and there is no account "postgres" or "nobody".');
  return account;
}

/** Asks the system itself, as that account, because modes, ACLs and mount options all have a say. */
export function canUse(account: Account, folder: string, program: string): boolean {
  const script = 'test -x "$1" && test -r "$1" && test -x "$2" && test -r "$2"';
  return spawnSync('/bin/sh', ['-c', script, 'sh', folder, program], { ...account, cwd: '/' }).status === 0;
}

/** Gives a folder and all in it to an account; does nothing when it is theirs already. */
export function giveTo(account: Account, folder: string): void {
  const owner = lstatSync(folder);
  if (owner.uid === account.uid && owner.gid === account.gid) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  // The folder itself last: its owner says that all of it was handed over.
  chownSync(folder, account.uid, account.gid);
}

function accountNamed(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
  });
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}
