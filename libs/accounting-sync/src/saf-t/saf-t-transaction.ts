import { cut, type Ore } from '@accounting/port';
import { type Fault } from '../transfer/command-error.js';
import { comparable, wallTime } from './oslo-time.js';
import { signed } from './saf-t-decimal.js';
import { BASIC, type SafTMasterData } from './saf-t-master-data.js';
import { SafTReading } from './saf-t-reading.js';
import { type SafTElement } from './saf-t-stream.js';

/** One line of a receipt, a sale positive. Codes are the till's own. */
export interface SafTLine {
  group: string | undefined;
  vatCode: string | undefined;
  gross: Ore;
  net: Ore;
  vat: Ore;
  /** Millionths. */
  quantity: number | undefined;
}

/** What we keep of a `cashtransaction`. */
export interface SafTTransaction {
  /** By the till's clock; undefined: unreadable. */
  at: number | undefined;
  /** `transID`; empty: it has none. */
  id: string;
  isVoid: boolean;
  /** The transaction that a void one takes back. */
  voids: string | undefined;
  /** 0, and no lines: training or a credit sale. */
  rounding: Ore;
  lines: SafTLine[];
  faults: Fault[];
}

/** The schema's own limit. */
const LONGEST_ID = 35;

/** Transaction codes 11 of Skatteetaten's list: credit sale, credit sale and return. */
const CREDIT_SALES = new Set(['11002', '11017']);

/**
 * Purchase, payment, payment from a customer, opening float, cash difference, cash out and in, stock: money or
 * goods move and nothing is sold. Their rounding is real.
 */
const NO_SALES = new Set(['11003', '11004', '11005', '11007', '11008', '11010', '11011', '11014']);

export function transactionOf(element: SafTElement, masterData: SafTMasterData): SafTTransaction {
  const id = element.parts.find(({ name }) => name === 'transID')?.text ?? '';
  const reading = new SafTReading(element, `cashtransaction[${cut(id, LONGEST_ID)}]`, []);
  const at = wallTime(reading.text('transDate'), reading.text('transTime'));
  if (!at) reading.fault('transDate', 'With transTime, is no date and time');
  const type = masterData.code(BASIC.transaction, reading.text('transType'))?.standard ?? '';
  const counts = !CREDIT_SALES.has(type) && !reading.flag('trainingID');
  const sells = counts && !NO_SALES.has(type);
  const isVoid = reading.flag('voidTransaction');
  return {
    at: at && comparable(at),
    id,
    isVoid,
    voids: isVoid ? reading.text('refID') : undefined,
    rounding: counts ? (reading.one('rounding')?.ore('roundingAmnt') ?? 0) : 0,
    lines: sells ? reading.all('ctLine').map((line) => lineOf(line, masterData)) : [],
    faults: reading.faults,
  };
}

function lineOf(line: SafTReading, masterData: SafTMasterData): SafTLine {
  const side = line.text('amntTp');
  const vat = line.one('vat');
  const article = line.text('artID');
  const quantity = line.millionths('qnt');
  return {
    group: line.text('artGroupID') ?? (article && masterData.articleGroup(article)),
    vatCode: vat?.text('vatCode'),
    gross: signed(line.ore('lineAmntIn'), side),
    net: signed(line.ore('lineAmntEx'), side),
    vat: signed(vat?.ore('vatAmnt') ?? 0, vat?.text('vatAmntTp') ?? side),
    quantity: quantity === undefined ? undefined : signed(quantity, side),
  };
}
