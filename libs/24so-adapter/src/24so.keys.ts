import { createHmac } from 'node:crypto';
import type { AdapterKeys, AdapterTools, ErpConnection } from '@accounting/port';

/** The names under which processes share what belongs to one login or one company. */
export interface Keys extends AdapterKeys {
  /** The session of this purpose: what a person waits for does not queue behind a long write. */
  sessionFor(purpose: AdapterTools['purpose']): string;
  /** When a person last had the login tried: below the session of no company, so that it is forgotten with it. */
  trial: string;
  /** What is remembered of the login, whatever company it works in. */
  ofLogin(fact: string): string;
  /** What is remembered of the company. */
  ofCompany(fact: string): string;
}

/**
 * Keys hold a SHA-256 of the login and nothing of it in the clear. The application id keys the hash: without it,
 * whoever reads the database could try passwords against the key.
 */
export function keysOf({ credentials, company }: ErpConnection, applicationId: string | null): Keys {
  const { username = '', password = '' } = credentials;
  const sealed = (...parts: string[]) =>
    createHmac('sha256', applicationId ?? '')
      .update(JSON.stringify(parts))
      .digest('hex');
  const login = sealed(username, password);
  const sessionIn = (companyId: string) => `24so/session/${login}/${companyId}`;
  const session = sessionIn(company?.id ?? '-');
  return {
    lane: company && `24so/company/${company.id}`,
    session,
    // The vendor counts a user's calls, also across a change of password.
    budget: `24so/budget/${sealed(username)}`,
    sessionFor: (purpose) => (purpose === 'work' ? session : `${session}/${purpose}`),
    trial: `${sessionIn('-')}/trial`,
    ofLogin: (fact) => `24so/login/${login}/${fact}`,
    ofCompany: (fact) => `24so/company/${company?.id ?? '-'}/${fact}`,
  };
}
