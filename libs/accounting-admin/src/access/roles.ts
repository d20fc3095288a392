import { type Role } from '@accounting/sync';

/** Who may what (section 4 of the contract, "Access"). */
export const OPERATORS = ['operator'] as const satisfies Role[];
/** Connection, settings, account plan, names. */
export const ADMINS = ['operator', 'admin'] as const satisfies Role[];
/** Start, confirm, vouch, handle. */
export const SENDERS = ['operator', 'admin', 'accountant'] as const satisfies Role[];
/** The account plan is the accountant's: every reason that asks for an account is addressed to them. */
export const PLANNERS = ['operator', 'admin', 'accountant'] as const satisfies Role[];
export const READERS = ['operator', 'admin', 'accountant', 'viewer'] as const satisfies Role[];
/** Documents in: the only thing that `core` may. */
export const SUPPLIERS = ['operator', 'admin', 'core'] as const satisfies Role[];
