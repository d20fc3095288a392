import { type SettlementInput } from './settlement-input.js';

type Place = 'vat' | 'cash' | 'creditSales' | 'stock';

const PLACES: Record<string, Place> = {
  CASH_EXPECTED_DIFFERS: 'cash',
  FLOAT_BROKEN: 'cash',
  STOCK_CHANGE_ABSENT: 'stock',
  CREDIT_SALES_NOT_TRANSFERRED: 'creditSales',
};

/** What is to be said below one section. A note that belongs nowhere else stands with the VAT. */
export function notesAbout({ notes }: SettlementInput, place: Place): string[] {
  return notes.filter(({ code }) => (PLACES[code] ?? 'vat') === place).map(({ message }) => message);
}
