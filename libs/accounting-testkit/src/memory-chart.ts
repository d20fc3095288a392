import type { ErpLists } from '@accounting/port';

/** Every list of one company's books. */
export type CompanyLists = { [Name in Exclude<keyof ErpLists, 'companies'>]: ErpLists[Name][] };

/** Enough of a Norwegian chart of accounts for the days that the tests and examples are made of. */
export function defaultLists(): CompanyLists {
  return {
    accounts: [
      { number: '1460', name: 'Varelager', vatCode: '0' },
      { number: '1500', name: 'Kundefordringer', vatCode: '0' },
      { number: '1579', name: 'Andre kortsiktige fordringer', vatCode: '0' },
      { number: '1900', name: 'Kontanter', vatCode: '0' },
      { number: '1920', name: 'Bankinnskudd', vatCode: '0' },
      { number: '1925', name: 'Nattsafe', vatCode: '0' },
      { number: '2380', name: 'Kortoppgjør', vatCode: '0' },
      { number: '2901', name: 'Gavekort', vatCode: '0' },
      { number: '2902', name: 'Tilgodelapper', vatCode: '0' },
      { number: '2910', name: 'Gjeld til ansatte', vatCode: '0' },
      { number: '3000', name: 'Salgsinntekt, høy sats', vatCode: '3' },
      { number: '3001', name: 'Salgsinntekt, middels sats', vatCode: '31' },
      { number: '3002', name: 'Salgsinntekt, lav sats', vatCode: '33' },
      { number: '3100', name: 'Salgsinntekt, avgiftsfri', vatCode: '5' },
      { number: '4390', name: 'Beholdningsendring', vatCode: '0' },
      { number: '7740', name: 'Øreavrunding', vatCode: '0' },
      { number: '7741', name: 'Kassedifferanse', vatCode: '0' },
      { number: '7770', name: 'Bank- og kortgebyr', vatCode: '0' },
    ],
    vatCodes: [
      { code: '0', name: 'Ingen avgiftsbehandling', rate: 0 },
      { code: '3', name: 'Utgående mva, høy sats', rate: 25 },
      { code: '31', name: 'Utgående mva, middels sats', rate: 15 },
      { code: '33', name: 'Utgående mva, lav sats', rate: 12 },
      { code: '5', name: 'Fritatt for mva', rate: 0 },
    ],
    departments: [
      { id: '10', name: 'Butikk Sentrum' },
      { id: '20', name: 'Butikk Havna' },
    ],
    voucherTypes: [
      { id: '1', number: '1', name: 'Bilag', series: '1' },
      { id: '9', number: '9', name: 'Kasseoppgjør', series: '9' },
    ],
    fiscalYears: [
      { from: '2025-01-01', to: '2025-12-31', locked: true },
      { from: '2026-01-01', to: '2026-12-31', locked: false },
      { from: '2027-01-01', to: '2027-12-31', locked: false },
    ],
  };
}
