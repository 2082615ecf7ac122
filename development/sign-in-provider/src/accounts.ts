import type { Demonstration } from './demonstration.js';

/** A work account as the tenant knows it, whether or not an organization here has invited the person. */
export type WorkAccount = {
  login: string;
  displayName: string;
  tenantId: string;
  objectId: string;
  note?: string;
  /** Offered before any search. */
  inStory?: boolean;
};

/** An account at a learning source. `profileId: null`: signed in, but no profile id was ever generated. */
export type LearningAccount = {
  login: string;
  displayName: string;
  subject: string;
  profileId: string | null;
  /** The source answers that there is no account instead of signing the person in. */
  noAccount?: boolean;
  note?: string;
  /** Offered before any search. */
  inStory?: boolean;
};

/** A service principal that signs in with client_credentials. */
export type MachineAccount = {
  clientId: string;
  clientSecret: string;
  tenantId: string;
  objectId: string;
  permissions: readonly string[];
};

/** All accounts that the development provider can sign in, per issuer. */
export type SignInAccounts = {
  work: readonly WorkAccount[];
  learn: readonly LearningAccount[];
  university: readonly LearningAccount[];
  machines: readonly MachineAccount[];
};

function learningAccountsOf(world: Demonstration, source: 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY'): LearningAccount[] {
  return world.learningAccounts
    .filter((account) => account.source === source)
    .map(({ login, displayName, subject, profileId, outcome, note }) => ({
      login,
      displayName,
      subject,
      profileId,
      noAccount: outcome === 'NO_ACCOUNT',
      inStory: note !== undefined || world.story.includes(displayName),
      ...(note === undefined ? {} : { note }),
    }));
}

/** The accounts of the demonstration world, ready for startSignInProvider. */
export function accountsOf(world: Demonstration): SignInAccounts {
  const organizations = new Map(world.organizations.map((organization) => [organization.id, organization]));
  const members = world.people.map(({ email, displayName, objectId, organizationId }): WorkAccount => {
    const organization = organizations.get(organizationId);
    if (organization === undefined) throw new Error(`${email} belongs to an organization that is not described`);
    return {
      login: email,
      displayName,
      tenantId: organization.tenantId,
      objectId,
      note: organization.name,
      inStory: world.story.includes(displayName),
    };
  });
  const unknownAccounts = world.unknownAccounts.map(
    ({ email, displayName, tenantId, objectId, note }): WorkAccount => ({
      login: email,
      displayName,
      tenantId,
      objectId,
      note,
    }),
  );
  return {
    work: inOrderOfStory([...members, ...unknownAccounts], world.story),
    learn: learningAccountsOf(world, 'MICROSOFT_LEARN'),
    university: learningAccountsOf(world, 'PARTNER_UNIVERSITY'),
    machines: world.machines,
  };
}

/** The accounts of the story first, in its order. */
function inOrderOfStory(accounts: WorkAccount[], story: readonly string[]): WorkAccount[] {
  const place = ({ displayName }: WorkAccount) => story.indexOf(displayName) >>> 0;
  return accounts.toSorted((a, b) => place(a) - place(b));
}
