import { type Identity, type Session, type User } from './sessions.js';
import { SoapFault } from './soap.js';
import { rateLimit } from './limits.js';
import { type Handler, type Visit } from './visit.js';

interface CredentialIn {
  credential?: { ApplicationId: string; IdentityId?: string; Password?: string; Username?: string };
}

/** In the documentation's words (fact sheet 3.2). */
const BLOCKED =
  'The provided IdentityId is blocked. Please use GetIdentitiesWithCredential to get a list of available ' +
  'Identities and reauthenticate with a valid IdentityId';

/** What a caller without a session may ask. */
export const OPEN_OPERATIONS = new Set(['Login', 'HasSession', 'GetIdentitiesWithCredential']);

export const authenticate: Record<string, Handler> = {
  /** An unknown credential is no fault: the session id is empty (fact sheet 3.1). */
  Login({ credential }: CredentialIn, visit): string {
    const { world, now } = visit;
    throttle(credential?.Username, visit);
    const user = userOf({ credential }, visit);
    if (!user) return '';
    const identity = credential?.IdentityId
      ? user.identities.find(({ id }) => id === credential.IdentityId)
      : (user.identities.find(({ isDefault }) => isDefault) ?? user.identities[0]);
    if (!identity || identity.blocked) throw SoapFault.because(BLOCKED);
    return world.sessions.open(user, identity, now).id;
  },

  HasSession: (_body: object, visit): boolean => visit.hasSession,

  GetIdentity: (_body: object, { session, world }) =>
    described(session.identity, session.user, world, session),

  GetIdentities: (_body: object, { session, world }) => ({
    Identity: session.user.identities.map((identity) => described(identity, session.user, world, session)),
  }),

  GetIdentitiesWithCredential({ credential }: CredentialIn, visit) {
    const user = userOf({ credential }, visit);
    if (!user) return { Identity: [] };
    return { Identity: user.identities.map((identity) => described(identity, user, visit.world)) };
  },
};

function userOf({ credential }: CredentialIn, { world }: Visit): User | undefined {
  const { ApplicationId = '', Username = '', Password = '' } = credential ?? {};
  return world.sessions.userOf(ApplicationId, Username, Password);
}

/** That repeated logins are throttled is documented, the text is ours. */
function throttle(username: string | undefined, { world, now }: Visit): void {
  const { excess } = rateLimit(world.loginCounter, world.limits.loginsPerHour, username, now);
  if (excess) throw SoapFault.because('Too many logins with these credentials. Please store the session id');
}

function described(identity: Identity, user: User, world: Visit['world'], session?: Session): object {
  return {
    Id: identity.id,
    User: { ContactId: 7, Id: 'bbbbbbbb-0000-0000-0000-000000000001', Name: user.name },
    Client: { Id: identity.company, Name: world.companies.get(identity.company)?.name },
    IsCurrent: session?.identity === identity,
    IsDefault: identity.isDefault,
    IsProtected: false,
    Servers: { Server: [{ Id: 1, Type: 1 }] },
    IsDisabled: identity.blocked,
  };
}
