import type { Json } from '@accounting/port';
import { brokenOrders } from './broken-orders.js';
import { brokenRegisters } from './broken-registers.js';
import { brokenProofs } from './broken-registers-losing.js';
import {
  absent,
  callItRetry,
  callRefusalRetry,
  sayNothing,
  unchecked,
  whole,
  withDescription,
  withEachLine,
  withJournal,
  withPort,
  withStep,
  withVoucher,
  type BrokenBooks,
} from './breaking.js';

export type { BrokenBooks } from './breaking.js';

const LEDGER = 'puts a voucher in the ledger';

const aReceipt: Json = { state: 'posted', reference: { voucherNumber: '1' } };

/** Books with one fault in what they do to vouchers, or in what they say of themselves. */
export const brokenVouchers: BrokenBooks[] = [
  {
    fault: 'post twice when a delivery is made again',
    breaks: 'changes nothing when a delivery that is done is made again',
    breakIt: withJournal(() => ({ step: async (step) => step.send(await step.prepare(), unchecked) })),
  },
  {
    fault: 'take a new number for a second try',
    breaks: 'shuts out a first try that comes through after the second',
    breakIt: (adapter) => {
      let tries = 0;
      return withStep((step) => ({
        send: (intent, permit) => step.send(withNumberAfter(intent, tries++), permit),
      }))(adapter);
    },
  },
  {
    fault: 'call absent what is there',
    breaks: 'finds what was saved when the answer',
    breakIt: withStep(() => ({ prove: absent })),
  },
  {
    fault: 'find what is not there',
    breaks: 'sends a step again when it is proven that it was not saved',
    breakIt: withStep(() => ({ prove: () => Promise.resolve({ verdict: 'found', result: aReceipt }) })),
  },
  {
    fault: 'call a lost answer a failure that may be tried again',
    breaks: 'finds what was saved when the answer',
    breakIt: withStep((step) => ({ send: (intent, permit) => step.send(intent, permit).catch(callItRetry) })),
  },
  {
    fault: 'send a draft again though nobody can prove that it is not there',
    breaks: 'never sends blindly where a draft cannot be proven',
    options: { draftsCanBeProven: false },
    breakIt: withStep((step) => ({
      prove: async (intent) => {
        const proof = await step.prove(intent);
        return proof.verdict === 'cannot-tell' ? { verdict: 'absent' } : proof;
      },
    })),
  },
  {
    fault: 'write though the time to send is over',
    breaks: 'sends nothing when the worker slept',
    breakIt: withStep((step) => ({ send: (intent) => step.send(intent, unchecked) })),
  },
  {
    fault: 'attach the document a second time instead of looking for it',
    breaks: 'finds what was saved when the answer',
    options: { steps: 'three-step' },
    breakIt: withStep((step) => (step.name === 'attach-document' ? { prove: absent } : {})),
  },
  {
    fault: 'leave the document out',
    breaks: LEDGER,
    options: { steps: 'three-step' },
    breakIt: withStep((step) =>
      step.name === 'attach-document' ? { send: () => Promise.resolve({ sha256: '' }) } : {},
    ),
  },
  {
    fault: 'lose an øre on the way',
    breaks: LEDGER,
    breakIt: withEachLine(({ amount }, at) => ({ amount: amount + ([1, -1][at] ?? 0) })),
  },
  {
    fault: 'swap debit and credit',
    breaks: LEDGER,
    breakIt: withEachLine(({ amount }) => ({ amount: -amount })),
  },
  {
    fault: 'take every sale for a credit, and every payment for a debit',
    breaks: 'turns the sides round on a day with more returns than sales',
    breakIt: withEachLine(({ amount, role }) => ({
      amount: role.startsWith('payment:') ? Math.abs(amount) : -Math.abs(amount),
    })),
  },
  {
    fault: 'write longer texts than they say',
    breaks: 'cuts a text that is too long before its marker',
    breakIt: withDescription({ lineTextLength: 50 }),
  },
  { fault: 'book every line without VAT', breaks: LEDGER, breakIt: withEachLine(() => ({ vatCode: '0' })) },
  {
    fault: 'forget the department',
    breaks: LEDGER,
    breakIt: withEachLine(() => ({ department: undefined })),
  },
  {
    fault: 'forget the marker',
    breaks: LEDGER,
    breakIt: withVoucher((voucher) => ({ ...voucher, marker: 'unmarked0000' })),
  },
  {
    fault: 'call a draft posted',
    breaks: 'leaves a draft for a person',
    breakIt: withPort((port) => ({
      deliver: async (delivery, journal) => ({ ...(await port.deliver(delivery, journal)), state: 'posted' }),
    })),
  },
  {
    fault: 'post what should wait as a draft',
    breaks: 'leaves a draft for a person',
    breakIt: withPort((port) => ({
      deliver: (delivery, journal) => port.deliver({ ...delivery, mode: 'ledger' }, journal),
    })),
  },
  {
    fault: 'hide behind a general text when an account is missing',
    breaks: 'leaves nothing of a voucher that is refused',
    breakIt: withStep((step) => ({ send: (intent, permit) => step.send(intent, permit).catch(sayNothing) })),
  },
  {
    fault: 'try for ever what was refused',
    breaks: 'leaves nothing of a voucher that is refused',
    breakIt: withStep((step) => ({
      send: (intent, permit) => step.send(intent, permit).catch(callRefusalRetry),
    })),
  },
  {
    fault: 'have empty lists',
    breaks: 'lists what the settings page',
    breakIt: withPort(() => ({ list: () => Promise.resolve([]) })),
  },
  {
    fault: 'want a company before they list companies',
    breaks: 'lists companies before one is chosen',
    breakIt: withPort((port) => ({ list: (name) => port.list('accounts').then(() => port.list(name)) })),
  },
  {
    fault: 'name a VAT code they do not have',
    breaks: 'knows the code that it says means',
    breakIt: withDescription({ noVatCode: '7' }),
  },
  {
    fault: 'find the connection well without looking',
    breaks: 'tells of an account that is missing',
    breakIt: withPort((port) => ({ test: (question) => port.test({ ...question, roles: [] }) })),
  },
  {
    fault: 'throw when the connection is tested while they are down',
    breaks: 'answers a test of the connection though the system is down',
    breakIt: withPort((port) => ({
      test: async (question) => {
        await port.list('accounts');
        return port.test(question);
      },
    })),
  },
  {
    fault: 'write something when the connection is tested',
    breaks: 'tests the connection, finds all well, and changes nothing',
    breakIt: (adapter, company) =>
      withPort((port) => ({
        test: (question) => {
          company.personTakesNumber();
          return port.test(question);
        },
      }))(adapter),
  },
  {
    fault: 'take every draft they find for one that waits',
    breaks: 'tells a draft that waits from one that was posted',
    breakIt: withPort(() => ({
      lookUpDrafts: (drafts) => Promise.resolve(drafts.map(() => ({ is: 'draft' }))),
    })),
  },
  {
    fault: 'give each department a lane of its own',
    breaks: 'gives departments that reach one company one lane',
    breakIt: (adapter) => ({
      ...whole(adapter),
      keys: (connection) => ({
        ...adapter.keys(connection),
        lane: connection.company && (connection.erpDepartment?.id ?? ''),
      }),
    }),
  },
  {
    fault: 'put the password in a key',
    breaks: 'names its keys from the connection alone',
    breakIt: (adapter) => ({
      ...whole(adapter),
      keys: (connection) => ({
        ...adapter.keys(connection),
        session: Object.values(connection.credentials).join(),
      }),
    }),
  },
];

export const brokenBooks = [...brokenVouchers, ...brokenOrders, ...brokenRegisters, ...brokenProofs];

function withNumberAfter(intent: Json, by: number): Json {
  const numbered =
    intent !== null && typeof intent === 'object' && 'number' in intent && intent.number !== null;
  return numbered ? { ...intent, number: Number(intent.number) + by } : intent;
}
