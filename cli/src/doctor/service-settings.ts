import type { AssociationSettings } from '@app/association/environment';
import { serviceEnvironment as associationEnvironment } from '@app/association/environment';
import type { CreditsSettings } from '@app/credits/environment';
import { serviceEnvironment as creditsEnvironment } from '@app/credits/environment';
import type { IdentitySettings } from '@app/identity/environment';
import { serviceEnvironment as identityEnvironment } from '@app/identity/environment';
import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import type { z } from 'zod';

/** The settings of a service, as the service itself reads them, or what is wrong with them. */
export type Checked<Settings> = { readonly settings: Settings | undefined; readonly faults: readonly string[] };

/** The settings of all services. */
export type ServiceSettings = {
  readonly identity: Checked<IdentitySettings>;
  readonly association: Checked<AssociationSettings>;
  readonly credits: Checked<CreditsSettings>;
};

/** Reads the settings of each service by its own schema. */
export function serviceSettings(environment: CommandRun['environment']): ServiceSettings {
  return {
    identity: checked(identityEnvironment, environment),
    association: checked(associationEnvironment, environment),
    credits: checked(creditsEnvironment, environment),
  };
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  environment: CommandRun['environment'],
): Checked<z.output<Schema>> {
  try {
    return { settings: readEnvironment(schema, environment), faults: [] };
  } catch (error) {
    if (error instanceof EnvironmentError) return { settings: undefined, faults: error.faults };
    throw error;
  }
}
