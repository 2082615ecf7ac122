import type { z } from 'zod';

/**
 * A type of event that partners receive: its name, what it is about, the schema of `data` and an example. Fields are
 * added, never changed or removed; anything else is a new name. `data` never has names, addresses or profile ids.
 */
export type PartnerEventContract<Type extends string, Data> = {
  readonly type: Type;
  readonly description: string;
  /** What `subject` identifies. */
  readonly subject: string;
  readonly data: z.ZodType<Data>;
  readonly example: { readonly subject: string; readonly subjectVersion: number; readonly data: Data };
};

/** Keeps the type of the name and of the data of a contract. */
export function partnerEvent<const Type extends string, Data>(
  contract: PartnerEventContract<Type, Data>,
): PartnerEventContract<Type, Data> {
  return contract;
}
