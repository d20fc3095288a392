import { type Answer, type Incoming } from '../../accounting-http/simulator/server.js';
import { type Flag } from './archive.js';
import { type Company, type Which } from './company.js';
import { type Control } from './control.js';
import { type PlannedFault } from './faults.js';
import { SALES_ACTIONS, salesOf } from './remote-sales.js';
import {
  type Account,
  type CompanySeed,
  type FiscalYear,
  type Named,
  type Need,
  type UserSeed,
} from './seed.js';

type Arguments = Record<string, unknown>;

const LIMITS = ['limitPerHour', 'loginsPerHour', 'sessionMinutes', 'maxRequestKb', 'syncPageSize'];

const ACTIONS: Record<string, (control: Control, args: Arguments) => unknown> = {
  addCompany: (control, { company }) => void control.addCompany(company as CompanySeed),
  addUser: (control, { user }) => control.addUser(user as UserSeed),
  blockIdentity: (control, { id, blocked }) =>
    control.blockIdentity(text(id), blocked as boolean | undefined),
  changePassword: (control, { username, password }) => control.changePassword(text(username), text(password)),
  expireSessions: (control, { company }) =>
    company === undefined ? control.expireSessions() : control.company(text(company)).expireSessions(),
  limits: (control, { limits }) => assign(control.limits, limits, LIMITS),
  planFault: (control, { planned }) => control.planFault(planned as PlannedFault),
  clearFaults: (control) => control.clearFaults(),
  calls: (control) => control.calls(),
  settle: (control) => control.settle(),
};

const COMPANY_ACTIONS: Record<string, (company: Company, args: Arguments) => unknown> = {
  accountantPosts: (company, { which, number, date }) =>
    company
      .accountantPosts(which as Which, {
        number: number as number | undefined,
        date: date as string | undefined,
      })
      .map((voucher) => voucher.number),
  accountantReverses: (company, { number, date, comment }) =>
    company.accountantReverses(number as number, {
      date: date as string | undefined,
      comment: comment as string | undefined,
    }).number,
  accountantDeletesDraft: (company, { which }) => company.accountantDeletesDraft(which as Which),
  takeEntryNumber: (company, args) => company.takeEntryNumber(args),
  takeStamp: (company) => company.takeStamp(),
  markFile: (company, { fileId, flag, on }) =>
    company.markFile(fileId as number, flag as Flag, on as boolean | undefined),
  lockYear: (company, { year, locked }) => company.lockYear(year as number, locked as boolean | undefined),
  addYear: (company, { year }) => company.addYear(year as FiscalYear),
  removeYear: (company, { year }) => company.removeYear(year as number),
  addAccount: (company, { account }) => company.addAccount(account as Account),
  removeAccount: (company, { number }) => company.removeAccount(number as number),
  addDepartment: (company, { department }) => company.addDepartment(department as Named),
  requireOnAccount: (company, { number, need }) => company.requireOnAccount(number as number, need as Need),
  refuseModule: (company, { service, text: reason }) =>
    company.refuseModule(text(service), reason as string | undefined),
  allowModule: (company, { service }) => company.allowModule(text(service)),
  switches: (company, { switches }) => assign(company.switches, switches, Object.keys(company.switches)),
  ...SALES_ACTIONS,
};

/** The control surface for a simulator in another process: `POST /__control` and `GET /__state`. */
export function answerControl(control: Control, { method, path, headers, body }: Incoming): Answer {
  try {
    if (method === 'GET' && path === '/__state') return json(200, stateOf(control));
    // A web page that the developer happens to have open cannot send this type without being asked first.
    const isJson = headers['content-type']?.toString().startsWith('application/json');
    if (method !== 'POST' || path !== '/__control' || !isJson) throw new Error('POST JSON to /__control');
    return json(200, { result: act(control, JSON.parse(body.toString()) as Arguments) ?? null });
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function act(control: Control, { action, company, ...args }: Arguments): unknown {
  const name = text(action);
  const onCompany = COMPANY_ACTIONS[name];
  if (onCompany) return onCompany(control.company(text(company)), args);
  const onAll = ACTIONS[name];
  if (onAll) return onAll(control, { company, ...args });
  const names = [...Object.keys(ACTIONS), ...Object.keys(COMPANY_ACTIONS)];
  throw new Error(`No action ${name}. There are: ${names.join(', ')}`);
}

/** Everything there is to see, without passwords, session ids and the bytes of documents. */
function stateOf(control: Control): object {
  return {
    companies: control.companyIds().map((id) => {
      const company = control.company(id);
      return {
        id,
        switches: company.switches,
        drafts: company.drafts(),
        vouchers: company.vouchers(),
        files: company.files().map(({ bytes, flags, ...file }) => ({
          ...file,
          size: bytes.length,
          flags: [...flags],
        })),
        ...salesOf(company),
      };
    }),
    sessions: control.sessionCount(),
    limits: control.limits,
    plannedFaults: control.plannedFaults(),
    lateCommits: control.lateCommits(),
    calls: control.calls(),
  };
}

function json(status: number, value: object): Answer {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { kind: 'full', status, headers, body: JSON.stringify(value) };
}

/** `null` takes a limit away again. */
function assign<T extends object>(target: T, given: unknown, names: string[]): T {
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!names.includes(name)) throw new Error(`Nothing is named ${name}. There are: ${names.join(', ')}`);
    Object.assign(target, { [name]: (value as unknown) ?? undefined });
  }
  return target;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`A text is missing; there is ${JSON.stringify(value)}`);
  return value;
}
