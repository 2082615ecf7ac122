import { readFileSync } from 'node:fs';

/**
 * The chain of processes up to the npm that runs us, as text: it changes when one of them dies. npm passes nothing of
 * its own sudden death on, and it may have a shell between itself and us, which would live on as well.
 */
export function chainToNpm(): string {
  const parent = process.ppid;
  return isShellOfNpm(parent) ? `${parent} ${parentOf(parent)}` : String(parent);
}

function isShellOfNpm(pid: number): boolean {
  return /^\S*sh\0-c\0/.test(read(`/proc/${pid}/cmdline`));
}

function parentOf(pid: number): string {
  return /^PPid:\s*(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '';
}

/** Empty where there is no /proc: then only the direct parent is watched. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
