import { Readable } from 'node:stream';
import { type ReadZReport, readZReports } from './read-z-reports.js';
import { type ZReportInput } from '../sync-z-report/z-report.js';

export const NAMESPACE = 'urn:StandardAuditFile-Taxation-CashRegister:NO';

type Leaf = string | number | boolean | undefined;

/** `{ a: 1, b: undefined }` → `<a>1</a>`. */
export function leaves(values: Record<string, Leaf>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${String(value)}</${name}>`)
    .join('');
}

/** A basic: the till's own code, tied to a standard one. */
const basic = (
  basicType: string,
  basicID: string,
  predefinedBasicID: string | undefined,
  basicDesc: string,
) => `<basic>${leaves({ basicType, basicID, predefinedBasicID, basicDesc })}</basic>`;

const BASICS = [
  basic('04', 'KLÆR', '04003', 'Klær'),
  basic('04', 'MAT', '04006', 'Mat'),
  basic('11', 'SALG', '11001', 'Kontantsalg'),
  basic('11', 'KREDITT', '11002', 'Kredittsalg'),
  basic('11', 'VEKSEL', '11007', 'Inngående veksel'),
  basic('12', 'KONTANT', '12001', 'Kontant'),
  basic('12', 'KORT', '12002', 'Bankkort'),
  basic('12', 'KORT2', '12002', 'Bankkort 2'),
  basic('12', 'KREDITTKORT', '12003', 'Kredittkort'),
  basic('12', 'BANK', '12004', 'Bank'),
  basic('12', 'GAVEKORT', '12005', 'Gavekort'),
  basic('12', 'KONTO', '12006', 'Kundekonto'),
  basic('12', 'POENG', '12007', 'Poeng'),
  basic('12', 'LAPP', '12010', 'Tilgodelapp'),
  basic('12', 'VIPPS', '12011', 'Vipps'),
  basic('12', 'SODEXO', '12999', 'Sodexo'),
  basic('12', 'UKJENT', undefined, 'Klarna'),
  basic('13', 'Z', '13009', 'Z-rapport'),
  basic('13', 'X', '13008', 'X-rapport'),
].join('');

const vatCodes = (codes: [own: string, standard: string][]) =>
  codes
    .map(
      ([vatCode, standardVatCode]) =>
        `<vatCodeDetail>${leaves({ vatCode, standardVatCode })}</vatCodeDetail>`,
    )
    .join('');

/** A file of these registers. The till's VAT codes H, M and F are the standard's 3, 31 and 5; N is 0. */
export function aSafTFile(
  registers: string[],
  { currency = 'NOK', head = '', basics = '', vat = '' } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${head}<auditfile xmlns="${NAMESPACE}"><header><curCode>${currency}</curCode></header><company>
<vatCodeDetails>${vatCodes([
    ['H', '3'],
    ['M', '31'],
    ['F', '5'],
    ['N', '0'],
  ])}${vat}</vatCodeDetails>
<employees><employee><empID>7</empID><firstName>Kari</firstName><surName>Nordmann</surName></employee></employees>
<articles><article><artID>4711</artID><artGroupID>MAT</artGroupID></article></articles>
<basics>${BASICS}${basics}</basics>
<location><name>Butikk</name>${registers.join('')}</location></company></auditfile>`;
}

/** Events before transactions, as the schema wants them. */
export function aRegister({
  id = 'K1',
  events = [],
  transactions = [],
}: { id?: string; events?: string[]; transactions?: string[] } = {}): string {
  return `<cashregister><registerID>${id}</registerID>${events.join('')}${transactions.join('')}</cashregister>`;
}

export interface AReport {
  id?: string;
  type?: string | undefined;
  eventType?: string;
  date?: string;
  time?: string;
  eventDate?: string;
  eventTime?: string;
  empID?: string;
  /** [code, rate, net, vat, side] */
  vat?: [string | undefined, string | undefined, string, string, string?][];
  /** [type, count, amount] */
  payments?: [string, number, string][];
  payIns?: [string, string][];
  payOuts?: [string, string][];
  more?: string;
}

