import { spawnSync } from 'node:child_process';
import { createPublicKey, sign, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GATEWAY_OPTIONS } from '@app/stack/processes';
import dockerignore from '@balena/dockerignore';
import { parse } from 'yaml';
import { REPOSITORY, repositoryFile } from '../repository.js';

type Container = {
  command?: string | string[];
  ports?: string[];
  profiles?: string[];
  read_only?: boolean;
  privileged?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
};
// The default limit of aliases is for files of others.
const composition = parse(repositoryFile('docker-compose.yml'), { merge: true, maxAliasCount: -1 }) as {
  services: Record<string, Container>;
};
const containers = Object.entries(composition.services);

describe('docker-compose.yml', () => {
  it('publishes the gateway, and with a profile of their own the reporting standby, the dashboards and the development sign-in provider', () => {
    const published = containers.filter(([, { ports }]) => ports !== undefined).map(([name]) => name);
    expect(published.sort()).toEqual(['gateway', 'grafana', 'reporting', 'sign-in-provider']);
    expect(composition.services.grafana?.profiles).toEqual(['observability']);
    expect(composition.services.grafana?.ports).toEqual([expect.stringContaining('{GRAFANA_ADDRESS:-127.0.0.1}:')]);
    expect(composition.services.reporting?.profiles).toEqual(['reporting']);
    expect(composition.services.reporting?.ports).toEqual([expect.stringContaining('{REPORTING_ADDRESS:-127.0.0.1}:')]);
    const provider = composition.services['sign-in-provider'];
    expect(provider?.profiles).toEqual(['demo']);
    expect(provider?.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });

  it.each(containers)('%s has a read-only file system, no capabilities and no new privileges', (_name, container) => {
    expect(container).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(container.privileged).toBeUndefined();
  });

  it('serves reporting logins from the standby alone, by TLS', () => {
    const login = '"/^bi_[a-z2-9]{8}$"';
    const primary = JSON.stringify(composition.services.postgres).replaceAll('\\', '').replaceAll('$$', '$');
    expect(primary.indexOf(`host all ${login} all reject`)).toBeGreaterThan(0);
    expect(primary.indexOf(`host all ${login} all reject`)).toBeLessThan(primary.indexOf('host all all all'));
    const rules = repositoryFile('containers/reporting-pg_hba.conf')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(/ +/).slice(0, 3).join(' '));
    expect(rules).toEqual([
      'local skill_link postgres',
      `hostssl skill_link ${login}`,
      'host skill_link reporting_watchdog',
    ]);
  });

  it('names the program of each container: the image of a workspace has none', () => {
    const withoutProgram = containers.filter(([, { command }]) => command === undefined).map(([name]) => name);
    expect(withoutProgram).toEqual(['secrets']);
  });

  it('runs the gateway with the heap that the stack gives it', () => {
    expect(composition.services.gateway?.command).toEqual(['node', ...GATEWAY_OPTIONS, 'dist/main.js']);
  });

  it('passes a secret by environment only if the operator sets it', () => {
    for (const [, { environment = {} }] of containers) {
      for (const [name, value] of Object.entries(environment)) {
        if (/(SECRET|KEY|PASSWORD|DATABASE_URL)$/.test(name)) expect(value).toBe(`\${${name}:-}`);
      }
    }
  });
});

describe('Dockerfile', () => {
  it('copies the manifest of every workspace', () => {
    const root = JSON.parse(repositoryFile('package.json')) as { workspaces: string[] };
    const dockerfile = repositoryFile('Dockerfile');
    for (const workspace of root.workspaces.flatMap(foldersOf))
      expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/\n`);
  });

  it('finds all that it copies: .dockerignore leaves none of it out', () => {
    const leftOut = dockerignore.default().add(repositoryFile('.dockerignore'));
    const copied = [...repositoryFile('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .filter((source) => source !== '.');
    expect(copied).toContain('package-lock.json');
    expect(copied.filter((source) => leftOut.ignores(source))).toEqual([]);
  });

  it('has the web application in the image of the gateway, where the composition looks for it', () => {
    const [, last = ''] = repositoryFile('Dockerfile').split(/^FROM \$\{NODE_IMAGE\}$/m);
    expect(last).toContain('COPY --from=application /application /app\n');
    expect(repositoryFile('Dockerfile')).toContain('cp -R web/dist /application/web/');
    expect(composition.services.gateway?.environment?.WEB_ROOT).toContain('/app/web/dist');
  });
});

describe('make-secrets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const make = (): Record<string, string> => {
    const { status, stderr } = spawnSync(process.execPath, [
      join(REPOSITORY, 'containers', 'make-secrets.mjs'),
      folder,
    ]);
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
    const files = readdirSync(folder, { recursive: true }).map(String);
    return Object.fromEntries(
      files
        .filter((file) => statSync(join(folder, file)).isFile())
        .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
    );
  };

  it('creates each secret once, and no two are equal', () => {
    const first = make();
    expect(make()).toEqual(first);
    const passwords = Object.entries(first).filter(([name]) => name.endsWith('PASSWORD'));
    // Of replication both its role and the standby have a copy.
    expect(passwords).toHaveLength(10);
    expect(new Set(passwords.map(([, value]) => value)).size).toBe(9);
  });

  it('recreates a removed secret and the addresses that contain it', () => {
    const first = make();
    rmSync(join(folder, 'migrations', 'CREDITS_APP_PASSWORD'));
    const second = make();
    const changed = Object.keys(first).filter((name) => first[name] !== second[name]);
    expect(changed.sort()).toEqual(['credits/CREDITS_DATABASE_URL', 'migrations/CREDITS_APP_PASSWORD']);
    expect(second['credits/CREDITS_DATABASE_URL']).toContain(String(second['migrations/CREDITS_APP_PASSWORD']));
  });

  it('gives the secret of the sessions to the gateway alone', () => {
    const holders = Object.keys(make()).filter((file) => file.endsWith('SESSION_SECRET'));
    expect(holders).toEqual(['gateway/SESSION_SECRET']);
  });

  it("gives the services only the public half of the gateway's signing key", () => {
    const made = make();
    const key = JSON.parse(String(made['gateway/INTERNAL_SIGNING_KEY']));
    for (const service of ['identity', 'association', 'credits']) {
      const known = JSON.parse(String(made[`${service}/INTERNAL_VERIFY_KEY`]));
      expect(Object.keys(known).sort()).toEqual(['crv', 'kty', 'x']);
      const signature = sign(null, Buffer.from('words'), { key, format: 'jwk' });
      expect(verify(null, Buffer.from('words'), createPublicKey({ key: known, format: 'jwk' }), signature)).toBe(true);
    }
  });
});

function foldersOf(workspace: string): string[] {
  if (!workspace.endsWith('/*')) return [workspace];
  const parent = workspace.slice(0, -2);
  return readdirSync(join(REPOSITORY, parent))
    .map((name) => `${parent}/${name}`)
    .filter((path) => existsSync(join(REPOSITORY, path, 'package.json')));
}
