import { creditsDataSource } from '@app/credits/database/data-source';
import { secretSeal } from '@app/credits/webhooks/application/sealed-secret';
import { addressGuard } from '@app/credits/webhooks/application/sending/address-guard';
import { WebhookClient } from '@app/credits/webhooks/application/sending/webhook-client';
import { WebhookSender } from '@app/credits/webhooks/application/sending/webhook-sender';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { createLog } from '@app/subgraph-kit/processes/log';

// The sender of webhooks.bench.ts, a process of its own. When nothing is due, its clock jumps to the next deliveries. The
// parent gets the offset of the clock by each message, first when the sender is ready, and kills the process.
const [databaseUrl = '', secret = '', begun = '0'] = process.argv.slice(2);
let offset = Number(begun);
const clock = { now: () => new Date(Date.now() + offset) };
const dataSource = await creditsDataSource(databaseUrl).initialize();
const sender = new WebhookSender(
  { dataSource, clock },
  {
    client: new WebhookClient({ guard: addressGuard({ networks: [], production: false }) }),
    seal: secretSeal(secret),
    log: createLog('bench'),
  },
);
process.send?.({ offset });
for (;;) {
  await sender.drain();
  const [next] = await inTransaction(dataSource, 'every-organization', (manager) =>
    manager.query<{ at: Date | null }[]>('SELECT min(greatest(due_at, leased_until)) AS at FROM webhook'),
  );
  if (next?.at === null || next === undefined) break;
  // Beyond the first one: pauses vary by 20 %, and what failed together is due together.
  offset += Math.max(next.at.getTime() - clock.now().getTime(), 0) * 1.6 + 1;
  process.send?.({ offset });
}
await sender.stop();
await dataSource.destroy();
process.disconnect();