/** A Z report at eight in the evening; it sold nothing unless it says so. */
export function aZ(report: AReport = {}): string {
  const { id = '1', date = '2026-11-23', time = '20:00:00', eventType = 'Z', more = '' } = report;
  const { vat = [], payments = [], payIns = [], payOuts = [] } = report;
  const reportType = 'type' in report ? report.type : 'Z report';
  const rows = (name: string, items: Record<string, Leaf>[]) =>
    items.map((item) => `<${name}>${leaves(item)}</${name}>`).join('');
  return `<event>${leaves({ eventID: id, eventType, empID: report.empID, eventDate: report.eventDate ?? date, eventTime: report.eventTime ?? time })}
<eventReport>${leaves({ reportID: id, reportType, reportDate: date, reportTime: time, registerID: 'K1' })}
<reportPayments>${rows(
    'reportPayment',
    payments.map(([paymentType, paymentNum, paymentAmnt]) => ({ paymentType, paymentNum, paymentAmnt })),
  )}</reportPayments>
<reportCashSalesVat>${rows(
    'reportCashSaleVat',
    vat.map(([vatCode, vatPerc, cashSaleAmnt, vatAmnt, vatAmntTp]) => ({
      vatCode,
      vatPerc,
      cashSaleAmnt,
      vatAmnt,
      vatAmntTp,
    })),
  )}</reportCashSalesVat>
<reportPayIns>${rows(
    'reportPayIn',
    payIns.map(([payInType, payInAmnt]) => ({ payInType, payInNum: 1, payInAmnt })),
  )}</reportPayIns>
<reportPayOuts>${rows(
    'reportPayOut',
    payOuts.map(([payOutType, payOutAmnt]) => ({ payOutType, payOutNum: 1, payOutAmnt })),
  )}</reportPayOuts>${more}</eventReport></event>`;
}

export interface ALine {
  group?: string;
  article?: string;
  code?: string;
  gross: string;
  net: string;
  vat: string;
  side?: string;
  quantity?: string | undefined;
}

export interface ATransaction {
  id?: string;
  type?: string;
  date?: string;
  time?: string;
  lines?: ALine[];
  rounding?: string;
  isVoid?: boolean;
  refID?: string;
  isTraining?: boolean;
}

/** A receipt at ten in the morning. */
export function aTransaction(transaction: ATransaction = {}): string {
  const { id = '1', type = 'SALG', date = '2026-11-23', time = '10:00:00', lines = [] } = transaction;
  const { rounding = '0.00', isVoid = false, refID, isTraining = false } = transaction;
  return `<cashtransaction>${leaves({ nr: id, transID: id, transType: type, transDate: date, transTime: time, refID })}
${lines.map(ctLine).join('')}<rounding><roundingAmnt>${rounding}</roundingAmnt></rounding>
${leaves({ signature: 'x'.repeat(60), keyVersion: 1, voidTransaction: isVoid, trainingID: isTraining })}</cashtransaction>`;
}

function ctLine({ group, article, code = 'H', gross, net, vat, side = 'C', ...line }: ALine): string {
  const quantity = 'quantity' in line ? line.quantity : '1';
  return `<ctLine>${leaves({ lineID: 1, artGroupID: group, artID: article, qnt: quantity, lineAmntIn: gross, lineAmntEx: net, amntTp: side })}
<vat>${leaves({ vatCode: code, vatPerc: '25.00', vatAmnt: vat, vatAmntTp: side })}</vat></ctLine>`;
}

/** A line of 125.00 at 25 %. */
export function aLine(over: Partial<ALine> = {}): ALine {
  return { group: 'KLÆR', gross: '125.00', net: '100.00', vat: '25.00', ...over };
}

/** Bytes in pieces that cut through characters and tags. */
export function inChunks(file: string | Buffer, size = 7): Readable {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size);
  return Readable.from(starts.map((start) => bytes.subarray(start, start + size)));
}

export async function read(file: string | Buffer, register?: string): Promise<ReadZReport[]> {
  const reports: ReadZReport[] = [];
  for await (const report of readZReports(inChunks(file, 4096), { register })) reports.push(report);
  return reports;
}

/** The document of the only report of these events and transactions. */
export async function documentOf(events: string[], transactions: string[] = []): Promise<ZReportInput> {
  const reports = await read(aSafTFile([aRegister({ events, transactions })]));
  const last = reports.at(-1);
  if (!last || !('document' in last)) throw new Error(JSON.stringify(last));
  return last.document;
}

export async function faultsOf(file: string): Promise<string[]> {
  const reports = await read(file);
  return reports.flatMap((report) =>
    'faults' in report ? report.faults.map(({ path, message }) => `${path}: ${message}`) : [],
  );
}
