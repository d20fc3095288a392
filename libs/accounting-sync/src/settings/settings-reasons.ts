import { reasonsOf, type Texts } from '@accounting/port';

export const SETTINGS_REASONS = {
  FROM_DATE_REQUIRED: (): Texts => ({
    message:
      'Z-rapport eller Fakturaer er slått på uten fra-dato. Da kunne gamle dager blitt ført en gang til.',
    fix: 'Velg fra hvilken dato overføringen skal gjelde. Datoen selv er med.',
    who: 'regnskapsfører',
    english: 'Z-reports or invoices are switched on without a from-date; the date itself is included.',
  }),
  STOCK_CHANGE_NEEDS_Z_REPORT: (): Texts => ({
    message: 'Beholdningsendring føres med Z-rapporten, men Z-rapport er av.',
    fix: 'Slå på Z-rapport også, eller slå av Beholdningsendring.',
    who: 'regnskapsfører',
    english: 'Stock change goes with the Z-report, which is switched off.',
  }),
  STOCK_CHANGE_NEEDS_ROLES: ({ roles }: { roles: string[] }): Texts => ({
    message: `Beholdningsendring trenger kontoer som mangler i kontoplanen: ${roles.join(', ')}.`,
    fix: 'Fyll inn Beholdningsendring og Varelager i kontoplanen og lagre den først.',
    who: 'regnskapsfører',
    english: `Stock change needs roles that the account plan does not map: ${roles.join(', ')}.`,
  }),
  SYNC_STOCK_NEEDS_PRODUCTS: (): Texts => ({
    message: 'Lager overføres sammen med varene, men Varer er av.',
    fix: 'Slå på Varer også, eller slå av Lager.',
    who: 'butikk',
    english: 'Stock quantities go with the products, which are switched off.',
  }),
  MODE_NOT_SUPPORTED: ({ system, mode }: { system: string; mode: 'draft' | 'ledger' }): Texts => ({
    message:
      mode === 'draft'
        ? `${system} tar ikke imot kladder.`
        : `${system} tar ikke imot bilag rett i hovedboken.`,
    fix:
      mode === 'draft'
        ? 'Velg rett i hovedbok under Type import.'
        : 'Slå av rett i hovedbok under Type import.',
    who: 'regnskapsfører',
    english: `${system} can't take vouchers as ${mode}.`,
  }),
} satisfies Record<string, (facts: never) => Texts>;

/** Why settings can't be saved. */
export const settingsReason = reasonsOf(SETTINGS_REASONS);
