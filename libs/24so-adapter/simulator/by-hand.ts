import { type SimulatorClock } from './world.js';

/** For specs: requests written by hand, so that no library can hide a mistake of the simulator's. */

const ECONOMY = 'http://24sevenoffice.com/webservices/economy/accounting/';
const OFFICE = 'http://24sevenOffice.com/webservices';

export const SERVICES = {
  authenticate: { path: '/authenticate/v001/authenticate.asmx', namespace: OFFICE },
  account: { path: '/Economy/Account/V004/Accountservice.asmx', namespace: OFFICE },
  attachment: { path: '/Economy/Accounting/Accounting_V001/AttachmentService.asmx', namespace: ECONOMY },
  client: { path: '/Client/V001/ClientService.asmx', namespace: OFFICE },
  company: { path: '/CRM/Company/V001/CompanyService.asmx', namespace: OFFICE },
  product: { path: '/Logistics/Product/V001/ProductService.asmx', namespace: OFFICE },
  invoice: { path: '/Economy/InvoiceOrder/V001/InvoiceService.asmx', namespace: OFFICE },
  transaction: { path: '/Economy/Accounting/V001/TransactionService.asmx', namespace: ECONOMY },
};

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

/** What a spec sends differently from a proper call. */
export interface Twist {
  path?: string;
  namespace?: string;
  action?: string;
  contentType?: string;
  cookie?: string;
  envelope?: (body: string) => string;
}

export class Caller {
  session = '';

  constructor(private readonly url: string) {}

