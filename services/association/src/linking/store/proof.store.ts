import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import { ProofRow } from './proof.row.js';

const CONSUMED = columns({ flowId: uuid() });

const CONSUME = {
  columns: CONSUMED,
  text: `UPDATE association.proof SET consumed_at = $2, association_id = $3
    WHERE flow_id = $1 AND consumed_at IS NULL RETURNING ${CONSUMED}`,
};

export type Proof = Readonly<ProofRow>;

export async function insertProof(
  manager: EntityManager,
  proof: Omit<Proof, 'consumedAt' | 'associationId'>,
): Promise<void> {
  await manager.insert(ProofRow, proof);
}

export async function findProof(manager: EntityManager, flowId: string): Promise<Proof | null> {
  return manager.findOne(ProofRow, { where: { flowId } });
}

/** Consumes the proof; false when it was consumed before. */
export async function consumeProof(
  manager: EntityManager,
  flowId: string,
  use: { at: Date; associationId: string },
): Promise<boolean> {
  const consumed = await queryRows(manager, CONSUME, [flowId, use.at, use.associationId]);
  return consumed.length === 1;
}
