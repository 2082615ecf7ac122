/** A process of a stack: where its programs are built, the setting of its port, and the time that its ordered stop may take. */
export type StackProcess = {
  programs: string;
  setting: string;
  port: number;
  stopMilliseconds: number;
  nodeOptions?: readonly string[];
};

/**
 * Planning leaves much garbage in little time. Without limits the heap of the gateway grows with the memory of the
 * machine: 470 MB resident instead of 230, at the same CPU time (`npm run bench -- gateway-memory`).
 */
export const GATEWAY_OPTIONS = ['--max-old-space-size=1024', '--max-semi-space-size=16'] as const;

/** Together with PostgreSQL their stops stay below ten seconds, after which supervisors of processes use force. */
export const PROCESSES = {
  gateway: {
    programs: 'gateway/dist',
    setting: 'PORT',
    port: 4000,
    stopMilliseconds: 2_500,
    nodeOptions: GATEWAY_OPTIONS,
  },
  console: { programs: 'development/console/dist', setting: 'CONSOLE_PORT', port: 4020, stopMilliseconds: 500 },
  identity: {
    programs: 'services/identity/dist/processes',
    setting: 'IDENTITY_PORT',
    port: 4001,
    stopMilliseconds: 3_000,
  },
  association: {
    programs: 'services/association/dist/processes',
    setting: 'ASSOCIATION_PORT',
    port: 4002,
    stopMilliseconds: 3_000,
  },
  credits: {
    programs: 'services/credits/dist/processes',
    setting: 'CREDITS_PORT',
    port: 4003,
    stopMilliseconds: 3_000,
  },
  signInProvider: {
    programs: 'development/sign-in-provider/dist',
    setting: 'DEV_ISSUER_PORT',
    port: 4010,
    stopMilliseconds: 500,
  },
} as const satisfies Record<string, StackProcess>;

export type ProcessName = keyof typeof PROCESSES;

export const SERVICES = ['identity', 'association', 'credits'] as const satisfies readonly ProcessName[];
export type ServiceName = (typeof SERVICES)[number];

/** Every port of a stack: those of its processes, PostgreSQL's, that of the gateway's metrics, and the console's for mail. */
export const PORTS = {
  ...PROCESSES,
  postgres: { setting: 'POSTGRES_PORT', port: 54_329 },
  metrics: { setting: 'METRICS_PORT', port: 9464 },
  mailbox: { setting: 'MAILBOX_PORT', port: 4025 },
};

export type PortName = keyof typeof PORTS;
export const PORT_NAMES = Object.keys(PORTS) as PortName[];