  /** Sends `<operation>content</operation>` to a service, with the session's cookie. */
  async call(
    service: keyof typeof SERVICES,
    operation: string,
    content = '',
    twist: Twist = {},
  ): Promise<Reply> {
    const { path, namespace } = { ...SERVICES[service], ...twist };
    const slash = namespace.endsWith('/') ? '' : '/';
    const body = `<${operation} xmlns="${namespace}">${content}</${operation}>`;
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: {
        'Content-Type': twist.contentType ?? 'text/xml; charset=utf-8',
        SOAPAction: twist.action ?? `"${namespace}${slash}${operation}"`,
        Cookie: twist.cookie ?? `ASP.NET_SessionId=${this.session}`,
      },
      body: (twist.envelope ?? envelope)(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  async login(over: { password?: string; identity?: string } = {}): Promise<Reply> {
    const reply = await this.call('authenticate', 'Login', credential(over));
    this.session = inside(reply.text, 'LoginResult');
    return reply;
  }

  /** Uploads bytes and saves them in the journal with the next stamp, which is returned. */
  async upload(bytes = Buffer.from('a picture')): Promise<number> {
    const file = await this.create();
    await this.call('attachment', 'AppendChunk', chunk(file, bytes));
    const stamp = Number(inside((await this.call('attachment', 'GetStampNo')).text, 'GetStampNoResult'));
    await this.call('attachment', 'Save', saved(file, stamp));
    return stamp;
  }

  async create(type = 'Png'): Promise<number> {
    return Number(inside((await this.call('attachment', 'Create', `<type>${type}</type>`)).text, 'Id'));
  }

  async nextNumber(date = '2026-03-14', series = 1): Promise<number> {
    return Number(inside((await this.call('account', 'GetEntryId', entryId(date, series))).text, 'EntryNo'));
  }
}

export function envelope(body: string): string {
  const soap = 'xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"';
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope ${soap} ${xsi}><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

export function credential({ password = 'secret', identity = '' } = {}): string {
  const application = '<ApplicationId>11111111-2222-3333-4444-555555555555</ApplicationId>';
  const id = identity && `<IdentityId>${identity}</IdentityId>`;
  const user = '<Username>integration@example.no</Username>';
  return `<credential>${application}${id}<Password>${password}</Password>${user}</credential>`;
}

export function entryId(date = '2026-03-14', series = 1): string {
  return `<argEntryId><Date>${date}T00:00:00</Date><SortNo>${series}</SortNo><EntryNo>0</EntryNo></argEntryId>`;
}

export interface VoucherByHand {
  number?: number;
  option?: 0 | 1;
  stamp?: number;
  entries?: string;
  year?: number;
  sort?: number;
  list?: string;
}

/** 100 kroner by card against a sale with 25 % VAT, unless the spec says otherwise. */
export function bundleList(over: VoucherByHand = {}): string {
  const { number = 20001, option = 0, stamp = 0, year = 2026, sort = 9, list = '' } = over;
  const entries =
    over.entries ??
    entry({ account: 1920, amount: '100.00', stamp }) +
      entry({ account: 3000, amount: '-100.00', tax: '3', stamp, comment: 'salg [m4rk]' });
  const voucher = `<Voucher><TransactionNo>${number}</TransactionNo><Entries>${entries}</Entries><Sort>${sort}</Sort></Voucher>`;
  const bundle = `<Bundle><YearId>${year}</YearId><Vouchers>${voucher}</Vouchers><Name>Kassaoppgjor [m4rk]</Name></Bundle>`;
  return `<BundleList><Bundles>${bundle}</Bundles>${list}<SaveOption>${option}</SaveOption></BundleList>`;
}

export function entry(over: {
  account?: number;
  amount?: string;
  tax?: string;
  stamp?: number;
  date?: string;
  comment?: string;
  customer?: string;
  department?: string;
}): string {
  const { account = 1920, amount = '1.00', tax = '0', stamp = 0, date = '2026-03-14T00:00:00' } = over;
  const { comment = 'kort [m4rk]', customer = '', department = '' } = over;
  return (
    `<Entry>${customer && `<CustomerId>${customer}</CustomerId>`}<AccountNo>${account}</AccountNo>` +
    `<Date>${date}</Date><Amount>${amount}</Amount>${department && `<DepartmentId>${department}</DepartmentId>`}` +
    `<TaxNo>${tax}</TaxNo><Comment>${comment}</Comment><StampNo>${stamp}</StampNo></Entry>`
  );
}

export function imageFile(id: number, frame = '', type = 'Png'): string {
  const frames = frame && `<FrameInfo><ImageFrameInfo>${frame}</ImageFrameInfo></FrameInfo>`;
  return `<file><Id>${id}</Id><Type>${type}</Type><StampNo>0</StampNo>${frames}</file>`;
}

export function chunk(id: number, bytes: Buffer, offset = 0): string {
  return `${imageFile(id)}<buffer>${bytes.toString('base64')}</buffer><offset>${offset}</offset>`;
}

export function saved(id: number, stamp: number, location = 'Journal', metadata = ''): string {
  const frame = `<Id>1</Id><StampNo>${stamp}</StampNo>${metadata}<Status>0</Status>`;
  return `${imageFile(id, frame)}<location>${location}</location>`;
}

/** A search for files; `before` and `after` stand around the two elements that must be there. */
export function fileSearch(before = '', after = ''): string {
  const nils = '<HasStampNo xsi:nil="true" /><FileApproved xsi:nil="true" />';
  return `<parameters>${before}${nils}${after}</parameters>`;
}

export function ledgerSearch(
  middle = '',
  { start = '2026-03-14', end = '2026-03-14', registeredAfter = '' } = {},
): string {
  const dates = `<DateStart>${start}T00:00:00</DateStart><DateEnd>${end}T23:59:59</DateEnd>`;
  const registered = registeredAfter && `<RegisteredAfter>${registeredAfter}</RegisteredAfter>`;
  const nils = `<SystemType xsi:nil="true" />${registered}<HasInvoiceId xsi:nil="true" />`;
  return `<searchParams>${dates}${middle}${nils}</searchParams>`;
}

/** The text inside the first element of a name; empty when there is none. */
export function inside(xml: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? '';
}

export function count(xml: string, name: string): number {
  return xml.split(`<${name}>`).length - 1;
}

/** What a caller learns: the status, and the fault, the type of a SaveResponse or what else is in the body. */
export async function seen(call: Promise<Reply>): Promise<string> {
  try {
    const { status, text, headers } = await call;
    if (headers.get('content-type')?.startsWith('text/html')) return `${status} html`;
    if (text === '') return `${status} empty`;
    const fault = inside(text, 'faultstring');
    if (fault) return `${status} ${fault.replace(/^.*--- ?&gt; /, '')}`;
    return `${status} ${inside(text, 'Type') || text.replace(/^.*<soap:Body>/, '').replace('</soap:Body></soap:Envelope>', '')}`;
  } catch {
    return 'no answer';
  }
}

/** A clock that goes when it is told to. */
export class HandClock implements SimulatorClock {
  #now = new Date('2026-03-15T05:02:31Z');
  readonly #sleepers: { until: number; wake: () => void }[] = [];

  now(): Date {
    return this.#now;
  }

  /** How many wait for time to pass. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ until: this.#now.getTime() + ms, wake }));
  }

  pass(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
    for (const { until, wake } of this.#sleepers) if (until <= this.#now.getTime()) wake();
  }
}
