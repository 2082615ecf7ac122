/** A package of the lock file. */
type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly link?: true;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
};

/** `package-lock.json`, by folder. */
export type LockFile = { readonly packages: Readonly<Record<string, Locked>> };

/** A package from the registry that an image contains. */
export type ShippedPackage = {
  readonly name: string;
  readonly version: string;
  /** SPDX expression as the lock file has it; undefined where the package names none. */
  readonly license: string | undefined;
  /** An algorithm and a digest in base64. */
  readonly integrity: string;
  /** Where npm installs it. */
  readonly folder: string;
  /** Workspaces of the images that contain it. */
  readonly workspaces: readonly string[];
  /** Folders of the packages on which it depends. */
  readonly needs: readonly string[];
};

/** The workspaces of the images of a production. */
const SHIPPED = ['services/identity', 'services/association', 'services/credits', 'gateway', 'cli', 'web'];

const REGISTRY_FOLDER = 'node_modules/';

/** All packages on which the images of a production depend, by name and version. */
export function shippedPackages(lock: LockFile): ShippedPackage[] {
  const workspacesOf = new Map<string, string[]>();
  for (const workspace of SHIPPED)
    for (const folder of reachable(lock, workspace))
      workspacesOf.set(folder, [...(workspacesOf.get(folder) ?? []), workspace]);
  const found = [...workspacesOf].filter(([folder]) => folder.includes(REGISTRY_FOLDER));
  return found
    .map(([folder, workspaces]) => shipped(lock, folder, workspaces))
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function shipped(lock: LockFile, folder: string, workspaces: readonly string[]): ShippedPackage {
  const { version, license, integrity } = locked(lock, folder);
  if (version === undefined || integrity === undefined) throw new Error(`${folder} has no version or no digest.`);
  const name = folder.slice(folder.lastIndexOf(REGISTRY_FOLDER) + REGISTRY_FOLDER.length);
  return { name, version, license, integrity, folder, workspaces, needs: needsOf(lock, folder) };
}

function reachable(lock: LockFile, workspace: string): Set<string> {
  const seen = new Set<string>();
  const next = [workspace];
  for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    next.push(...needsOf(lock, folder));
  }
  return seen;
}

/** Optional packages and those for other machines may be missing. */
function needsOf(lock: LockFile, folder: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = locked(lock, folder);
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  const names = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
  return names.map((name) => resolve(lock, folder, name)).filter((found) => found !== undefined);
}

/** As Node.js finds a package: in the folder, or in the nearest one above. */
function resolve(lock: LockFile, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const folder = at === '' ? `${REGISTRY_FOLDER}${name}` : `${at}/${REGISTRY_FOLDER}${name}`;
    const found = lock.packages[folder];
    if (found !== undefined) return found.link ? found.resolved : folder;
    if (at === '') return undefined;
  }
}

function locked(lock: LockFile, folder: string): Locked {
  const found = lock.packages[folder];
  if (found === undefined) throw new Error(`The lock file has no ${folder}.`);
  return found;
}
