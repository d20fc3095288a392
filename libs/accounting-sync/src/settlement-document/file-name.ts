import { cut } from '@accounting/port';
import { type SettlementInput } from './settlement-input.js';

const LONGEST_DEPARTMENT = 20;

/** `dagsoppgjor_avd1_Z001042_2026-11-23.pdf`: sorts by number, and every file system and vendor takes it. */
export function settlementFileName({ report, department }: SettlementInput): string {
  const number = String(report.number).padStart(6, '0');
  return `dagsoppgjor_avd${shortName(department)}_Z${number}_${report.businessDate}.pdf`;
}

/** The department's number, else what is left of its name in plain ASCII: `Øst-Ålesund`, `Ost-Alesund`. */
function shortName({ number, name }: SettlementInput['department']): string {
  const numbered = plain(number ?? '');
  return cut(numbered === '' ? plain(name) : numbered, LONGEST_DEPARTMENT).replace(/-$/, '');
}

function plain(text: string): string {
  return text
    .replace(/[æÆ]/g, 'ae')
    .replace(/ø/g, 'o')
    .replace(/Ø/g, 'O')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
